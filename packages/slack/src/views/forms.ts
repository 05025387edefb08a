import { action, changeAction, dropAction } from './action.ts';
import { correct, withdraw } from './amend.ts';
import { close, mitigate, reopen, resolve } from './endings.ts';
import type { Form, FormOfAny } from './form.ts';
import { merge } from './merge.ts';
import { note } from './note.ts';
import { page } from './page.ts';
import { makePrivate } from './private.ts';
import { handoff, role } from './roles.ts';
import { severity } from './severity.ts';
import { snooze } from './snooze.ts';
import { split } from './split.ts';
import { step } from './step.ts';
import { timelineOf } from './timeline.ts';
import { update } from './update.ts';
import { runbook, walkDidNotWork, walkHandOver, walkNote, walkSkip, walkStop } from './walk.ts';

/** What can be asked about an incident, by the name in `form.<name>`. To add one: a file here, a line in this list. */
export const forms = {
  update,
  severity,
  role,
  handoff,
  step,
  note,
  mitigate,
  resolve,
  reopen,
  close,
  page,
  action,
  'edit-action': changeAction,
  'drop-action': dropAction,
  correct,
  withdraw,
  timeline: timelineOf,
  snooze,
  merge,
  split,
  private: makePrivate,
  runbook,
  'walk-skip': walkSkip,
  'walk-did-not-work': walkDidNotWork,
  'walk-note': walkNote,
  'walk-stop': walkStop,
  'walk-hand-over': walkHandOver,
} as const;
export type FormName = keyof typeof forms;

export const isForm = (name: string): name is FormName => Object.hasOwn(forms, name);
export const formOf = (name: FormName): Form => forms[name];

/** Those that can be asked for where no incident is meant yet. */
const ofAny = { note, action } as const;

export const formOfAny = (name: string): FormOfAny | undefined =>
  Object.hasOwn(ofAny, name) ? ofAny[name as keyof typeof ofAny] : undefined;
