import { announcementOf, listOpen } from '@tocsin/app';
import { openIncidents, type Rendered } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';

/** `/incident list`: what is open. */
export async function list(world: SlackWorld, { user, channel }: Pick<Asked, 'user' | 'channel'>): Promise<Rendered> {
  const incidents = await listOpen(world, { user, channel });
  return openIncidents(
    incidents.map((incident) => announcementOf(incident, world.catalog.workflows, incident.channel?.id ?? '')),
  );
}
