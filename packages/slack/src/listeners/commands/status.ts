import { situationOf } from '@tocsin/app';
import { type Rendered, status as statusReply } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';
import { list } from './list.ts';
import { addressed } from './which.ts';

/** `/incident status [id]`: one incident in full; outside an incident's channel and without an id, the list. */
export async function status(world: SlackWorld, asked: Asked): Promise<Rendered> {
  const found = await addressed(world, asked);
  if (found.type === 'incident')
    return statusReply(situationOf(found.incident, world.catalog), found.incident.channel?.id);
  return found.type === 'elsewhere' ? list(world, { ...asked, rest: '' }) : found.reply;
}
