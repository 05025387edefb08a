import type { Button } from '@slack/types';
import type { Line } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import { actionIds } from '../action-ids.ts';
import { actions, button, limits, type Rendered, section } from './elements.ts';
import { bold, cut, date, link, outside, person, withPeople } from './text.ts';

/** Nobody wrote anything down for so long: worth seeing, since that is what a postmortem asks about. */
const gapMinutes = 15;
/** What Slack takes in one message is about four such sections (slackapi/bolt-js issues 2509, 2867). */
const sections = 3;
/** Slack’s own are shorter; longer ones would take the place of entries. */
const longestLink = 300;

/** Some lines of a timeline, and how many there are before and behind them. */
export interface Stretch {
  readonly lines: readonly Line[];
  readonly before: number;
  readonly after: number;
  /** Which of them are left out if not all fit: those furthest from here. */
  readonly keep: 'first' | 'last';
}

type Told = Pick<Incident, 'id' | 'title' | 'amendable'>;

/** A timeline as it stands, oldest first: numbers to point at entries by, corrections, gaps; and buttons for the rest. */
export function timeline(incident: Told, stretch: Stretch): Rendered {
  const title = `Timeline of ${outside(incident.title, 150)}`;
  const { lines, parts, before, after } = fitted(stretch);
  const earlier = before > 0 ? [`_${before} earlier ${plural(before)}_`] : [];
  const later = after > 0 ? [`_${after} later ${plural(after)}_`] : [];
  const none = lines.length === 0 ? ['_Nothing happened then._'] : [];
  const [first = '', ...others] = parts;
  const blocks = [
    section([bold(title), ...earlier, ...none, ...(first === '' ? [] : [first])].join('\n')),
    ...others.map((part) => section(part)),
    ...later.map((words) => section(words)),
    ...actions('timeline', turning(incident, { lines, before, after })),
  ];
  return { text: cut(title, limits.fallback), blocks };
}

/** As many whole lines as fit, counted from the end that is kept. */
function fitted({ lines, before, after, keep }: Stretch): Omit<Stretch, 'keep'> & { parts: readonly string[] } {
  const rows = lines.flatMap((line, index) => [...gapBefore(line, lines[index - 1]), row(line)]);
  const { parts, left } = packed(rows, sections);
  if (left === 0) return { lines, parts, before, after };
  const fewer = Math.max(1, Math.ceil(left / 2));
  return keep === 'first'
    ? fitted({ lines: lines.slice(0, -fewer), before, after: after + fewer, keep })
    : fitted({ lines: lines.slice(fewer), before: before + fewer, after, keep });
}

/** The rest of the timeline, a time of one's own choice, and what stands wrong. */
function turning({ id, amendable = {} }: Told, { lines, before, after }: Omit<Stretch, 'keep'>): Button[] {
  const [first, last] = [lines[0], lines.at(-1)];
  return [
    ...(before > 0 && first
      ? [button('Earlier', { action: `${actionIds.do}.timeline`, value: `${id} before #${first.ref}` })]
      : []),
    ...(after > 0 && last
      ? [button('Later', { action: `${actionIds.do}.timeline.later`, value: `${id} after #${last.ref}` })]
      : []),
    button('From … to …', { action: `${actionIds.form}.timeline`, value: id }),
    ...(Object.values(amendable).includes('stands')
      ? [button('Correct an entry…', { action: `${actionIds.form}.correct`, value: id })]
      : []),
  ];
}

const plural = (count: number): string => (count === 1 ? 'entry' : 'entries');

function gapBefore({ at }: Line, earlier: Line | undefined): string[] {
  const minutes = earlier ? Math.floor((Date.parse(at) - Date.parse(earlier.at)) / 60_000) : 0;
  return minutes >= gapMinutes ? [`⋯ _${minutes} minutes without an entry_ ⋯`] : [];
}

/** One entry a line. */
export function row({ at, by, did, ref, message, corrected, withdrawn, edited, recordedAt }: Line): string {
  const words = withPeople(outside(did, 300));
  const marks = [
    ...(message?.thread === undefined ? [] : ['in a thread']),
    ...(message?.link === undefined || message.link.length > longestLink ? [] : [link(message.link, 'open')]),
    ...(edited ? ['edited'] : []),
    ...(corrected ? [`corrected by ${person(corrected.by)} ${date(corrected.at, '{time}')}`] : []),
    ...(recordedAt === undefined ? [] : [`written down ${date(recordedAt, '{time}')}`]),
  ];
  const behind = marks.length === 0 ? '' : ` _(${marks.join(', ')})_`;
  const line = `\`#${ref}\` ${date(at, '{date_short_pretty} {time_secs}')} ${person(by)} ${words}${behind}`;
  if (!withdrawn) return line;
  const why = withdrawn.reason === undefined ? '' : `: ${outside(withdrawn.reason, 100)}`;
  return `\`#${ref}\` ${date(at, '{date_short_pretty} {time_secs}')} ~${words}~ _withdrawn by ${person(withdrawn.by)}${why}_`;
}

/** Lines into as few texts as they need, each within a section's limit, and how many did not fit. */
function packed(rows: readonly string[], most: number): { parts: string[]; left: number } {
  const parts: string[] = [];
  let done = 0;
  for (const line of rows) {
    const last = parts.at(-1);
    const room = limits.section - (parts.length === 1 ? 400 : 100);
    if (last !== undefined && last.length + line.length + 1 <= room) parts[parts.length - 1] = `${last}\n${line}`;
    else if (parts.length < most) parts.push(line);
    else break;
    done += 1;
  }
  return { parts, left: rows.length - done };
}
