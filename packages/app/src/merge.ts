import { type Actor, decide, type Incident, isOpen, type Person, type Refusal } from '@tocsin/incident';
import { type Committed, type CoreWorld, commit } from './commit.ts';
import { takeBackKey } from './correlation.ts';
import { incidentId } from './incident-id.ts';

/** Merges an incident into another one that is open. The rest follows from the entry: see carry. */
export async function mergeIncident(
  world: CoreWorld,
  { incident: id, into, by, cause }: { incident: string; into: string; by: Actor; cause: string },
): Promise<Committed> {
  const [incident, other] = await Promise.all([world.store.load(id), world.store.load(into)]);
  if (!incident) return missing(id);
  if (!other) return missing(into);
  if (!incident.causes.includes(cause) && !isOpen(other)) return over(other);
  const { title, channel } = other;
  const command = { type: 'merge', by, into, title, ...(channel ? { channel: channel.id } : {}) } as const;
  return commit(world, { id, incident, command, cause, watched: true });
}

/** Takes an incident out of the one that it was merged into, unless a newer one is open for the same trouble. */
export async function unmergeIncident(
  world: CoreWorld,
  { incident: id, by, reason, cause }: { incident: string; by: Actor; reason?: string; cause: string },
): Promise<Committed> {
  const incident = await world.store.load(id);
  if (!incident) return missing(id);
  const command = { type: 'unmerge', by, ...(reason === undefined ? {} : { reason }) } as const;
  const decision = decide(incident, command, { at: world.clock.now().toISOString(), ...world.catalog });
  if (decision.type === 'entries' && !incident.causes.includes(cause)) {
    const refusal = await takeBackKey(world, incident);
    if (refusal) return refusal;
  }
  return commit(world, { id, incident, command, cause, watched: true });
}

/** Gives alarms (by key) an incident of their own. `opened` is its id. */
export async function splitIncident(
  world: CoreWorld,
  split: { incident: string; alarms: readonly string[]; title: string; by: Person; cause: string },
): Promise<Committed & { readonly opened?: string }> {
  const { incident: id, alarms, title, by, cause } = split;
  const incident = await world.store.load(id);
  if (!incident) return missing(id);
  const to = incidentId(cause, world.clock.now());
  const command = { type: 'split', by, to, title, alarms } as const;
  return { ...(await commit(world, { id, incident, command, cause, watched: true })), opened: to };
}

const missing = (id: string): Refusal => ({
  type: 'refusal',
  code: 'no-incident',
  reason: `there is no incident ${id}`,
});

const over = ({ id, status, merged }: Incident): Refusal => ({
  type: 'refusal',
  code: 'not-open',
  reason: merged
    ? `incident ${id} was itself merged into ${merged.into}; name that one`
    : `incident ${id} is ${status}; only into an open one can this be merged`,
});
