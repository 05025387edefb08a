import type { World } from '@tocsin/app';
import type { Commit, Entry } from '@tocsin/incident';
import { running } from './invocations.ts';

/** With which of its entries a function that is newer than the others writes one that they do not know. */
const writtenWith = {
  intake: 'incident.declared',
  respond: 'channel.opened',
  slack: 'incident.acknowledged',
} as const satisfies Record<string, Entry['type']>;

export type Newer = keyof typeof writtenWith;

/** The world in the middle of a deploy, which reaches one function after another. */
export function deploying(world: World, newer: Newer): World {
  const { store } = world;
  return {
    ...world,
    store: { ...store, append: (commit) => store.append(running() === newer ? next(commit, newer) : commit) },
  };
}

function next(commit: Commit, newer: Newer): Commit {
  const told = commit.entries.find(({ type }) => type === writtenWith[newer]);
  if (!told) return commit;
  const praised = { ...told, type: 'incident.praised' } as unknown as Entry;
  // In place: what the function itself makes of the commit has it, too.
  return Object.assign(commit, { entries: [...commit.entries, praised] });
}
