import { announcementOf, listOpen } from '@tocsin/app';
import { openIncidents, type Rendered } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';

/** `/incident list`: what is open. */
export async function list(world: SlackWorld): Promise<Rendered> {
  const incidents = await listOpen(world);
  return openIncidents(
    incidents.map((incident) => announcementOf(incident, world.catalog.workflows, incident.channel?.id ?? '')),
  );
}
