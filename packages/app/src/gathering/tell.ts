import { type Incident, type Part, partOf } from '@tocsin/incident';
import type { Effect } from '../effects.ts';
import type { World } from '../ports.ts';

/** What a gathered incident has to say to the one that speaks for it: whenever the line about it would read otherwise. */
export function tellingsOf(incident: Incident): Effect[] {
  const { gathered } = incident;
  if (!gathered) return [];
  const { version: _, ...line } = partOf(incident);
  return [{ key: 'part-of', type: 'tell', to: gathered.into, line, storm: gathered.storm ?? false }];
}

/** Puts it into the other's queue, where one after another is heard: hundreds may speak at once. */
export async function tellOther(
  { outbox }: Pick<World, 'outbox'>,
  incident: Incident,
  { to, storm }: { readonly to: string; readonly storm: boolean },
): Promise<void> {
  const part: Part = partOf(incident);
  const told = {
    part,
    gatheredAt: incident.gathered?.at ?? incident.declared.at,
    ...(storm ? { storm: true as const } : {}),
  };
  await outbox.send({ incident: to, dedup: `${to}:part:${part.id}:${part.version}`, told });
}
