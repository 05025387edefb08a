import {
  type Actor,
  barredAtTheDoor,
  deeds,
  type Incident,
  type Kind,
  type Memberships,
  mayDo,
  maySee,
  ownerOf,
  type PeopleCommand,
  type Refusal,
  urgent,
  type Viewer,
} from '@tocsin/incident';
import type { Deed } from '@tocsin/workflow';
import type { CoreWorld } from './commit.ts';
import { UnknownPersonError } from './errors.ts';
import type { World } from './ports.ts';

/** What people's commands need of the world: deciding, and knowing who somebody is. */
export type ActWorld = CoreWorld & Pick<World, 'people'>;

/** Somebody who asks for something, and from where. */
export interface Asker {
  readonly by: Actor;
  /** The channel that it was said in. */
  readonly channel?: string | undefined;
  /** What they did says so: they belong to another organisation. */
  readonly stranger?: boolean | undefined;
}

/** Decides on a command, on the incident as it is at that moment; undefined: go on. */
export type Gate = (incident: Incident | undefined) => Promise<Refusal | undefined>;

/**
 * The one check of who may do what. It asks at once who the person is, so that this and loading the incident wait for
 * each other no longer than the slower takes. Tocsin's own commands pass.
 */
export function gateFor(
  world: ActWorld,
  { id, command, asker }: { id: string; command: PeopleCommand['type'] | 'declare' | 'declare-private'; asker: Asker },
): Gate {
  const { by, channel, stranger } = asker;
  if (by.type !== 'person') return async () => undefined;
  const kind = kindOf(world, by.id, stranger);
  return async (incident) => {
    const user = by.id;
    const refused = (deed: Deed, refusal: Refusal): Refusal => {
      world.log.warn('refused', { incident: id, deed, user, code: refusal.code });
      return refusal;
    };
    const pressing = isUrgent(command);
    const viewer = { user, urgent: pressing, ...(channel === undefined ? {} : { channel }) };
    for (const deed of deedsOf(command)) {
      if (incident && !(await sees(world, incident, viewer))) return refused(deed, noSuchIncident(id));
      const refusal = await refusalOf(world, deed, { user, kind: await kind, incident, pressing });
      if (refusal) return refused(deed, refusal);
    }
    return undefined;
  };
}

/** Whoever may not know of an incident hears what they would hear if it did not exist. */
export const noSuchIncident = (id: string): Refusal => ({
  type: 'refusal',
  code: 'no-incident',
  reason: `there is no incident ${id}; “/incident list” names the open ones`,
});

/** Why somebody is not answered at all, wherever they ask; undefined: they are. What they may know of is asked later. */
export async function barredFrom(
  world: ActWorld,
  { user, channel, stranger }: { readonly user: string } & Omit<Asker, 'by'>,
): Promise<Refusal | undefined> {
  const { access } = world.catalog.settings;
  const kind = await kindOf(world, user, stranger);
  const refusal = barredAtTheDoor({
    kind,
    access,
    inIncidentChannel: kind === 'guest' && Boolean(channel && (await world.store.byChannel(channel))),
  });
  if (refusal) world.log.warn('turned away', { user, kind, code: refusal.code });
  return refusal;
}

/** Whether somebody may know of an incident. Throws UnknownPersonError where Slack would have to say who they are. */
export async function sees(world: ActWorld, incident: Incident, viewer: Viewer): Promise<boolean> {
  const kind = await kindOf(world, viewer.user);
  const { workflows, settings } = world.catalog;
  const owner = ownerOf(
    incident,
    workflows.find(({ id }) => id === incident.workflow),
  )?.userGroup;
  const invited = [...(owner === undefined ? [] : [owner]), ...settings.severities[incident.severity].invite];
  const look = (memberships: Memberships) =>
    maySee(incident, viewer, { kind, access: settings.access, invited, memberships });
  const sight = look({});
  if (sight.type === 'unsure') throw new UnknownPersonError(viewer.user);
  if (sight.type !== 'depends') return sight.type === 'seen';
  return look(await membershipsOf(world, viewer.user, sight.groups)).type === 'seen';
}

async function refusalOf(
  world: ActWorld,
  deed: Deed,
  { user, kind, incident, pressing }: { user: string; kind: Kind; incident: Incident | undefined; pressing: boolean },
): Promise<Refusal | undefined> {
  const { access } = world.catalog.settings;
  const ask = (memberships: Memberships) =>
    mayDo(deed, { actor: { id: user, kind }, incident, access, memberships, urgent: pressing });
  const first = ask({});
  const permission = first.type === 'depends' ? ask(await membershipsOf(world, user, first.groups)) : first;
  return permission.type === 'refusal' ? permission : undefined;
}

async function membershipsOf({ people }: ActWorld, user: string, groups: readonly string[]): Promise<Memberships> {
  const pairs = await Promise.all(
    groups.map(async (group) => {
      const members = await people.members(group);
      return [group, members === undefined ? 'unavailable' : members.includes(user) ? 'in' : 'out'] as const;
    }),
  );
  return Object.fromEntries(pairs);
}

function kindOf({ people }: ActWorld, user: string, stranger?: boolean): Promise<Kind> {
  if (stranger) return Promise.resolve('stranger');
  const kind = people.describe(user).then((described) => described?.kind ?? 'unknown');
  // Whoever awaits it hears of the failure; until then it is no unhandled one.
  kind.catch(() => {});
  return kind;
}

function deedsOf(command: PeopleCommand['type'] | 'declare' | 'declare-private'): readonly Deed[] {
  if (command === 'declare') return ['declare'];
  return command === 'declare-private' ? ['declare', 'private'] : [deeds[command]];
}

/** Whether what somebody asks for cannot wait until Slack says who they are. */
export const isUrgent = (command: string): boolean => (urgent as ReadonlySet<string>).has(command);
