import { type AlarmFact, type Incident, isOpen, routeOf } from '@tocsin/incident';
import { openSplit } from './carry.ts';
import type { CoreWorld } from './commit.ts';

/** Where an alarm, or a canary run (undefined), of an incident's correlation key is told. */
export interface Route {
  readonly incident: Incident;
  /** It was split off, but what has it since is over: the incident that it was split from takes it back. */
  readonly takeBack?: true;
}

/**
 * Follows merged incidents to where they go on, and alarms that were split off to the incident that has them. Two that
 * were merged into each other in the same moment lead back here: both are released again, and until then each keeps its own.
 */
export async function follow(
  world: CoreWorld,
  start: Incident,
  alarm: Pick<AlarmFact, 'key'> | undefined,
): Promise<Route> {
  const passed = new Set<string>();
  let incident = start;
  for (;;) {
    passed.add(incident.id);
    const next = routeOf(incident, alarm);
    if (next === undefined || passed.has(next)) return { incident };
    const there = (await world.store.load(next)) ?? (await makeSplit(world, incident, next));
    if (!there) return { incident };
    const over = !isOpen(there) && routeOf(there, alarm) === undefined;
    if (over && isOpen(incident)) return { incident, takeBack: true };
    incident = there;
  }
}

/** The incident of a split is made by respond; an alarm that is quicker makes it. */
async function makeSplit(world: CoreWorld, incident: Incident, to: string): Promise<Incident | undefined> {
  const split = incident.splits?.find((one) => one.to === to);
  if (!split) return undefined;
  await openSplit(world, incident, split);
  return world.store.load(to);
}
