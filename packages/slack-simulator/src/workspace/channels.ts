import { refuse } from '../errors.ts';
import { MessageLog } from './message-log.ts';
import { append } from './messages.ts';
import type { Channel, User } from './model.ts';
import type { World } from './world.ts';

/** What can be done with channels, with the rules that hold for everybody. */

/** @throws SlackRefusal `invalid_name_*` */
export function checkName(name: string): void {
  if (name === '') refuse('invalid_name_required');
  if (name.length > 80) refuse('invalid_name_maxlength');
  if (/^[-_]+$/.test(name)) refuse('invalid_name_punctuation');
  // Lower case letters of any script, digits, hyphens, underscores: https://docs.slack.dev/reference/methods/conversations.create#naming
  if (!/^[\p{Ll}\p{Lo}\p{M}\p{N}_-]+$/u.test(name)) refuse('invalid_name_specials');
}

/** Public and private channels share one namespace, the archived ones too. */
function checkFree(world: World, name: string): void {
  if ([...world.channels.values()].some((one) => one.kind !== 'im' && one.name === name)) refuse('name_taken');
}

const nothing = { value: '', creator: '', last_set: 0 };

export interface ChannelSeed {
  readonly id?: string;
  readonly name: string;
  readonly kind: Channel['kind'];
  readonly creator: string;
}

/** A channel without members or messages, in the workspace. */
export function addChannel(world: World, { id, name, kind, creator }: ChannelSeed): Channel {
  const channel: Channel = {
    id: id ?? world.ids.next(kind === 'im' ? 'D' : 'C'),
    kind,
    creator,
    created: world.seconds(),
    general: name === 'general',
    name,
    previousNames: [],
    archived: false,
    topic: nothing,
    purpose: nothing,
    members: new Set(),
    messages: new MessageLog(),
    pins: [],
    bookmarks: [],
    canvasId: undefined,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

export function createChannel(
  world: World,
  { name, isPrivate, by }: { name: string; isPrivate: boolean; by: User },
): Channel {
  checkName(name);
  checkFree(world, name);
  if (by.standing === 'guest' || by.standing === 'stranger') refuse('restricted_action');
  const channel = addChannel(world, { name, kind: isPrivate ? 'private' : 'public', creator: by.id });
  world.changed('channel-created', { channel: channel.id, user: by.id });
  if (!isPrivate) {
    world.publish({
      subscription: 'channel_created',
      event: {
        type: 'channel_created',
        channel: {
          id: channel.id,
          is_channel: true,
          name,
          name_normalized: name,
          created: channel.created,
          creator: by.id,
        },
        event_ts: world.nextTs(),
      },
    });
  }
  addMember(world, channel, { user: by.id });
  return channel;
}

export function addMember(world: World, channel: Channel, { user, inviter }: { user: string; inviter?: string }): void {
  channel.members.add(user);
  const invited = inviter === undefined ? {} : { inviter };
  const subtype = channel.kind === 'private' ? 'group_join' : 'channel_join';
  append(world, channel, { subtype, user, ...invited, text: `<@${user}> has joined the channel` });
  tellMembership(world, 'member_joined_channel', channel, { user, ...invited });
}

export function removeMember(world: World, channel: Channel, user: string): void {
  const subtype = channel.kind === 'private' ? 'group_leave' : 'channel_leave';
  // Whoever leaves still hears of it.
  tellMembership(world, 'member_left_channel', channel, { user });
  channel.members.delete(user);
  append(world, channel, { subtype, user, text: `<@${user}> has left the channel` });
}

function tellMembership(
  world: World,
  type: string,
  channel: Channel,
  fields: { user: string; inviter?: string },
): void {
  world.changed(type, { channel: channel.id, user: fields.user });
  if (!channel.members.has(world.app.userId)) return;
  const channel_type = channel.kind === 'private' ? 'G' : 'C';
  world.publish({
    subscription: type,
    event: { type, ...fields, channel: channel.id, channel_type, team: world.team.id, event_ts: world.nextTs() },
  });
}

export function archive(world: World, channel: Channel, by: string): void {
  if (channel.general) refuse('cant_archive_general');
  if (channel.archived) refuse('already_archived');
  append(world, channel, { subtype: 'channel_archive', user: by, text: `<@${by}> archived the channel` });
  channel.archived = true;
  tellOfChannel(world, 'archive', channel, { user: by, is_moved: 0 });
}

export function unarchive(world: World, channel: Channel, by: string): void {
  if (!channel.archived) refuse('not_archived');
  channel.archived = false;
  append(world, channel, { subtype: 'channel_unarchive', user: by, text: `<@${by}> un-archived the channel` });
  tellOfChannel(world, 'unarchive', channel, { user: by });
}

function tellOfChannel(
  world: World,
  what: 'archive' | 'unarchive',
  channel: Channel,
  fields: Record<string, unknown>,
): void {
  world.changed(`channel-${what}d`, { channel: channel.id });
  const type = `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`;
  if (channel.kind !== 'public' && !channel.members.has(world.app.userId)) return;
  world.publish({ subscription: type, event: { type, channel: channel.id, ...fields, event_ts: world.nextTs() } });
}

export function rename(world: World, channel: Channel, { name, by }: { name: string; by: string }): void {
  checkName(name);
  if (name === channel.name) return;
  checkFree(world, name);
  const old = channel.name;
  channel.previousNames.unshift(old);
  channel.name = name;
  const text = `<@${by}> has renamed the channel from "${old}" to "${name}"`;
  append(world, channel, { subtype: 'channel_name', user: by, old_name: old, name, text });
  world.changed('channel-renamed', { channel: channel.id });
  const type = channel.kind === 'private' ? 'group_rename' : 'channel_rename';
  if (channel.kind !== 'public' && !channel.members.has(world.app.userId)) return;
  world.publish({
    subscription: type,
    event: {
      type,
      channel: {
        id: channel.id,
        is_channel: true,
        is_mpim: false,
        name,
        name_normalized: name,
        created: channel.created,
      },
      event_ts: world.nextTs(),
    },
  });
}

/** Topic or purpose. @throws SlackRefusal `too_long` beyond 250 characters */
export function remark(
  world: World,
  channel: Channel,
  { what, value, by }: { what: 'topic' | 'purpose'; value: string; by: string },
): void {
  if (value.length > 250) refuse('too_long');
  if (channel[what].value === value) return;
  channel[what] = { value, creator: by, last_set: world.seconds() };
  const subtype = `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`;
  const text = value === '' ? `<@${by}> cleared the channel ${what}` : `<@${by}> set the channel ${what}: ${value}`;
  append(world, channel, { subtype, user: by, [what]: value, text });
  world.changed(`channel-${what}`, { channel: channel.id });
}

/** The direct messages of a person with the app; made when there are none. */
export function directMessages(world: World, user: string): { channel: Channel; fresh: boolean } {
  const { userId } = world.app;
  const known = [...world.channels.values()].find(
    (one) => one.kind === 'im' && one.members.has(user) && one.members.has(userId),
  );
  if (known !== undefined) return { channel: known, fresh: false };
  const channel = addChannel(world, { name: '', kind: 'im', creator: userId });
  channel.members.add(user).add(userId);
  world.changed('im-opened', { channel: channel.id, user });
  return { channel, fresh: true };
}
