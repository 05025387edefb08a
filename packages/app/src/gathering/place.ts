import { type Gathering, isGathered, isOpen, type Opened, placeFor } from '@tocsin/incident';
import type { CoreWorld } from '../commit.ts';
import { incidentId } from '../incident-id.ts';
import type { OpenedInSpan } from '../ports.ts';

/** Openings are counted by spans of the clock; one is long enough that two of them hold all that is recent. */
const spanOf = (at: string, withinMinutes: number): number => Math.floor(Date.parse(at) / (withinMinutes * 60_000));

/** The span before: what opened in it is read with all else that an alarm may need. */
export const spanBefore = ({ catalog }: Pick<CoreWorld, 'catalog'>, at: string): number =>
  spanOf(at, catalog.settings.storms.withinMinutes) - 1;

interface Opening {
  readonly key: string;
  /** When its alarm fired: the same for every redelivery. */
  readonly at: string;
  /** What the step that it will name is suspected to stand on in vain. */
  readonly dependency?: string | undefined;
  /** Who opened in the span before. */
  readonly opened?: OpenedInSpan | undefined;
}

/**
 * Which incident, if any, speaks for one that is about to open. One conditional write takes a place among those with a
 * channel of their own, side by side with whatever else the opening waits for; only who finds none reads further.
 */
export async function gatheringFor(world: CoreWorld, opening: Opening): Promise<Gathering | undefined> {
  const { store, catalog } = world;
  const { storms } = catalog.settings;
  const { key, at, dependency, opened } = opening;
  const span = spanOf(at, storms.withinMinutes);
  const openings = await store.takePlace({
    span,
    key,
    at,
    most: storms.channels,
    ...(dependency === undefined ? {} : { dependency, mostSharing: storms.sharing }),
  });
  const others = (all: readonly Opened[]) => all.filter((one) => one.key !== key).sort((a, b) => order(a, b));
  const alike = dependency === undefined ? [] : (opened?.byDependency[dependency] ?? []);
  const before = {
    all: others([...(opened?.all ?? []), ...openings.all]),
    ofDependency: others([...alike, ...openings.ofDependency]),
  };
  const place = placeFor(opening, before, storms);
  if (place.type === 'own') return undefined;
  if (place.type === 'shared') return sharedWith(world, place);
  const [first = opening] = before.all;
  const since = spanOf(first.at, storms.withinMinutes);
  const into = stormId(since, first.at);
  const storm = await store.load(into);
  // What opens after people called it over is no part of it, and Slack's own limit is met as it ever was.
  return storm && !isOpen(storm) ? undefined : { into, because: place.because, storm: true };
}

const order = (a: Opened, b: Opened): number => `${a.at}${a.key}`.localeCompare(`${b.at}${b.key}`);

/** Everybody who needs the storm of a span arrives at the same one. */
const stormId = (span: number, at: string): string => incidentId(`storm:${span}`, new Date(at));

/** The incident of the key, or whoever speaks for it; none that people must not see together with others. */
async function sharedWith(
  { store }: CoreWorld,
  { with: key, because }: { readonly with: string; readonly because: string },
): Promise<Gathering | undefined> {
  const { incident: id } = await store.readOpening({ key });
  const first = id === undefined ? undefined : await store.load(id);
  if (id === undefined || (first && (!isOpen(first) || first.private || first.drill))) return undefined;
  return first && isGathered(first) && first.gathered
    ? { into: first.gathered.into, because, ...(first.gathered.storm ? { storm: true } : {}) }
    : { into: id, because };
}
