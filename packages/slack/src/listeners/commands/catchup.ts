import { readChronicle, situationOf } from '@tocsin/app';
import { catchup as catchupReply, type Rendered } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';
import { addressed } from './which.ts';

/** With the two lines before them, ten. */
const shown = 8;

/** `/incident catchup [id]`: what happened so far, for whoever comes late, to them alone. */
export async function catchup(world: SlackWorld, asked: Asked): Promise<Rendered> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const lines = await readChronicle(world, found.incident, asked);
  return catchupReply(
    situationOf(found.incident, world.catalog),
    lines.filter(({ withdrawn }) => !withdrawn).slice(-shown),
  );
}
