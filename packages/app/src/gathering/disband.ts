import { type Actor, type Incident, isOpen, openParts, tocsin } from '@tocsin/incident';
import { type CoreWorld, commit } from '../commit.ts';

const atOnce = 10;

/**
 * The incident is over, so it speaks for nobody: gathered incidents that recovered are over with it, those that still
 * fail go on in channels of their own.
 */
export async function disband(world: CoreWorld, incident: Incident): Promise<void> {
  if (isOpen(incident)) return;
  const { id, status, version } = incident;
  const by: Actor = incident.resolved?.by ?? incident.closed?.by ?? tocsin;
  const command = {
    type: 'leave',
    by,
    reason: `incident ${id}, which spoke for it, is ${status}`,
    over: true,
  } as const;
  const parts = openParts(incident).values();
  const work = async () => {
    // The iterator is shared: each takes the next part that nobody has taken.
    for (const part of parts)
      await commit(world, {
        id: part.id,
        incident: await world.store.load(part.id),
        command,
        cause: `disband:${id}:${version}`,
        watched: true,
      });
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
