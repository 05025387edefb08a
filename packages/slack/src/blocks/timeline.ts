import type { Line } from '@tocsin/app';
import { limits, type Rendered, section } from './elements.ts';
import { bold, cut, date, link, outside, person, withPeople } from './text.ts';

/** Nobody wrote anything down for so long: worth seeing, since that is what a postmortem asks about. */
const gapMinutes = 15;
/** What Slack takes in one message is about four such sections (slackapi/bolt-js issues 2509, 2867). */
const sections = 3;

/** A timeline as it stands, oldest first: numbers to point at entries by, corrections, gaps; and what was left out. */
export function timeline(
  incident: { readonly title: string },
  { lines, before, after }: { readonly lines: readonly Line[]; readonly before: number; readonly after: number },
): Rendered {
  const title = `Timeline of ${outside(incident.title, 150)}`;
  const rows = lines.flatMap((line, index) => [...gapBefore(line, lines[index - 1]), row(line)]);
  const { parts, left } = packed(rows, sections);
  const earlier =
    before > 0 ? [`_${before} earlier ${plural(before)}: \`/incident timeline ${before + lines.length}\`_`] : [];
  const later = after + left > 0 ? [`_${after + left} more ${plural(after + left)}; ask for a shorter time_`] : [];
  const none = lines.length === 0 ? ['_Nothing happened then._'] : [];
  const [first = '', ...others] = parts;
  const blocks = [
    section([bold(title), ...earlier, ...none, ...(first === '' ? [] : [first])].join('\n')),
    ...others.map((part) => section(part)),
    ...later.map((words) => section(words)),
  ];
  return { text: cut(title, limits.fallback), blocks };
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
    ...(message?.link === undefined ? [] : [link(message.link, 'open')]),
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
