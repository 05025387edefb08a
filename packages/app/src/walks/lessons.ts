import { type Incident, type Viewer, walkOf } from '@tocsin/incident';
import type { Proposal } from '@tocsin/runbook/change';
import { sees } from '../access.ts';
import { readChronicle } from '../act.ts';
import type { WalkWorld } from './begin.ts';
import { runbookOf } from './books.ts';

/** The change to its runbook that a walk speaks for, against the files as they are now; undefined: no such walk here. */
export async function changeOf(
  world: WalkWorld,
  { incident, walk: id }: { readonly incident: Incident; readonly walk: string },
  viewer: Viewer,
): Promise<Proposal | undefined> {
  const found = walkOf(incident, id);
  if (!found || !(await sees(world, incident, viewer))) return undefined;
  const catalog = await world.runbooks.load();
  const { plan } = found.walk;
  const runbook = catalog.runbooks.find(({ file }) => file === plan.file) ?? (await runbookOf(world, catalog, plan));
  if (!runbook) return { type: 'nothing', reason: `${plan.file} is no longer in the catalog.` };
  // The library that makes diffs is needed here alone.
  const { proposeChange } = await import('@tocsin/runbook/change');
  return proposeChange(found.walk, { runbook, textOf: (file) => catalog.texts[file], incident: incident.id });
}

/** A first runbook from what people noted while they mended it, for what has none. */
export async function draftOf(world: WalkWorld, incident: Incident, viewer: Viewer): Promise<string> {
  const lines = await readChronicle(world, incident, viewer);
  const steps = lines.flatMap(({ type, at, noted, withdrawn }) =>
    type === 'note.added' && !withdrawn && noted !== undefined ? [{ at, text: noted }] : [],
  );
  const { id, title, workflow, naming } = incident;
  const { draftRunbook } = await import('@tocsin/runbook/change');
  return draftRunbook({
    incident: id,
    title,
    today: world.clock.now().toISOString().slice(0, 10),
    steps,
    ...(workflow === undefined ? {} : { workflow }),
    ...(naming?.step === undefined ? {} : { step: naming.step }),
    ...(naming?.dependency === undefined ? {} : { dependency: naming.dependency }),
  });
}
