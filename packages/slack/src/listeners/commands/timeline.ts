import { type Line, readChronicle } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import { type Rendered, timeline as timelineReply, usage } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import { knownZone, leadingMoment } from '../moment.ts';
import type { Asked } from '../request.ts';
import { addressed } from './which.ts';

const usual = 15;
/** More does not fit into one answer. */
const most = 50;

/**
 * `/incident timeline [id] [n | from [to]]`: the last n entries, or those of a time, to whoever asked alone. What does not
 * fit is told with how to ask for it.
 */
export async function timeline(world: SlackWorld, asked: Asked): Promise<Rendered> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const { incident, rest } = found;
  const wanted = rest.replace(/^last\s+/i, '');
  if (wanted === '' || /^\d+$/.test(wanted))
    return last(world, asked, incident, wanted === '' ? usual : Number(wanted));
  const zone = knownZone((await world.people.describe(asked.user))?.tz);
  const now = world.clock.now();
  const from = leadingMoment(wanted, { now, zone });
  const to =
    from && from.rest !== '' ? leadingMoment(from.rest.replace(/^(to|until|-)\s+/i, ''), { now, zone }) : undefined;
  if (!from || (from.rest !== '' && to?.rest !== ''))
    return usage(
      `Say how many entries, or from when to when: \`/incident timeline 30\`, \`/incident timeline 14:00 14:30\`, \`/incident timeline 20 min ago\`.`,
    );
  const lines = await readChronicle(world, incident, asked);
  const within = lines.filter(({ at }) => at >= from.at && (to === undefined || at <= to.at));
  return timelineReply(incident, { lines: within.slice(0, most), before: 0, after: Math.max(within.length - most, 0) });
}

async function last(world: SlackWorld, asked: Asked, incident: Incident, count: number): Promise<Rendered> {
  const lines: readonly Line[] = await readChronicle(world, incident, asked);
  const shown = lines.slice(-Math.min(Math.max(count, 1), most));
  return timelineReply(incident, { lines: shown, before: lines.length - shown.length, after: 0 });
}
