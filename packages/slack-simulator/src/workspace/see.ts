import { refuse } from '../errors.ts';
import type { Channel, Message, User } from './model.ts';
import type { World } from './world.ts';

/** Who may see what. */

/** Members see their channels; members of the workspace see public ones as well, guests and strangers do not. */
export function canSee(channel: Channel, user: User): boolean {
  if (channel.members.has(user.id)) return true;
  return channel.kind === 'public' && (user.standing === 'member' || user.standing === 'bot');
}

/** Are these two in a channel together? */
export const inOneChannel = (world: World, one: string, other: string): boolean =>
  [...world.channels.values()].some(({ members }) => members.has(one) && members.has(other));

/** Ids of the other workspaces whose people are in a channel. */
export function foreignTeams({ users, team }: World, channel: Channel): string[] {
  const teams = new Set([...channel.members].map((id) => users.get(id)?.team.id ?? team.id));
  teams.delete(team.id);
  return [...teams];
}

/** By id, or by name with or without `#`. */
export function findChannel(world: World, ref: string): Channel | undefined {
  const name = ref.replace(/^#/, '');
  return world.channels.get(ref) ?? [...world.channels.values()].find((one) => one.kind !== 'im' && one.name === name);
}

/** @throws SlackRefusal `channel_not_found`, also for private channels of others */
export function channelFor(world: World, user: User, ref: string): Channel {
  const channel = findChannel(world, ref);
  return channel !== undefined && canSee(channel, user) ? channel : refuse('channel_not_found');
}

/** @throws SlackRefusal `user_not_found` */
export function userCalled(world: World, id: string): User {
  return world.users.get(id) ?? refuse('user_not_found');
}

export const findMessage = (channel: Channel, ts: string): Message | undefined => channel.messages.get(ts);

/** @throws SlackRefusal `message_not_found` */
export function messageAt(channel: Channel, ts: string, code = 'message_not_found'): Message {
  return findMessage(channel, ts) ?? refuse(code);
}

/** Not archived, and with this user in it, if one is given. @throws SlackRefusal `not_in_channel`, `is_archived` */
export function mustBeOpenTo(channel: Channel, userId: string | undefined): void {
  if (userId !== undefined && !channel.members.has(userId)) refuse('not_in_channel');
  if (channel.archived) refuse('is_archived');
}

export const channelType = (channel: Channel): string =>
  channel.kind === 'public' ? 'channel' : channel.kind === 'private' ? 'group' : 'im';

/** `message.channels` and so on: the subscription that brings a channel's messages. */
export const messageSubscription = (channel: Channel): string =>
  `message.${channel.kind === 'public' ? 'channels' : channel.kind === 'private' ? 'groups' : 'im'}`;

/** Link to a message, as chat.getPermalink gives it. */
export function permalink(world: World, channel: Channel, message: Message): string {
  const link = `https://${world.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const reply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return reply ? `${link}?thread_ts=${message.thread_ts}&cid=${channel.id}` : link;
}
