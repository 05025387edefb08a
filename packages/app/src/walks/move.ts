import {
  type Incident,
  type IncidentWalk,
  type PeopleCommand,
  type Refusal,
  walkOf,
  waysBackOf,
} from '@tocsin/incident';
import { type Move, permissionFor } from '@tocsin/runbook';
import { gateFor, noSuchIncident } from '../access.ts';
import { type Committed, commit } from '../commit.ts';
import type { WalkAsker, WalkWorld } from './begin.ts';
import { runbookOf } from './books.ts';
import { type Ordered, orderFor } from './order.ts';

type WalkMove = WalkAsker & { readonly walk: string; readonly move: Move; readonly forReal?: true };

/**
 * Somebody moves a walk. What is started is fixed at that moment, values filled in, so that whoever agrees to it agrees
 * to what will be done; under the policy of today, whenever the walk began.
 */
export async function moveWalk(
  world: WalkWorld,
  { incident: id, walk: walkId, move, forReal, by, cause, ...from }: WalkMove,
): Promise<Committed> {
  const incident = await world.store.load(id);
  if (!incident) return noSuchIncident(id);
  const walk = walkOf(incident, walkId);
  const type = walk && runs(walk, move) ? 'run-act' : 'move-walk';
  const gate = gateFor(world, { id, command: type, asker: { ...from, by } });
  const barred = await gate(incident);
  if (barred) return barred;
  const ordered =
    walk && move.type === 'start' ? await ordering(world, { incident, walk, step: move.step }) : undefined;
  if (ordered?.type === 'by-hand') return refuse(`Tocsin cannot do this step: ${ordered.reason}`);
  const order = ordered ? { order: ordered.what } : {};
  const how = { ...(ordered?.approval ? { needsApproval: true } : {}), ...(forReal ? { forReal } : {}) };
  const command = { type, by, walk: walkId, move, ...order, ...how };
  return commit(world, { id, incident, command: command as PeopleCommand, cause, watched: true, gate });
}

/** Somebody has an act undone, agrees to that, or does not. */
export async function undoAct(
  world: WalkWorld,
  {
    incident: id,
    cause,
    channel,
    stranger,
    ...undoing
  }: WalkAsker & Pick<PeopleCommand & { type: 'undo-act' }, 'walk' | 'step' | 'attempt' | 'move'>,
): Promise<Committed> {
  const [incident, { policy }] = await Promise.all([world.store.load(id), world.runbooks.load()]);
  if (!incident) return noSuchIncident(id);
  const gate = gateFor(world, { id, command: 'undo-act', asker: { by: undoing.by, channel, stranger } });
  const barred = await gate(incident);
  if (barred) return barred;
  const walk = walkOf(incident, undoing.walk);
  const way = walk && waysBackOf(walk).find(({ step }) => step === undoing.step);
  const permission = way && way.what.type !== 'check' ? permissionFor(way.what.act, policy) : undefined;
  if (permission?.type === 'refused' && undoing.move !== 'decline-undo')
    return refuse(`${permission.reason}. ${permission.mend}`);
  const asks = permission?.type === 'allowed' && permission.approval ? { needsApproval: true as const } : {};
  const command = { type: 'undo-act', ...undoing, ...asks } as const;
  return commit(world, { id, incident, command, cause, watched: true, gate });
}

const runs = ({ walk }: IncidentWalk, move: Move): boolean =>
  (move.type === 'start' || move.type === 'approve') &&
  walk.plan.steps.some(({ id, type }) => id === move.step && type === 'act');

async function ordering(
  world: WalkWorld,
  { incident, walk, step: id }: { incident: Incident; walk: IncidentWalk; step: string },
): Promise<Ordered | undefined> {
  const catalog = await world.runbooks.load();
  const runbook = await runbookOf(world, catalog, walk.walk.plan);
  const step = runbook?.steps.find((one) => one.id === id);
  if (!runbook || !step) return { type: 'by-hand', reason: 'its text is not at hand. Do this step by hand.' };
  return orderFor(incident, step, { runbook, catalog, now: world.clock.now().toISOString() });
}

const refuse = (reason: string): Refusal => ({ type: 'refusal', code: 'not-possible', reason });
