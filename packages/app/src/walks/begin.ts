import type { Incident, Person, Refusal } from '@tocsin/incident';
import { chooseRunbook, permissionFor, planOf, type Runbook, type RunbookPolicy } from '@tocsin/runbook';
import { type ActWorld, type Asker, gateFor, noSuchIncident } from '../access.ts';
import { type Committed, commit } from '../commit.ts';
import type { World } from '../ports.ts';
import { situationFor } from './values.ts';

/** What walking needs beside what any command does. */
export type WalkWorld = ActWorld & Pick<World, 'runbooks'>;

export interface WalkAsker extends Omit<Asker, 'by'> {
  readonly incident: string;
  readonly by: Person;
  /** What tells a redelivery. */
  readonly cause: string;
}

/**
 * Somebody begins to walk a runbook. What it says is kept as it is now, so that the walk goes by it to its end, whatever
 * is edited or deployed meanwhile.
 *
 * @param file the runbook's path from the catalog's root; without it, the one that fits best
 */
export async function beginWalk(
  world: WalkWorld,
  { incident: id, file, by, cause, ...from }: WalkAsker & { readonly file?: string },
): Promise<Committed> {
  const gate = gateFor(world, { id, command: 'begin-walk', asker: { ...from, by } });
  const [incident, { runbooks, policy }] = await Promise.all([world.store.load(id), world.runbooks.load()]);
  if (!incident) return noSuchIncident(id);
  const barred = await gate(incident);
  if (barred) return barred;
  const wanted = wantedOf(runbooks, incident, file);
  if ('code' in wanted) return wanted;
  const { runbook, reason } = wanted;
  await world.store.keepRunbook(runbook);
  const plan = planOf(runbook, (step) => step.type === 'act' && needsApproval(step.act, policy));
  const command = { type: 'begin-walk', by, plan, ...(reason === undefined ? {} : { reason }) } as const;
  return commit(world, { id, incident, command, cause, watched: true, gate });
}

function wantedOf(
  runbooks: readonly Runbook[],
  incident: Incident,
  file: string | undefined,
): { readonly runbook: Runbook; readonly reason?: string } | Refusal {
  const chosen = chooseRunbook(runbooks, situationFor(incident));
  const choices = chosen.type === 'chosen' ? chosen.choices : [];
  const choice = file === undefined ? choices[0] : choices.find(({ runbook }) => runbook.file === file);
  if (choice) return choice;
  // People may know better than what the runbook says that it is for.
  const runbook = runbooks.find((one) => one.file === file && one.steps.length > 0);
  if (runbook) return { runbook };
  const reason = chosen.type === 'none' && file === undefined ? chosen.reason : `there is no runbook ${file}`;
  return { type: 'refusal', code: 'not-possible', reason };
}

/** What is refused now may be allowed once its values are known; then it is asked again, when it is to be done. */
function needsApproval(act: Parameters<typeof permissionFor>[0], policy: RunbookPolicy): boolean {
  const permission = permissionFor(act, policy);
  return permission.type === 'allowed' ? permission.approval : 'approval' in act && act.approval !== undefined;
}
