import type { Snapshot, SnapshotChannel, SnapshotMessage } from './snapshot.ts';
import { markdownOf } from './workspace/canvases.ts';
import type { Channel, Message, User } from './workspace/model.ts';
import { canSee } from './workspace/see.ts';
import type { World } from './workspace/world.ts';

/** The workspace as `viewer` sees it; without one, all of it. `only`: nothing but these channels. */
export function takeSnapshot(
  world: World,
  { viewer, only }: { viewer: User | undefined; only: readonly string[] | undefined },
): Snapshot {
  const mine = (user: string) => viewer === undefined || user === viewer.id;
  const modals = [...world.modals].filter(([user]) => mine(user));
  const homes = [...world.homes].filter(([user]) => mine(user));
  return {
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
      .filter(({ id }) => only === undefined || only.includes(id))
      .filter((channel) => viewer === undefined || canSee(channel, viewer))
      .map((channel) => channelFor(world, channel, viewer)),
    modals: modals.flatMap(([user, stack]) => stack.map((view) => ({ user, view: structuredClone(view) }))),
    homes: homes.map(([user, view]) => ({ user, view: structuredClone(view) })),
  };
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
    bookmarks: structuredClone(channel.bookmarks),
    pins: channel.pins.map(({ ts }) => ts),
    ...(canvas === undefined ? {} : { canvas: { id: canvas.id, title: canvas.title, markdown: markdownOf(canvas) } }),
    messages: messagesFor(world, channel, viewer),
  };
}

function messagesFor(world: World, channel: Channel, viewer: User | undefined): SnapshotMessage[] {
  const pins = new Set(channel.pins.map(({ ts }) => ts));
  const said = channel.messages.all.map((message) => shown(message, pins));
  const whispered = world.ephemerals
    .filter((one) => one.channel === channel.id && (viewer === undefined || one.user === viewer.id))
    .map(({ message, user }) => ({ ...shown(message, pins), ephemeral: true, visibleTo: user }));
  const all = whispered.length === 0 ? said : [...said, ...whispered].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const isReply = ({ ts, threadTs }: SnapshotMessage) => threadTs !== undefined && threadTs !== ts;
  const replies = new Map<string | undefined, SnapshotMessage[]>();
  for (const reply of all.filter(isReply)) {
    const thread = replies.get(reply.threadTs);
    if (thread === undefined) replies.set(reply.threadTs, [reply]);
    else thread.push(reply);
  }
  const inChannel = all.filter((message) => !isReply(message) || message.subtype === 'thread_broadcast');
  return inChannel.map((root) => (isReply(root) ? root : { ...root, replies: replies.get(root.ts) ?? [] }));
}

/** Blocks, files and metadata are shared: what holds them is replaced when it changes, never changed itself. */
function shown(message: Message, pins: ReadonlySet<string>): SnapshotMessage {
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
    reactions: (message.reactions ?? []).map(({ name, users }) => ({ name, users: [...users] })),
    pinned: pins.has(message.ts),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    files: message.files ?? [],
  };
}
