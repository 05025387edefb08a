import {
  addMember,
  archive,
  createChannel,
  directMessages,
  remark,
  removeMember,
  rename,
  unarchive,
} from '../workspace/channels.ts';
import { cannot, channelOf, channelSeenBy, does, type Person } from './context.ts';
import type { Actor } from './types.ts';

type Moves = Pick<
  Actor,
  | 'createChannel'
  | 'join'
  | 'leave'
  | 'invite'
  | 'kick'
  | 'setTopic'
  | 'rename'
  | 'archive'
  | 'unarchive'
  | 'openDm'
  | 'openHome'
>;

/** Where people go, and what they do with channels. */
export function moves(person: Person): Moves {
  const { world, user } = person;
  const open = (ref: string) => {
    const channel = channelOf(person, ref);
    return channel.archived ? cannot('is_archived', `${channel.name} is archived`) : channel;
  };
  return {
    createChannel: ({ name, private: isPrivate = false }) =>
      does(person, () => createChannel(world, { name, isPrivate, by: user }).id),
    join: (ref) =>
      does(person, () => {
        const channel = channelSeenBy(person, ref);
        if (channel.archived) cannot('is_archived', `${channel.name} is archived`);
        if (!channel.members.has(user.id)) addMember(world, channel, { user: user.id });
      }),
    leave: (ref) => does(person, () => removeMember(world, channelOf(person, ref), user.id)),
    invite: (ref, other) =>
      does(person, () => {
        const channel = open(ref);
        if (!world.users.has(other)) cannot('user_not_found', `nobody is called ${other}`);
        if (!channel.members.has(other)) addMember(world, channel, { user: other, inviter: user.id });
      }),
    kick: (ref, other) =>
      does(person, () => {
        const channel = open(ref);
        if (!channel.members.has(other)) cannot('not_in_channel', `${other} is not in ${channel.name}`);
        removeMember(world, channel, other);
      }),
    setTopic: (ref, value) => does(person, () => remark(world, open(ref), { what: 'topic', value, by: user.id })),
    rename: (ref, name) => does(person, () => rename(world, open(ref), { name, by: user.id })),
    archive: (ref) => does(person, () => archive(world, channelOf(person, ref), user.id)),
    unarchive: (ref) => does(person, () => unarchive(world, channelSeenBy(person, ref), user.id)),
    openDm: () => does(person, () => directMessages(world, user.id).channel.id),
    openHome: (tab = 'home') =>
      does(person, () => {
        const { channel } = directMessages(world, user.id);
        const view = world.homes.get(user.id);
        const held = view === undefined || tab !== 'home' ? {} : { view: structuredClone(view) };
        const event = { type: 'app_home_opened', user: user.id, channel: channel.id, tab, event_ts: world.nextTs() };
        world.publish({ subscription: 'app_home_opened', event: { ...event, ...held } });
      }),
  };
}
