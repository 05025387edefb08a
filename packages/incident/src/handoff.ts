import type { Severity } from '@tocsin/workflow';
import { type ActionItem, openActions } from './actions.ts';
import type { Role } from './actor.ts';
import type { Entry } from './entries.ts';
import { firingAlarms, type Incident, type Status } from './incident.ts';
import { type NextWord, nextWord } from './matters.ts';
import type { Naming } from './naming.ts';
import { walksOf } from './walks/walks.ts';

/** How things stood when command was passed on. It stays as it was: whoever took over was told this. */
export interface Handoff {
  /** 1 for the incident's first; tells them apart for good. */
  readonly number: number;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly since: string;
  readonly naming?: Pick<Naming, 'step' | 'degraded' | 'dependency' | 'reason' | 'pinned'> & {
    /** Other dependencies that were suspected. */
    readonly others?: readonly string[];
  };
  readonly recoveredAt?: string;
  /** Names of alarms that fired, the latest first, and how many there were. */
  readonly alarms: readonly string[];
  readonly firing: number;
  /** Runbooks that were being walked, and the step that each stood at. */
  readonly walks?: readonly OpenWalk[];
  /** The first of the action items that were open, and how many there were. */
  readonly actions?: readonly Pick<ActionItem, 'id' | 'text' | 'owner' | 'due'>[];
  readonly openActions?: number;
  /** What people had been told last. */
  readonly told?: { readonly at: string; readonly text: string };
  readonly nextWord?: NextWord;
  /** Roles that nobody had. */
  readonly unfilled: readonly Role[];
  /** What the one who passed it on said. */
  readonly note?: string;
}

export interface OpenWalk {
  readonly walk: string;
  readonly title: string;
  readonly step: string;
}

/** Earlier sheets are in the channel since long. */
const remembered = 3;
const shownAlarms = 5;
const shownActions = 5;
const shownSuspects = 3;
const rememberedText = 200;

export function handoffsAfter(incident: Incident, entry: Entry & { type: 'role.assigned' }): readonly Handoff[] {
  const before = incident.handoffs ?? [];
  const { status, severity, since, naming, recoveredAt, roles } = incident;
  const firing = firingAlarms(incident).sort((a, b) => b.at.localeCompare(a.at));
  const sheet: Handoff = {
    number: (before.at(-1)?.number ?? 0) + 1,
    at: entry.at,
    from: roles.commander ?? '',
    to: entry.to,
    status,
    severity,
    since,
    ...(naming ? { naming: essence(naming) } : {}),
    ...(recoveredAt === undefined ? {} : { recoveredAt }),
    alarms: firing.slice(0, shownAlarms).map(({ name }) => name),
    firing: firing.length,
    ...stillToDo(incident),
    ...whatPeopleWaitFor(incident),
    ...(entry.note === undefined ? {} : { note: entry.note }),
    unfilled: (['communications', 'scribe'] as const).filter((role) => roles[role] === undefined),
  };
  return [...before, sheet].slice(-remembered);
}

function stillToDo(incident: Incident): Pick<Handoff, 'walks' | 'actions' | 'openActions'> {
  const walks = walksOf(incident).flatMap(({ id, walk }): OpenWalk[] => {
    const step = walk.plan.steps.find((one) => one.id === walk.at);
    return step ? [{ walk: id, title: walk.plan.title, step: step.title }] : [];
  });
  const open = openActions(incident);
  const actions = open.slice(0, shownActions).map(({ id, text, owner, due }) => ({
    id,
    text: text.slice(0, rememberedText),
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due }),
  }));
  return {
    ...(walks.length === 0 ? {} : { walks }),
    ...(open.length === 0 ? {} : { actions, openActions: open.length }),
  };
}

function whatPeopleWaitFor(incident: Incident): Pick<Handoff, 'told' | 'nextWord'> {
  const { update } = incident;
  const word = nextWord(incident);
  return {
    ...(update ? { told: { at: update.at, text: update.text.slice(0, rememberedText) } } : {}),
    ...(word ? { nextWord: word } : {}),
  };
}

function essence({ step, degraded, dependency, reason, pinned, suspects }: Naming): NonNullable<Handoff['naming']> {
  const others = suspects.flatMap((one) => (one.dependency === dependency ? [] : [one.dependency]));
  return {
    degraded,
    reason,
    ...(pinned ? { pinned } : {}),
    ...(step === undefined ? {} : { step }),
    ...(dependency === undefined ? {} : { dependency }),
    ...(others.length === 0 ? {} : { others: others.slice(0, shownSuspects) }),
  };
}
