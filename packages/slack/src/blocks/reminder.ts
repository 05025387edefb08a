import type { Button } from '@slack/types';
import type { ReminderView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, limits, type Rendered, section } from './elements.ts';
import { cut, date, outside, person } from './text.ts';

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
  const items = matters.filter(isItem);
  const rows = matters.filter((matter) => !isItem(matter)).map(row);
  const quiet = snoozed ? [`_${person(snoozed.by)} put reminders off until ${date(snoozed.until)}._`] : [];
  const hidden = items.length > mostItems ? [`… and ${items.length - mostItems} more action items`] : [];
  const snoozes = snoozed ? [] : snoozeMinutes.slice(0, mostSnoozes).map((minutes) => snoozing(minutes, incident));
  return {
    text: cut(`⏰ ${lead}${more}`, limits.fallback),
    blocks: [
      section(['⏰ *Still open*', ...rows, ...hidden, ...quiet].join('\n')),
      ...items.slice(0, mostItems).map((item) => ({ ...section(row(item)), accessory: ending(item, incident) })),
      ...actions('reminder', [...matters.flatMap((matter) => mending(matter, incident)), ...snoozes]),
    ],
  };
}

const mostItems = 15;
const mostSnoozes = 5;

const row = (matter: Line): string => `• ${wordsOf(matter, date)}${concerning(matter)}`;
const isItem = ({ about }: Line): boolean => about.startsWith('action:');
const itemOf = ({ about }: Line): string => about.slice('action:'.length);

function ending(item: Line, incident: string): Button {
  const id = itemOf(item);
  return button(`Done ${id}`, { action: `${actionIds.do}.action`, value: `${incident} done ${id}` });
}

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
    case 'review':
      return `The postmortem was to be reviewed${time('by', due)}.`;
    default:
      return `Action item ${outside(about.slice('action:'.length), 20)} is overdue${time('since', due)}.`;
  }
}

const concerning = ({ whom }: Line): string => (whom === undefined ? '' : ` ${person(whom)}`);

function mending({ about }: Line, incident: string): Button[] {
  switch (about) {
    case 'command':
      return [button('Take command', { action: actionIds.take, value: incident, style: 'primary' })];
    case 'update':
      return [button('Post update', { action: `${actionIds.form}.update`, value: incident })];
    case 'resolve':
      return [button('Resolve', { action: actionIds.resolve, value: incident })];
    case 'close':
      return [button('Close', { action: actionIds.close, value: incident })];
    case 'review':
      return [
        button('Postmortem', { action: `${actionIds.do}.postmortem`, value: incident }),
        button('None is wanted', { action: `${actionIds.do}.postmortem.none`, value: `${incident} none` }),
      ];
    default:
      return [];
  }
}

function snoozing(minutes: number, incident: string): Button {
  const words = minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  return button(`Snooze ${words}`, { action: `${actionIds.snooze}.${minutes}`, value: incident });
}
