import { type Line, readChronicle } from '@tocsin/app';
import type { Incident, Viewer } from '@tocsin/incident';
import { type Rendered, type Stretch, timeline as timelineReply, usage } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import { knownZone, leadingMoment } from '../moment.ts';
import type { Asked } from '../request.ts';
import { addressed } from './which.ts';

const usual = 15;
/** More does not fit into one answer. */
const most = 50;

/**
 * `/incident timeline [id] [n | from [to]]`: the last n entries, or those of a time, to whoever asked alone. What does not
 * fit is behind buttons, which say `before #12` and `after #12`.
 */
export async function timeline(world: SlackWorld, asked: Asked): Promise<Rendered> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const { incident, rest } = found;
  const read = (stretch: (lines: readonly Line[]) => Stretch) => shown(world, { incident, viewer: asked, stretch });
  const wanted = rest.replace(/^last\s+/i, '');
  if (wanted === '' || /^\d+$/.test(wanted))
    return read((lines) => last(lines, wanted === '' ? usual : Number(wanted)));
  const [, side, ref] = /^(before|after)\s+#?([\d.]+)$/i.exec(wanted) ?? [];
  if (ref !== undefined)
    return read((lines) => beside(lines, { ref, side: side?.toLowerCase() === 'after' ? 'after' : 'before' }));
  const zone = knownZone((await world.people.describe(asked.user))?.tz);
  const now = world.clock.now();
  const from = leadingMoment(wanted, { now, zone });
  const to =
    from && from.rest !== '' ? leadingMoment(from.rest.replace(/^(to|until|-)\s+/i, ''), { now, zone }) : undefined;
  if (!from || (from.rest !== '' && to?.rest !== ''))
    return usage(
      `Say how many entries, or from when to when: \`/incident timeline 30\`, \`/incident timeline 14:00 14:30\`, \`/incident timeline 20 min ago\`.`,
    );
  return timelineBetween(world, { incident, viewer: asked, from: from.at, ...(to ? { to: to.at } : {}) });
}

/** What happened between two moments, or since one. */
export const timelineBetween = (
  world: SlackWorld,
  { from, to, ...of }: { incident: Incident; viewer: Viewer; from: string; to?: string },
): Promise<Rendered> => shown(world, { ...of, stretch: (lines) => between(lines, { from, to }) });

async function shown(
  world: SlackWorld,
  { incident, viewer, stretch }: { incident: Incident; viewer: Viewer; stretch: (lines: readonly Line[]) => Stretch },
): Promise<Rendered> {
  return timelineReply(incident, stretch(await readChronicle(world, incident, viewer)));
}

const part = (lines: readonly Line[], start: number, end: number): Pick<Stretch, 'lines' | 'before' | 'after'> => ({
  lines: lines.slice(start, end),
  before: start,
  after: lines.length - end,
});

const last = (lines: readonly Line[], count: number): Stretch => ({
  ...part(lines, Math.max(0, lines.length - Math.min(Math.max(count, 1), most)), lines.length),
  keep: 'last',
});

/** A page further back or on; an entry that is shown no longer is taken for the end that it was nearer to. */
function beside(lines: readonly Line[], { ref, side }: { ref: string; side: 'before' | 'after' }): Stretch {
  const at = lines.findIndex((line) => line.ref === ref);
  if (at < 0) return last(lines, usual);
  return side === 'before'
    ? { ...part(lines, Math.max(0, at - most), at), keep: 'last' }
    : { ...part(lines, at + 1, Math.min(lines.length, at + 1 + most)), keep: 'first' };
}

function between(lines: readonly Line[], { from, to }: { from: string; to: string | undefined }): Stretch {
  const start = lines.findIndex(({ at }) => at >= from);
  const first = start < 0 ? lines.length : start;
  const behind = to === undefined ? -1 : lines.findIndex(({ at }) => at > to);
  const end = behind < 0 ? lines.length : behind;
  return { ...part(lines, first, Math.max(first, Math.min(end, first + most))), keep: 'first' };
}
