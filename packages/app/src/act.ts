import {
  type Command,
  type Incident,
  isOpen,
  type PeopleCommand,
  type QuotedMessage,
  type Viewer,
} from '@tocsin/incident';
import type { Severity } from '@tocsin/workflow';
import { type ActWorld, type Asker, gateFor, noSuchIncident, sees } from './access.ts';
import { chronicleOf, type Line } from './chronicle.ts';
import { type Committed, type CoreWorld, commit } from './commit.ts';
import { reopen, takeKey } from './correlation.ts';
import { incidentId } from './incident-id.ts';

/**
 * Somebody's command to an incident, if they may give it. The refusal, if it is one, is meant for the person.
 *
 * @param channel where it was given: whoever is in a private incident's channel may work on it. Without it only its
 *   responders, and whom the settings name, find a private incident
 * @param stranger whether what Slack sent says that the person belongs to another organisation
 */
export async function act(
  world: ActWorld,
  {
    incident: id,
    command,
    cause,
    ...from
  }: { incident: string; command: PeopleCommand; cause: string } & Omit<Asker, 'by'>,
): Promise<Committed> {
  const gate = gateFor(world, { id, command: command.type, asker: { ...from, by: command.by } });
  if (command.type === 'reopen') return reopen(world, { incident: id, command, cause, gate });
  const incident = await world.store.load(id);
  if (!incident) return noSuchIncident(id);
  return commit(world, { id, incident, command, cause, watched: true, gate });
}

export interface Declaration extends Asker {
  readonly title: string;
  readonly severity?: Severity;
  readonly workflow?: string;
  /** A step of the workflow, which stays named. */
  readonly step?: string;
  readonly summary?: string;
  readonly private?: boolean;
  /** Nothing is truly broken; its title says so wherever it is read. */
  readonly drill?: boolean;
  /** When the trouble began, ISO 8601; default now. */
  readonly since?: string;
  /** The message that it was opened from. */
  readonly from?: QuotedMessage;
  /** What tells a redelivery; the incident's id derives from it. */
  readonly cause: string;
}

/** A person declares an incident; it correlates with no alarm, unless it names a workflow that has none open. */
export async function declareIncident(world: ActWorld, declaration: Declaration): Promise<Committed> {
  const { severity = 'SEV2', private: hidden = false, drill = false, cause, channel, stranger, ...about } = declaration;
  const said = drill ? { ...about, title: `Drill: ${about.title}`, drill: true as const } : about;
  const id = incidentId(cause, world.clock.now());
  const asker = { by: said.by, channel, stranger };
  const barred = await gateFor(world, { id, command: hidden ? 'declare-private' : 'declare', asker })(undefined);
  if (barred) return barred;
  // What truly fails meanwhile must not join a drill, where nobody is paged and acts change nothing.
  const key = await keyFor(world, id, drill ? undefined : said.workflow);
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

/** The open incident that alarms of a workflow join, if there is one that the viewer may know of. */
export async function openIncidentOf(world: ActWorld, workflow: string, viewer: Viewer): Promise<Incident | undefined> {
  const { incident: id } = await world.store.readOpening({ key: `workflow:${workflow}` });
  const incident = id === undefined ? undefined : await findIncident(world, { id }, viewer);
  return incident && isOpen(incident) ? incident : undefined;
}

async function isOver(store: CoreWorld['store'], id: string): Promise<boolean> {
  const incident = await store.load(id);
  return incident !== undefined && (incident.status === 'resolved' || incident.status === 'closed');
}

/** The incident of a channel or of an id, if the viewer may know of it. */
export async function findIncident(
  world: ActWorld,
  by: { readonly channel: string } | { readonly id: string },
  viewer: Viewer,
): Promise<Incident | undefined> {
  const id = 'id' in by ? by.id : await world.store.byChannel(by.channel);
  const incident = id === undefined ? undefined : await world.store.load(id);
  return incident && (await sees(world, incident, viewer)) ? incident : undefined;
}

/** An incident's timeline as it stands; nothing if it is not for the viewer. */
export async function readChronicle(world: ActWorld, incident: Incident, viewer: Viewer): Promise<readonly Line[]> {
  if (!(await sees(world, incident, viewer))) return [];
  return chronicleOf(await world.store.timeline(incident.id));
}
