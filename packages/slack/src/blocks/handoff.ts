import type { HandoffView } from '@tocsin/app';
import { roleNames } from '@tocsin/incident';
import { actionIds } from '../action-ids.ts';
import { actions, button, limits, type Rendered, section } from './elements.ts';
import { bold, cut, date, lines, outside, paragraphs, person, withPeople } from './text.ts';

/** The sheet that whoever takes over command reads: how things stand, what is named, what is still open. */
export function handoff(view: HandoffView): Rendered {
  const { from, to, status, severity, since } = view;
  const lead = `${person(from)} handed command to ${person(to)}`;
  const state = `${severity} · ${status} · since ${date(since)}`;
  const open = [...alarmLines(view), ...view.unfilled.map((role) => `no ${roleNames[role]}`)];
  const rows = open.length === 0 ? ['nothing that Tocsin knows of'] : open;
  const text = [
    `${lead}.`,
    state,
    named(view),
    ...(view.note === undefined ? [] : [`*To know:* ${withPeople(paragraphs(view.note, 1_000))}`]),
    '*Still open*',
    lines(
      rows.map((row) => `• ${row}`),
      1_500,
    ),
  ].join('\n');
  const next = [
    button('Post update', { action: `${actionIds.form}.update`, value: view.incident }),
    button('More…', { action: `${actionIds.form}.more`, value: view.incident }),
  ];
  return {
    text: cut(`Command was handed to ${person(to)}`, limits.fallback),
    blocks: [section(text), ...actions('handoff', next)],
  };
}

function named({ step, reason = '', pinned, suspect }: HandoffView): string {
  const words = outside(reason, 400, '');
  const why = words === '' ? '' : ` — ${pinned ? withPeople(words) : words}`;
  if (!step) return `*Step unknown*${why}`;
  const suspected = suspect === undefined ? '' : `\n*Suspected:* ${bold(outside(suspect, 80))}`;
  return `*Step:* ${bold(outside(step.title, 80))} ${step.degraded ? 'degraded' : 'failing'}${why}${suspected}`;
}

function alarmLines({ alarms, moreAlarms, recoveredAt }: HandoffView): string[] {
  if (recoveredAt !== undefined) return [`to resolve: all alarms have been calm since ${date(recoveredAt)}`];
  const fires = alarms.map((name) => `${outside(name, 150)} fires`);
  return moreAlarms > 0 ? [...fires, `${moreAlarms} more alarms fire`] : fires;
}
