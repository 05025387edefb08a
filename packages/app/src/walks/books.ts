import { type Incident, walksOf } from '@tocsin/incident';
import type { Runbook } from '@tocsin/runbook';
import type { World } from '../ports.ts';
import { isVersion, type RunbookCatalog, type RunbookVersion } from './catalog.ts';

/** The runbooks that an incident is shown with: those of the catalog, and those that its walks began with. */
export interface Books {
  readonly catalog: RunbookCatalog;
  /** Undefined when it is nowhere to be had; its steps are then known by their titles alone. */
  readonly of: (walked: RunbookVersion) => Runbook | undefined;
}

type Shelved = Pick<World, 'store' | 'runbooks'>;

/** A runbook is offered once something is known that it could be for. */
export const offersRunbook = ({ workflow, alarms }: Incident): boolean =>
  workflow !== undefined || Object.keys(alarms).length > 0;

/** Undefined where there is nothing to show of runbooks. */
export async function booksFor(world: Shelved, incident: Incident): Promise<Books | undefined> {
  if (!offersRunbook(incident) && walksOf(incident).length === 0) return undefined;
  const catalog = await world.runbooks.load();
  const versions = walksOf(incident).map(({ walk }) => walk.plan);
  const found = await Promise.all(versions.map((version) => runbookOf(world, catalog, version)));
  return booksOf(
    catalog,
    found.flatMap((runbook) => runbook ?? []),
  );
}

export function booksOf(catalog: RunbookCatalog, kept: readonly Runbook[]): Books {
  return { catalog, of: (walked) => [...catalog.runbooks, ...kept].find((runbook) => isVersion(runbook, walked)) };
}

/** What a walk began with: the catalog has it until it is edited; then it is what was kept. */
export async function runbookOf(
  { store }: Pick<Shelved, 'store'>,
  { runbooks }: RunbookCatalog,
  walked: RunbookVersion,
): Promise<Runbook | undefined> {
  return runbooks.find((runbook) => isVersion(runbook, walked)) ?? (await store.keptRunbook(walked));
}
