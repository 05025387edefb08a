import type { HandoffView } from '@tocsin/app';
import { roleNames } from '@tocsin/incident';
import { actionIds } from '../action-ids.ts';
import { actionWords } from './action-list.ts';
import { actions, button, limits, type Rendered, section } from './elements.ts';
import { bold, cut, date, lines, outside, paragraphs, person, withPeople } from './text.ts';

/** The sheet that whoever takes over command reads: how things stand, what is named, what is still open. */
export function handoff(view: HandoffView): Rendered {
  const { from, to, status, severity, since } = view;
  const lead = `${person(from)} handed command to ${person(to)}`;
  const state = `${severity} · ${status} · since ${date(since)}`;
  const open = [...alarmLines(view), ...view.walks.map(walkLine), ...actionLines(view), ...unfilled(view)];
  const rows = open.length === 0 ? ['nothing that Tocsin knows of'] : open;
  const standing = [
    `${lead}.`,
    state,
    named(view),
    ...(view.note === undefined ? [] : [`*To know:* ${withPeople(paragraphs(view.note, 1_000))}`]),
    ...toldLine(view),
    ...(view.nextUpdate === undefined ? [] : [`*Next update:* ${date(view.nextUpdate)}`]),
  ].join('\n');
  const left = `*Still open*\n${lines(
    rows.map((row) => `• ${row}`),
    2_900,
  )}`;
  const next = [
    button('Post update', { action: `${actionIds.form}.update`, value: view.incident }),
    button('More…', { action: `${actionIds.form}.more`, value: view.incident }),
  ];
  return {
    text: cut(`Command was handed to ${person(to)}`, limits.fallback),
    blocks: [section(standing), section(left), ...actions('handoff', next)],
  };
}

function named({ step, reason = '', pinned, suspect, otherSuspects = [] }: HandoffView): string {
  const words = outside(reason, 400, '');
  const why = words === '' ? '' : ` — ${pinned ? withPeople(words) : words}`;
  if (!step) return `*Step unknown*${why}`;
  const suspected = suspect === undefined ? '' : `\n*Suspected:* ${bold(outside(suspect, 80))}${also(otherSuspects)}`;
  return `*Step:* ${bold(outside(step.title, 80))} ${step.degraded ? 'degraded' : 'failing'}${why}${suspected}`;
}

function alarmLines({ alarms, moreAlarms, recoveredAt }: HandoffView): string[] {
  if (recoveredAt !== undefined) return [`to resolve: all alarms have been calm since ${date(recoveredAt)}`];
  const fires = alarms.map((name) => `${outside(name, 150)} fires`);
  return moreAlarms > 0 ? [...fires, `${moreAlarms} more alarms fire`] : fires;
}

const also = (others: readonly string[]): string =>
  others.length === 0 ? '' : `, then ${others.map((one) => outside(one, 80)).join(', ')}`;

const walkLine = ({ walk, title, step }: HandoffView['walks'][number]): string =>
  `runbook ${bold(outside(title, 80))} (${walk}) is at: ${outside(step, 80)}`;

function actionLines({ actions: items, moreActions }: HandoffView): string[] {
  const open = items.map((item) => actionWords(item).replaceAll('\n', ' · '));
  return moreActions > 0 ? [...open, `${moreActions} more action items: \`/incident action list\``] : open;
}

const unfilled = (view: HandoffView): string[] => view.unfilled.map((role) => `no ${roleNames[role]}`);

const toldLine = ({ told }: HandoffView): string[] =>
  told === undefined ? [] : [`*Last update*, ${date(told.at)}: ${withPeople(outside(told.text, 200))}`];
