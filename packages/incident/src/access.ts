import type { Deed, Settings, Who } from '@tocsin/workflow';
import type { PeopleCommand, Refusal } from './commands.ts';
import { refuse } from './decision.ts';
import type { Incident } from './incident.ts';
import { respondersOf } from './responders.ts';

/** What every command of people is, as far as permission goes. A new command finds its place here or does not compile. */
export const deeds = {
  acknowledge: 'respond',
  'take-command': 'command',
  'assign-role': 'command',
  'hand-off': 'command',
  'name-step': 'respond',
  'release-step': 'respond',
  'change-severity': 'respond',
  note: 'respond',
  'mark-message': 'respond',
  'unmark-message': 'respond',
  'correct-entry': 'respond',
  'withdraw-entry': 'respond',
  mitigate: 'resolve',
  resolve: 'resolve',
  reopen: 'resolve',
  close: 'resolve',
  merge: 'merge',
  unmerge: 'merge',
  split: 'merge',
  snooze: 'respond',
  join: 'respond',
  'add-action': 'respond',
  'change-action': 'respond',
  'finish-action': 'respond',
  'drop-action': 'respond',
  'reopen-action': 'respond',
  'begin-walk': 'respond',
  'move-walk': 'respond',
  'run-act': 'act',
  'undo-act': 'act',
  page: 'respond',
  'post-update': 'respond',
  'make-private': 'private',
  'draft-postmortem': 'respond',
  'move-postmortem': 'resolve',
  'take-draft': 'respond',
} as const satisfies Record<PeopleCommand['type'], Deed>;

/** What cannot wait until Slack says who somebody is. */
export const urgent: ReadonlySet<PeopleCommand['type']> = new Set([
  'acknowledge',
  'join',
  'note',
  // Nobody is told that a pin was refused, so it would be lost.
  'mark-message',
  'unmark-message',
]);

/** What somebody is to the workspace; `unknown` while Slack does not say and nothing is remembered. */
export type Kind = 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated' | 'unknown';

/** Whether somebody is in a user group, by group; `unavailable`: Slack was asked and did not say. */
export type Memberships = Readonly<Record<string, 'in' | 'out' | 'unavailable'>>;

export interface Asking {
  readonly actor: { readonly id: string; readonly kind: Kind };
  /** None yet when one is declared: whoever declares it will be its first responder. */
  readonly incident: Incident | undefined;
  readonly access: Settings['access'];
  /** Of groups that were not asked for nothing is known yet. */
  readonly memberships: Memberships;
  readonly urgent?: boolean;
}

export type Permission =
  | { readonly type: 'allowed'; readonly because: string }
  /** Nothing at hand allows it; being in one of these groups would. */
  | { readonly type: 'depends'; readonly groups: readonly string[] }
  | Refusal;

/** Whether somebody may do something to an incident. A refusal says why, and who can. */
export function mayDo(deed: Deed, asking: Asking): Permission {
  const barred = barredAs(deed, asking);
  if (barred !== undefined) return refuse('not-allowed', barred);
  const who = asking.access[deed];
  const match = matchOf(who, asking);
  if (match.type !== 'none') return match;
  const unsaid = who.filter((one) => asking.memberships[one] === 'unavailable');
  if (unsaid.length > 0)
    return refuse(
      'not-allowed',
      `Slack does not say right now who is in ${unsaid.map(named).join(', ')}; try again in a moment`,
    );
  return refuse('not-allowed', whoMay(deed, who, asking.incident));
}

const onlyMembers = 'only members of this workspace can do that; ask one of them';

/** What keeps somebody out whatever the rules for members are. */
function barredAs(deed: Deed, { actor, access, urgent: pressing }: Asking): string | undefined {
  switch (actor.kind) {
    case 'member':
      return undefined;
    case 'guest':
      return access.guests === 'respond' && deed === 'respond'
        ? undefined
        : `${onlyMembers}. Guests may read, and no more`;
    case 'stranger':
      return access.strangers === 'respond' && deed === 'respond' ? undefined : onlyMembers;
    case 'bot':
      return 'apps and bots may not do that; people can';
    case 'deactivated':
      return 'this account is deactivated';
    case 'unknown':
      return pressing
        ? undefined
        : 'Slack does not say right now who you are; until it does you can acknowledge, join and take notes. Try again in a moment';
    default:
      return actor.kind satisfies never;
  }
}

const isResponder = (incident: Incident, user: string): boolean =>
  respondersOf(incident).includes(user) || Object.values(incident.roles).includes(user);

type Match = Exclude<Permission, Refusal> | { readonly type: 'none' };

/** The cheapest reason that holds; groups come last, for they may have to be asked for. */
function matchOf(
  who: Who,
  { actor, incident, memberships }: Pick<Asking, 'actor' | 'incident' | 'memberships'>,
): Match {
  const holds = (one: string): boolean => {
    if (one === 'anyone' || one === actor.id) return true;
    if (one === 'responders') return incident === undefined || isResponder(incident, actor.id);
    if (one === 'commander') return incident?.roles.commander === actor.id;
    return memberships[one] === 'in';
  };
  const because = who.find(holds);
  if (because !== undefined) return { type: 'allowed', because };
  const groups = who.filter((one) => isGroup(one) && memberships[one] === undefined);
  return groups.length > 0 ? { type: 'depends', groups } : { type: 'none' };
}

/** Somebody who wants to see something, and the channel they stand in. */
export interface Viewer {
  readonly user: string;
  /** Slack lets only its members speak in a private channel: being there is proof enough for that incident. */
  readonly channel?: string;
  /** What they ask for cannot wait until Slack says who they are. */
  readonly urgent?: boolean;
}

export type Sight =
  | { readonly type: 'seen' }
  | { readonly type: 'hidden' }
  /** Slack does not say who they are, and a member would see it. */
  | { readonly type: 'unsure' }
  | { readonly type: 'depends'; readonly groups: readonly string[] };

/** How far somebody is let in at all: among all incidents, to those that they were let into the channel of, or nowhere. */
function reachOf(kind: Kind, access: Settings['access']): 'all' | 'own' | 'none' {
  switch (kind) {
    case 'member':
      return 'all';
    case 'guest':
    case 'unknown':
      return 'own';
    case 'stranger':
      return access.strangers === 'respond' ? 'own' : 'none';
    case 'bot':
    case 'deactivated':
      return 'none';
    default:
      return kind satisfies never;
  }
}

/**
 * Whether somebody is answered at all, before anything is looked up for them; undefined: they are. Guests are answered
 * where they were let in: in an incident's channel.
 */
export function barredAtTheDoor({
  kind,
  access,
  inIncidentChannel,
}: {
  readonly kind: Kind;
  readonly access: Settings['access'];
  readonly inIncidentChannel: boolean;
}): Refusal | undefined {
  if (reachOf(kind, access) === 'none')
    return refuse(
      'not-allowed',
      kind === 'stranger' ? onlyMembers : 'only people with an account in this workspace can do that',
    );
  if (kind === 'guest' && access.guests === 'nothing' && !inIncidentChannel)
    return refuse(
      'not-allowed',
      `${onlyMembers}. Guests can ask in the channels of incidents that they were invited to, and nowhere else`,
    );
  return undefined;
}

/**
 * Whether somebody may know of an incident: of a private one only its responders, the people in its channel, and whom
 * `access.private` names. `anyone` there means that anybody may make incidents private, not that anybody sees them. Who
 * is no member knows of no incident but those whose channel they stand in or whose responder they are; whom Slack does not
 * describe may besides do to one that is not private what cannot wait.
 */
export function maySee(
  incident: Incident,
  { user, channel, urgent: pressing }: Viewer,
  {
    kind,
    access,
    invited,
    memberships,
  }: {
    readonly kind: Kind;
    readonly access: Settings['access'];
    /** User groups that are invited to its channel. */
    readonly invited: readonly string[];
    readonly memberships: Memberships;
  },
): Sight {
  const reach = reachOf(kind, access);
  if (reach === 'none') return { type: 'hidden' };
  if (channel !== undefined && channel === incident.channel?.id) return { type: 'seen' };
  if (reach === 'own') {
    if (isResponder(incident, user)) return { type: 'seen' };
    if (kind !== 'unknown') return { type: 'hidden' };
    return { type: pressing && !incident.private ? 'seen' : 'unsure' };
  }
  if (!incident.private) return { type: 'seen' };
  const who: Who = ['responders', ...access.private.filter((one) => one !== 'anyone'), ...invited];
  const match = matchOf(who, { actor: { id: user, kind }, incident, memberships });
  if (match.type === 'allowed') return { type: 'seen' };
  return match.type === 'depends' ? match : { type: 'hidden' };
}

const words: Readonly<Record<Deed, string>> = {
  declare: 'declare incidents',
  respond: 'work on an incident',
  command: 'give out roles and take command',
  resolve: 'mitigate, resolve, reopen or close an incident',
  merge: 'merge and split incidents',
  act: 'run what a runbook’s actions run',
  private: 'open private incidents and make one private',
};

function whoMay(deed: Deed, who: Who, incident: Incident | undefined): string {
  if (who.length === 0) return `nobody may ${words[deed]}: the settings name no one`;
  const commander = incident?.roles.commander;
  const all = who.map((one) => {
    if (one === 'responders') return 'its responders (acknowledging or joining makes you one)';
    if (one !== 'commander') return named(one);
    return commander === undefined ? 'its commander (nobody yet)' : `its commander, <@${commander}>,`;
  });
  return `only ${all.join(' or ')} may ${words[deed]}`;
}

const isGroup = (one: string): boolean => /^S[A-Z0-9]+$/.test(one);
const named = (one: string): string => (isGroup(one) ? `<!subteam^${one}>` : `<@${one}>`);
