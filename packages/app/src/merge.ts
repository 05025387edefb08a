import { decide, hasCause, type Incident, isOpen, type Person, type Refusal } from '@tocsin/incident';
import { type ActWorld, type Asker, gateFor, noSuchIncident, sees } from './access.ts';
import { type Committed, commit } from './commit.ts';
import { takeBackKey } from './correlation.ts';
import { incidentId } from './incident-id.ts';

/** Merges an incident into another one that is open. The rest follows from the entry: see carry. */
export async function mergeIncident(
  world: ActWorld,
  { incident: id, into, cause, ...asker }: { incident: string; into: string; cause: string } & Asker,
): Promise<Committed> {
  const { by, channel: from } = asker;
  const gate = gateFor(world, { id, command: 'merge', asker });
  const [incident, other] = await Promise.all([world.store.load(id), world.store.load(into)]);
  if (!incident) return noSuchIncident(id);
  const viewer = by.type === 'person' ? { user: by.id, ...(from === undefined ? {} : { channel: from }) } : undefined;
  if (!other || (viewer && !(await sees(world, other, viewer)))) return noSuchIncident(into);
  // Whoever may not know of the one that is merged hears nothing of what else keeps it apart.
  const barred = await gate(incident);
  if (barred) return barred;
  if (!hasCause(incident, cause) && !isOpen(other)) return over(other);
  if (Boolean(incident.private) !== Boolean(other.private)) return apart(incident.private ? incident : other);
  const { title, channel } = other;
  const command = { type: 'merge', by, into, title, ...(channel ? { channel: channel.id } : {}) } as const;
  return commit(world, { id, incident, command, cause, watched: true, gate });
}

/** Takes an incident out of the one that it was merged into, unless a newer one is open for the same trouble. */
export async function unmergeIncident(
  world: ActWorld,
  { incident: id, reason, cause, ...asker }: { incident: string; reason?: string; cause: string } & Asker,
): Promise<Committed> {
  const { by } = asker;
  const gate = gateFor(world, { id, command: 'unmerge', asker });
  const incident = await world.store.load(id);
  if (!incident) return noSuchIncident(id);
  const barred = await gate(incident);
  if (barred) return barred;
  const command = { type: 'unmerge', by, ...(reason === undefined ? {} : { reason }) } as const;
  const decision = decide(incident, command, { at: world.clock.now().toISOString(), ...world.catalog });
  if (decision.type === 'entries' && !hasCause(incident, cause)) {
    const refusal = await takeBackKey(world, incident, by);
    if (refusal) return refusal;
  }
  return commit(world, { id, incident, command, cause, watched: true, gate });
}

/** Gives alarms (by key) an incident of their own. `opened` is its id. */
export async function splitIncident(
  world: ActWorld,
  split: { incident: string; alarms: readonly string[]; title: string; by: Person; cause: string } & Asker,
): Promise<Committed & { readonly opened?: string }> {
  const { incident: id, alarms, title, cause, ...asker } = split;
  const { by } = split;
  const gate = gateFor(world, { id, command: 'split', asker });
  const incident = await world.store.load(id);
  if (!incident) return noSuchIncident(id);
  const to = incidentId(cause, world.clock.now());
  const command = { type: 'split', by, to, title, alarms } as const;
  return { ...(await commit(world, { id, incident, command, cause, watched: true, gate })), opened: to };
}

const over = ({ id, status, merged }: Incident): Refusal => ({
  type: 'refusal',
  code: 'not-open',
  reason: merged
    ? `incident ${id} was itself merged into ${merged.into}; name that one`
    : `incident ${id} is ${status}; only into an open one can this be merged`,
});

const apart = ({ id }: Incident): Refusal => ({
  type: 'refusal',
  code: 'not-possible',
  reason: `incident ${id} is private and the other one is not: each would show up in the other’s channel; make both private first`,
});
