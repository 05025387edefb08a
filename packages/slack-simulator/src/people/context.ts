import type { AppLink } from '../app/link.ts';
import type { ResponseUrls } from '../app/response-urls.ts';
import type { Outcome } from '../app/types.ts';
import { PersonError, SlackRefusal } from '../errors.ts';
import type { Channel, Json, Message, User } from '../workspace/model.ts';
import { canSee, findChannel, findMessage } from '../workspace/see.ts';
import type { World } from '../workspace/world.ts';
import type { Triggers } from './triggers.ts';

/** One person at their client, and what their client stands on. */
export interface Person {
  readonly user: User;
  readonly world: World;
  readonly link: AppLink;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
}

export function cannot(code: string, message: string): never {
  throw new PersonError(code, message);
}

/** Does something and waits until the app has answered for what came of it. @throws PersonError */
export async function does<T>({ link }: Person, act: () => T): Promise<T> {
  const done = attempt(act);
  await link.now();
  return done;
}

export function attempt<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof SlackRefusal) throw new PersonError(cause.code, `Slack refuses: ${cause.code}`, { cause });
    throw cause;
  }
}

export function channelSeenBy({ world, user }: Person, ref: string): Channel {
  const channel = findChannel(world, ref);
  return channel !== undefined && canSee(channel, user)
    ? channel
    : cannot('channel_not_found', `${user.name} sees no channel ${ref}`);
}

export function channelOf(person: Person, ref: string): Channel {
  const channel = channelSeenBy(person, ref);
  if (!channel.members.has(person.user.id)) cannot('not_in_channel', `${person.user.name} is not in ${channel.name}`);
  return channel;
}

/** A channel's name as interactions and commands tell it. */
export const nameOf = ({ kind, name }: Channel): string =>
  kind === 'im' ? 'directmessage' : kind === 'private' ? 'privategroup' : name;

export function messageIn(channel: Channel, ts: string): Message {
  return findMessage(channel, ts) ?? cannot('message_not_found', `no message ${ts} in ${channel.name}`);
}

/** What every interaction says of who and where. The team is the person's own, not the one that the app is installed in. */
export function envelope({ world, user }: Person): Json {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team.id },
    api_app_id: world.app.id,
    token: 'legacy-verification-token',
    team: { id: user.team.id, domain: user.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Why the client would show an error for this outcome: https://docs.slack.dev/interactivity/implementing-slash-commands */
export function errorOf(outcome: Outcome): string | undefined {
  if (outcome.type === 'answered') return outcome.status >= 200 && outcome.status < 300 ? undefined : 'dispatch_failed';
  switch (outcome.reason) {
    case 'timeout':
      return 'operation_timeout';
    case 'connection_failed':
      return 'dispatch_failed';
    case 'not_connected':
      return 'dispatch_unknown_error';
    default:
      return outcome.reason satisfies never;
  }
}
