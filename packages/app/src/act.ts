import type { Actor, Command, Entry, Incident, QuotedMessage } from '@tocsin/incident';
import type { Severity } from '@tocsin/workflow';
import { type Committed, type CoreWorld, commit } from './commit.ts';
import { reopen, takeKey } from './correlation.ts';
import { incidentId } from './incident-id.ts';

/** Somebody's command to an incident. The refusal, if it is one, is meant for the person. */
export async function act(
  world: CoreWorld,
  { incident: id, command, cause }: { incident: string; command: Command; cause: string },
): Promise<Committed> {
  if (command.type === 'reopen') return reopen(world, { incident: id, command, cause });
  const incident = await world.store.load(id);
  if (!incident) return { type: 'refusal', code: 'no-incident', reason: `there is no incident ${id}` };
  return commit(world, { id, incident, command, cause, watched: true });
}

export interface Declaration {
  readonly title: string;
  readonly severity?: Severity;
  readonly workflow?: string;
  /** A step of the workflow, which stays named. */
  readonly step?: string;
  readonly summary?: string;
  readonly private?: boolean;
  /** When the trouble began, ISO 8601; default now. */
  readonly since?: string;
  /** The message that it was opened from. */
  readonly from?: QuotedMessage;
  readonly by: Actor;
  /** What tells a redelivery; the incident's id derives from it. */
  readonly cause: string;
}

/** A person declares an incident; it correlates with no alarm, unless it names a workflow that has none open. */
export async function declareIncident(world: CoreWorld, declaration: Declaration): Promise<Committed> {
  const { severity = 'SEV2', private: hidden = false, cause, ...said } = declaration;
  const id = incidentId(cause, world.clock.now());
  const key = await keyFor(world, id, said.workflow);
  const command: Command = { type: 'declare', severity, key, ...said, ...(hidden ? { private: true } : {}) };
  return commit(world, { id, incident: await world.store.load(id), command, cause });
}

async function keyFor({ store }: CoreWorld, id: string, workflow: string | undefined): Promise<string> {
  const own = `incident:${id}`;
  if (workflow === undefined) return own;
  const key = `workflow:${workflow}`;
  const { incident } = await store.readOpening({ key });
  const replaceable = incident === undefined || (await isOver(store, incident));
  if (!replaceable) return own;
  return (await takeKey({ store }, { key, incident: id, from: incident })) ? key : own;
}

async function isOver(store: CoreWorld['store'], id: string): Promise<boolean> {
  const incident = await store.load(id);
  return incident !== undefined && (incident.status === 'resolved' || incident.status === 'closed');
}

/** The incident of a channel or of an id. */
export async function findIncident(
  { store }: Pick<CoreWorld, 'store'>,
  by: { readonly channel: string } | { readonly id: string },
): Promise<Incident | undefined> {
  const id = 'id' in by ? by.id : await store.byChannel(by.channel);
  return id === undefined ? undefined : store.load(id);
}

/** Open incidents, newest first; more than a person reads in one list are left out. */
export function listOpen({ store }: Pick<CoreWorld, 'store'>): Promise<readonly Incident[]> {
  return store.open(50);
}

/** Every entry of an incident's timeline, in the order in which they were recorded. */
export async function readTimeline({ store }: Pick<CoreWorld, 'store'>, id: string): Promise<readonly Entry[]> {
  return (await store.timeline(id)).flatMap(({ entries }) => entries);
}
