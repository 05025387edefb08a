import { readTimeline, tell } from '@tocsin/app';
import { type Rendered, timeline as timelineReply, usage } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';
import { addressed } from './which.ts';

const usual = 15;
/** More does not fit into one answer. */
const most = 50;

/** `/incident timeline [id] [n]`: the last n entries, to whoever asked alone. */
export async function timeline(world: SlackWorld, asked: Asked): Promise<Rendered> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const count = found.rest === '' ? usual : Number(found.rest);
  if (!Number.isInteger(count) || count < 1)
    return usage(`Say how many entries, if not ${usual}: \`/incident timeline 30\`.`);
  const entries = await readTimeline(world, found.incident, asked);
  const shown = entries.slice(-Math.min(count, most));
  return timelineReply(found.incident, shown.map(tell), entries.length - shown.length);
}
