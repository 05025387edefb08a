import {
  type ActionItem,
  type Incident,
  type IncidentWalk,
  isOpen,
  isOverdue,
  mattersOf,
  openActions,
  type Role,
  respondersOf,
  reviewDue,
  walksOf,
} from '@tocsin/incident';
import { plannedStep, progressOf } from '@tocsin/runbook';
import type { ActWorld } from './access.ts';
import { listOf, listOpen, listOver } from './listing.ts';
import { announcementOf } from './situation.ts';
import type { DueLine, HomeView, ListedView, OwnAction, OwnWalk, PostmortemLine } from './views-home.ts';

/** What fits: Slack takes 100 blocks. Postmortems are looked for among more than are listed as over. */
const shown = { open: 12, over: 8, mine: 30, postmortems: 6 } as const;
const overRead = 20;
const dayMs = 86_400_000;

/** What somebody sees in the app's Home: what is open, what is theirs, what is due. It costs the same however much is stored. */
export async function homeOf(world: ActWorld, { user }: { readonly user: string }): Promise<HomeView> {
  const [open, over, mine] = await Promise.all([
    listOpen(world, { user }, { limit: shown.open }),
    listOver(world, { user }, { limit: overRead }),
    listOf(world, { user }, shown.mine),
  ]);
  const now = world.clock.now().toISOString();
  // Whoever joined a moment ago is in no list of their own yet.
  const own = [...mine, ...open.incidents.filter((incident) => isTheirs(incident, user) && !has(mine, incident))];
  return {
    now,
    open: open.incidents.map((incident) => listedOf(world, incident, user)),
    moreOpen: open.next !== undefined,
    roles: own.filter(isOpen).flatMap((incident) => {
      const roles = rolesIn(incident, user);
      return roles.length === 0 ? [] : [{ ...listedOf(world, incident, user), roles }];
    }),
    walks: own.flatMap((incident) => walksIn(incident, user, now)),
    actions: own.flatMap((incident) => actionsIn(incident, user, now)).sort(byDue),
    due: own.flatMap((incident) => dueIn(world, incident, user, now)).sort((a, b) => a.due.localeCompare(b.due)),
    postmortems: [...open.incidents, ...over.incidents]
      .flatMap((incident) => postmortemIn(world, incident, now) ?? [])
      .slice(0, shown.postmortems),
    over: over.incidents.slice(0, shown.over).map((incident) => ({
      ...listedOf(world, incident, user),
      left: openActions(incident).length,
      ...(incident.resolved ? { resolvedAt: incident.resolved.at } : {}),
    })),
  };
}

/** How far it is; also of an incident that should have one and has none. */
function postmortemIn({ catalog }: ActWorld, incident: Incident, now: string): PostmortemLine | undefined {
  const { id, title, channel, postmortem } = incident;
  const due = reviewDue(incident, catalog.settings);
  if (!postmortem && due === undefined) return undefined;
  // None is wanted.
  if (postmortem?.requests === 0 && postmortem.status === 'closed') return undefined;
  return {
    incident: id,
    title,
    ...(channel ? { channel: channel.id } : {}),
    ...(postmortem ? { status: postmortem.status } : {}),
    ...(postmortem?.draft ? { draft: postmortem.draft.number } : {}),
    ...(due === undefined ? {} : { reviewDue: due, overdue: due <= now }),
  };
}

/** An incident as lists show it to somebody. */
export function listedOf({ catalog }: Pick<ActWorld, 'catalog'>, incident: Incident, user: string): ListedView {
  return {
    ...announcementOf(incident, catalog, incident.channel?.id ?? ''),
    joined: respondersOf(incident).includes(user),
  };
}

const has = (all: readonly Incident[], { id }: Incident): boolean => all.some((one) => one.id === id);

const isTheirs = (incident: Incident, user: string): boolean =>
  respondersOf(incident).includes(user) || rolesIn(incident, user).length > 0 || walkedBy(incident, user).length > 0;

const rolesIn = ({ roles }: Incident, user: string): Role[] =>
  (Object.keys(roles) as Role[]).filter((role) => roles[role] === user);

const walkedBy = (incident: Incident, user: string): readonly IncidentWalk[] =>
  walksOf(incident).filter(({ walk }) => walk.at !== undefined && walk.walkers.includes(user));

function walksIn(incident: Incident, user: string, now: string): OwnWalk[] {
  return walkedBy(incident, user).map(({ id, walk }) => {
    const { settled, total } = progressOf(walk, now);
    return {
      incident: incident.id,
      title: incident.title,
      ...(incident.channel ? { channel: incident.channel.id } : {}),
      walk: id,
      runbook: walk.plan.title,
      step: plannedStep(walk, walk.at)?.title ?? '',
      settled,
      total,
    };
  });
}

function actionsIn(incident: Incident, user: string, now: string): OwnAction[] {
  return openActions(incident)
    .filter(({ owner }) => owner === user)
    .map(({ id, text, due, ...item }) => ({
      incident: incident.id,
      title: incident.title,
      ...(incident.channel ? { channel: incident.channel.id } : {}),
      id,
      text,
      ...(due === undefined ? {} : { due }),
      overdue: isOverdue({ ...(due === undefined ? {} : { due }), ...ended(item) }, now),
    }));
}

const ended = ({ ended: end }: Pick<ActionItem, 'ended'>) => (end ? { ended: end } : {});

const byDue = (a: OwnAction, b: OwnAction): number => (a.due ?? '9').localeCompare(b.due ?? '9');

/** What waits for this person, now or within a day; their action items stand in a list of their own. */
function dueIn({ catalog }: ActWorld, incident: Incident, user: string, now: string): DueLine[] {
  const until = new Date(Date.parse(now) + dayMs).toISOString();
  return mattersOf(incident, catalog.settings).flatMap(({ about, due, whom }) =>
    whom !== user || due > until || about.startsWith('action:')
      ? []
      : [
          {
            incident: incident.id,
            title: incident.title,
            ...(incident.channel ? { channel: incident.channel.id } : {}),
            about,
            due,
            overdue: due <= now,
          },
        ],
  );
}
