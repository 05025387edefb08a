import type { Snapshot, SnapshotChannel, SnapshotMessage } from './snapshot.ts';
import { markdownOf } from './workspace/canvases.ts';
import type { Channel, Message, User } from './workspace/model.ts';
import { canSee } from './workspace/see.ts';
import type { World } from './workspace/world.ts';

/** The workspace as `viewer` sees it; without one, all of it. */
export function takeSnapshot(world: World, viewer: User | undefined): Snapshot {
  const mine = (user: string) => viewer === undefined || user === viewer.id;
  const modals = [...world.modals].filter(([user]) => mine(user));
  const homes = [...world.homes].filter(([user]) => mine(user));
  const snapshot: Snapshot = {
    at: world.clock.now().toISOString(),
    team: world.team,
    ...(viewer === undefined ? {} : { user: viewer.id }),
    users: [...world.users.values()].map(({ id, name, realName, standing, guest, deleted, presence }) => ({
      id,
      name,
      realName,
      standing,
      ...(guest === undefined ? {} : { guest }),
      deleted,
      presence,
    })),
    userGroups: [...world.groups.values()],
    channels: [...world.channels.values()]
      .filter((channel) => viewer === undefined || canSee(channel, viewer))
      .map((channel) => channelFor(world, channel, viewer)),
    modals: modals.flatMap(([user, stack]) => stack.map((view) => ({ user, view }))),
    homes: homes.map(([user, view]) => ({ user, view })),
  };
  return structuredClone(snapshot);
}

function channelFor(world: World, channel: Channel, viewer: User | undefined): SnapshotChannel {
  const canvas = channel.canvasId === undefined ? undefined : world.canvases.get(channel.canvasId);
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.kind,
    archived: channel.archived,
    creator: channel.creator,
    created: channel.created,
    topic: channel.topic.value,
    purpose: channel.purpose.value,
    members: [...channel.members],
    member: viewer !== undefined && channel.members.has(viewer.id),
    bookmarks: channel.bookmarks,
    pins: channel.pins.map(({ ts }) => ts),
    ...(canvas === undefined ? {} : { canvas: { id: canvas.id, title: canvas.title, markdown: markdownOf(canvas) } }),
    messages: messagesFor(world, channel, viewer),
  };
}

function messagesFor(world: World, channel: Channel, viewer: User | undefined): SnapshotMessage[] {
  const said = channel.messages.map((message) => shown(channel, message));
  const whispered = world.ephemerals
    .filter((one) => one.channel === channel.id && (viewer === undefined || one.user === viewer.id))
    .map(({ message, user }) => ({ ...shown(channel, message), ephemeral: true, visibleTo: user }));
  const all = [...said, ...whispered].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const isReply = ({ ts, threadTs }: SnapshotMessage) => threadTs !== undefined && threadTs !== ts;
  const inChannel = all.filter((message) => !isReply(message) || message.subtype === 'thread_broadcast');
  return inChannel.map((root) => ({
    ...root,
    replies: isReply(root) ? [] : all.filter((one) => isReply(one) && one.threadTs === root.ts),
  }));
}

function shown(channel: Channel, message: Message): SnapshotMessage {
  return {
    ts: message.ts,
    user: message.user ?? '',
    bot: message.bot_id !== undefined,
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    text: message.text,
    blocks: message.blocks ?? [],
    edited: message.edited !== undefined,
    ephemeral: false,
    ...(message.thread_ts === undefined ? {} : { threadTs: message.thread_ts }),
    replies: [],
    reactions: (message.reactions ?? []).map(({ name, users }) => ({ name, users })),
    pinned: channel.pins.some(({ ts }) => ts === message.ts),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    files: message.files ?? [],
  };
}
