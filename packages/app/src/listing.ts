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

/** Batches read for one page: whoever may see next to nothing is not searched for without end. */
const mostBatches = 8;

/**
 * Reads on until a page is full of what the viewer may see. Whether there is more, and where it begins, is said of those
 * alone: an incident that is kept from somebody must not show by the gap it leaves, nor by its id.
 */
async function read(
  world: ActWorld,
  viewer: Viewer,
  { shelves, limit, before }: Paging & { readonly shelves: readonly Shelf[] },
): Promise<Page> {
  const found: Incident[] = [];
  let from = before;
  for (let count = 0; count < mostBatches && found.length <= limit; count++) {
    // One more than is shown tells whether there is more.
    const { incidents, last } = await batch(world, { shelves, limit: limit + 1, before: from });
    found.push(...(await visible(world, viewer, incidents)));
    if (last === undefined) break;
    from = last;
  }
  const shown = found.slice(0, limit);
  const end = shown.at(-1);
  return { incidents: shown, ...(found.length > limit && end ? { next: positionOf(end) } : {}) };
}

/** The next so many of several lists, newest first; `last`: where to read on, if there may be more. */
async function batch(
  { store }: ActWorld,
  { shelves, limit, before }: { shelves: readonly Shelf[]; limit: number; before: string | undefined },
): Promise<{ incidents: Incident[]; last?: string }> {
  const from = before === undefined ? {} : { before };
  const parts = await Promise.all(shelves.map((shelf) => store.shelf({ shelf, limit, ...from })));
  const all = parts.flat().sort((a, b) => positionOf(b).localeCompare(positionOf(a)));
  const taken = all.slice(0, limit);
  const end = taken.at(-1);
  return {
    // An index lags by moments: the heads know better.
    incidents: taken.filter((incident) => shelves.includes(shelfOf(incident))),
    ...(taken.length === limit && end ? { last: positionOf(end) } : {}),
  };
}

async function visible(world: ActWorld, viewer: Viewer, incidents: readonly Incident[]): Promise<Incident[]> {
  const seen = await Promise.all(incidents.map((incident) => sees(world, incident, viewer)));
  return incidents.filter((_, index) => seen[index]);
}
