import { type Command, decide, type Incident, isOpen, type Refusal, tocsin } from '@tocsin/incident';
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
  world: CoreWorld,
  { incident: id, command, cause }: { incident: string; command: Command & { type: 'reopen' }; cause: string },
): Promise<Committed> {
  const incident = await world.store.load(id);
  const decision = decide(incident, command, { at: world.clock.now().toISOString(), ...world.catalog });
  if (!incident || decision.type === 'refusal' || incident.causes.includes(cause))
    return commit(world, { id, incident, command, cause, watched: true });
  const refusal = await takeBackKey(world, incident);
  if (refusal) return refusal;
  const reopened = await commit(world, { id, incident, command, cause, watched: true });
  if (reopened.type === 'refusal') return reopened;
  const after = await holderOf(world, incident.key);
  if (after === id) return reopened;
  const note = `incident ${after} was opened for the same trouble in the same moment`;
  const again: Command = { type: 'resolve', by: tocsin, note };
  await commit(world, { id, incident: reopened.incident, command: again, cause: `${cause}:overtaken`, watched: true });
  return taken(after);
}

/** Points an incident's correlation key at it again, unless a newer one is open for the same trouble. */
export async function takeBackKey(world: CoreWorld, { id, key }: Incident): Promise<Refusal | undefined> {
  const holder = await holderOf(world, key);
  if (holder !== undefined && holder !== id && (await mayBeOpen(world, holder))) return taken(holder);
  return (await takeKey(world, { key, incident: id, from: holder })) ? undefined : taken(await holderOf(world, key));
}

const holderOf = async ({ store }: CoreWorld, key: string): Promise<string | undefined> =>
  (await store.readOpening({ key })).incident;

/** One that has the key but no commit yet is just being opened. */
async function mayBeOpen({ store }: CoreWorld, id: string): Promise<boolean> {
  const incident = await store.load(id);
  return incident === undefined || isOpen(incident);
}

const taken = (holder: string | undefined): Refusal => ({
  type: 'refusal',
  code: 'not-possible',
  reason: `a newer incident, ${holder ?? 'unknown'}, is open for the same trouble; go on there`,
});
