import { effectKey, situationOf } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import { type Rendered, status as statusReply } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';
import { list } from './list.ts';
import { addressed } from './which.ts';

/** `/incident status [id]`: one incident in full; outside an incident's channel and without an id, the list. */
export async function status(world: SlackWorld, asked: Asked): Promise<Rendered> {
  const found = await addressed(world, asked);
  if (found.type === 'incident') {
    const { channel } = found.incident;
    const outside = await isOutside(world, found.incident);
    return statusReply(situationOf(found.incident, world.catalog), { channel: channel?.id, outside });
  }
  return found.type === 'elsewhere' ? list(world, { ...asked, rest: '' }) : found.reply;
}

/** Slack's words for having been taken out of a channel; of a private one it does not even say that it is there. */
const shutOut: ReadonlySet<string | undefined> = new Set(['not_in_channel', 'channel_not_found']);

/** Whether the channel refused what is set there whenever anything changes. */
async function isOutside({ store }: SlackWorld, incident: Incident): Promise<boolean> {
  const stored = await store.loadWithEffects(incident.id);
  const { state, failure } = stored?.effects.get(effectKey(incident, 'topic')) ?? {};
  return state === 'failed' && shutOut.has(failure);
}
