import { type Incident, isOpen, owedBy, positionOf, type Shelf, shelfOf, type Viewer } from '@tocsin/incident';
import { type ActWorld, sees } from './access.ts';

/** Part of a list, as far as the viewer may see it. */
export interface Page {
  readonly incidents: readonly Incident[];
  /** Where the next page begins, if there is more. */
  readonly next?: string;
}

export interface Paging {
  readonly limit: number;
  /** `next` of the page before. */
  readonly before?: string;
}

/** Open incidents, newest first. */
export function listOpen(world: ActWorld, viewer: Viewer, paging: Paging = { limit: 50 }): Promise<Page> {
  return read(world, viewer, { ...paging, shelves: ['open'] });
}

/** Incidents that are over, whether or not something is left to do, the latest first. */
export function listOver(world: ActWorld, viewer: Viewer, paging: Paging): Promise<Page> {
  return read(world, viewer, { ...paging, shelves: ['left', 'over'] });
}

/** Open ones and those that are over, by when they were declared or over. */
export function listAll(world: ActWorld, viewer: Viewer, paging: Paging): Promise<Page> {
  return read(world, viewer, { ...paging, shelves: ['open', 'left', 'over'] });
}

/** What somebody has to do with: what they owe something first, then what is open, then what is over. */
export async function listOf(
  world: ActWorld,
  { user, ...viewer }: Viewer,
  limit: number,
): Promise<readonly Incident[]> {
  const found = await world.store.ofPerson({ user, limit });
  const rank = (incident: Incident): number => (owedBy(incident, user) !== undefined ? 0 : isOpen(incident) ? 1 : 2);
  const ranked = found.toSorted((a, b) => rank(a) - rank(b));
  return (await visible(world, { user, ...viewer }, ranked)).slice(0, limit);
}

async function read(
  world: ActWorld,
  viewer: Viewer,
  { shelves, limit, before }: Paging & { readonly shelves: readonly Shelf[] },
): Promise<Page> {
  const from = before === undefined ? {} : { before };
  // One more than is shown tells whether there is more.
  const parts = await Promise.all(
    shelves.map(async (shelf) => {
      const found = await world.store.shelf({ shelf, limit: limit + 1, ...from });
      // An index lags by moments: the heads know better.
      return found.map((incident) => ({ incident, here: shelves.includes(shelfOf(incident)) }));
    }),
  );
  const all = parts.flat().sort((a, b) => positionOf(b.incident).localeCompare(positionOf(a.incident)));
  const shown = all.slice(0, limit);
  const last = shown.at(-1);
  const incidents = shown.filter(({ here }) => here).map(({ incident }) => incident);
  return {
    incidents: await visible(world, viewer, incidents),
    ...(all.length > limit && last ? { next: positionOf(last.incident) } : {}),
  };
}

async function visible(world: ActWorld, viewer: Viewer, incidents: readonly Incident[]): Promise<Incident[]> {
  const seen = await Promise.all(incidents.map((incident) => sees(world, incident, viewer)));
  return incidents.filter((_, index) => seen[index]);
}
