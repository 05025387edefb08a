import { gatheredViewOf } from '@tocsin/app';
import { gatheredList, type Rendered } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';
import { addressed } from './which.ts';

/** `/incident gathered [id] [from]`: every incident that this one speaks for, page by page, to whoever asked alone. */
export async function gathered(world: SlackWorld, asked: Asked): Promise<Rendered> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const from = /^\d{1,5}$/.test(found.rest) ? Number(found.rest) : 0;
  return gatheredList(gatheredViewOf(found.incident, world.catalog), from);
}
