import {
  type Actor,
  type Command,
  decide,
  hasCause,
  type Incident,
  isOpen,
  type Refusal,
  tocsin,
} from '@tocsin/incident';
import { type ActWorld, type Gate, noSuchIncident, sees } from './access.ts';
import { type Committed, type CoreWorld, commit } from './commit.ts';

/**
 * Points a correlation key at an incident, unless somebody else was first or the incident it is taken from is open. That
 * one is looked at again once the key is ours: somebody may have reopened it in the meantime, and then it gets it back.
 */
export async function takeKey(
  { store }: Pick<CoreWorld, 'store'>,
  { key, incident, from }: { key: string; incident: string; from: string | undefined },
): Promise<boolean> {
  const claim = { key, incident, ...(from === undefined ? {} : { replacing: from }) };
  if (!(await store.claimKey(claim))) return false;
  const before = from === undefined || from === incident ? undefined : await store.load(from);
  if (from === undefined || !before || !isOpen(before)) return true;
  await store.claimKey({ key, incident: from, replacing: incident });
  return false;
}

/**
 * Reopens an incident if alarms of its kind would find it again: one open incident a correlation key. An alarm that opens
 * another in the same moment wins, for its people have been paged; then this one is resolved again.
 */
export async function reopen(
  world: ActWorld,
  {
    incident: id,
    command,
    cause,
    gate,
  }: { incident: string; command: Command & { type: 'reopen' }; cause: string; gate: Gate },
): Promise<Committed> {
  const incident = await world.store.load(id);
  if (!incident) return noSuchIncident(id);
  const barred = await gate(incident);
  if (barred) return barred;
  const decision = decide(incident, command, { at: world.clock.now().toISOString(), ...world.catalog });
  if (decision.type === 'refusal' || hasCause(incident, cause))
    return commit(world, { id, incident, command, cause, watched: true, gate });
  const refusal = await takeBackKey(world, incident, command.by);
  if (refusal) return refusal;
  const reopened = await commit(world, { id, incident, command, cause, watched: true, gate });
  if (reopened.type === 'refusal') return reopened;
  const after = await holderOf(world, incident.key);
  if (after === id) return reopened;
  const note = `incident ${after} was opened for the same trouble in the same moment`;
  const again: Command = { type: 'resolve', by: tocsin, note };
  await commit(world, { id, incident: reopened.incident, command: again, cause: `${cause}:overtaken`, watched: true });
  return taken(world, after, command.by);
}

/** Points an incident's correlation key at it again, unless a newer one is open for the same trouble. */
export async function takeBackKey(world: ActWorld, { id, key }: Incident, by: Actor): Promise<Refusal | undefined> {
  const holder = await holderOf(world, key);
  if (holder !== undefined && holder !== id && (await mayBeOpen(world, holder))) return taken(world, holder, by);
  if (await takeKey(world, { key, incident: id, from: holder })) return undefined;
  return taken(world, await holderOf(world, key), by);
}

const holderOf = async ({ store }: CoreWorld, key: string): Promise<string | undefined> =>
  (await store.readOpening({ key })).incident;

/** One that has the key but no commit yet is just being opened. */
async function mayBeOpen({ store }: CoreWorld, id: string): Promise<boolean> {
  const incident = await store.load(id);
  return incident === undefined || isOpen(incident);
}

/** Names the incident that is in the way, unless it is one that the person may not know of. */
async function taken(world: ActWorld, id: string | undefined, by: Actor): Promise<Refusal> {
  const holder = id === undefined ? undefined : await world.store.load(id);
  const named = holder && by.type === 'person' && (await sees(world, holder, { user: by.id }));
  const reason = named
    ? `a newer incident, ${id}, is open for the same trouble; go on there`
    : 'its alarms are looked after elsewhere by now; “/incident open” declares a new one';
  return { type: 'refusal', code: 'not-possible', reason };
}
