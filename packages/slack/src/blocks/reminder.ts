import type { Button } from '@slack/types';
import type { ReminderView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, limits, type Rendered, section } from './elements.ts';
import { cut, date, lines, outside, person } from './text.ts';

type Line = ReminderView['matters'][number];

/** What people left undone, each with whom it concerns and the button that mends it, and how to be left alone. */
export function reminder(view: ReminderView): Rendered {
  switch (view.state) {
    case 'replaced':
      return said('⏰ There was a reminder here; a newer one stands below.');
    case 'done':
      return said('⏰ Nothing is left of what this reminded of.');
    case 'live':
      return live(view);
    default:
      return view.state satisfies never;
  }
}

function live({ incident, matters, snoozed, snoozeMinutes }: ReminderView): Rendered {
  const [first, ...others] = matters;
  const lead = first ? wordsOf(first, () => '') : '';
  const more = others.length === 0 ? '' : ` And ${others.length} more.`;
  const rows = matters.map((matter) => `• ${wordsOf(matter, date)}${concerning(matter)}`);
  const quiet = snoozed ? [`_${person(snoozed.by)} put reminders off until ${date(snoozed.until)}._`] : [];
  const text = ['⏰ *Still open*', lines(rows, limits.section - 300), ...quiet].join('\n');
  const mends = matters.flatMap((matter) => mending(matter, incident)).slice(0, mostMends);
  const snoozes = snoozed ? [] : snoozeMinutes.slice(0, mostSnoozes).map((minutes) => snoozing(minutes, incident));
  return {
    text: cut(`⏰ ${lead}${more}`, limits.fallback),
    blocks: [section(text), ...actions('reminder', [...mends, ...snoozes])],
  };
}

/** Together with the snoozes they stay within the 25 elements of a block. */
const mostMends = 15;
const mostSnoozes = 5;

const said = (text: string): Rendered => ({ text, blocks: [section(text)] });

function wordsOf({ about, since, due }: Line, at: (iso: string) => string): string {
  const time = (lead: string, iso: string) => (at(iso) === '' ? '' : ` ${lead} ${at(iso)}`);
  switch (about) {
    case 'command':
      return `Nobody is in command${time('since', since)}.`;
    case 'update':
      return `A status update is overdue${time('since', due)}.`;
    case 'resolve':
      return `It is mitigated${time('since', since)}, and not resolved yet. Is the trouble over?`;
    case 'close':
      return `It is resolved${time('since', since)}, and not closed. Is anything left to do?`;
    default:
      return `Action item ${outside(about.slice('action:'.length), 20)} is overdue${time('since', due)}.`;
  }
}

const concerning = ({ whom }: Line): string => (whom === undefined ? '' : ` ${person(whom)}`);

function mending({ about }: Line, incident: string): Button[] {
  switch (about) {
    case 'command':
      return [button('Take command', { action: actionIds.take, value: incident, style: 'primary' })];
    case 'resolve':
      return [button('Resolve', { action: actionIds.resolve, value: incident })];
    case 'close':
      return [button('Close', { action: actionIds.close, value: incident })];
    default:
      return [];
  }
}

function snoozing(minutes: number, incident: string): Button {
  const words = minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  return button(`Snooze ${words}`, { action: `${actionIds.snooze}.${minutes}`, value: incident });
}
