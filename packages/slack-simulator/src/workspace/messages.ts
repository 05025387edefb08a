import type { Channel, Json, Message } from './model.ts';
import { channelType, findMessage, messageSubscription } from './see.ts';
import type { World } from './world.ts';

/** What is said, before it has a time. */
export type Draft = Partial<Omit<Message, 'type' | 'ts' | 'team'>> & { readonly text: string };

/** Puts a message into a channel and tells the app. No rules here: who may is asked before. */
export function append(world: World, channel: Channel, draft: Draft): Message {
  const root = draft.thread_ts === undefined ? undefined : findMessage(channel, draft.thread_ts);
  const message: Message = {
    type: 'message',
    ts: world.nextTs(),
    ...fromTeam(world, draft.user),
    ...draft,
    ...(root?.user === undefined ? {} : { parent_user_id: root.user }),
  };
  if (root !== undefined) root.thread_ts = root.ts;
  channel.messages.add(message);
  const broadcast = draft.subtype === 'thread_broadcast' && root !== undefined ? { root: bare(root) } : {};
  tell(world, channel, { ...bare(message), ...broadcast, event_ts: message.ts });
  world.changed('message', { channel: channel.id, ts: message.ts, ...(draft.user ? { user: draft.user } : {}) });
  mention(world, channel, message);
  return message;
}

/** Of Slack Connect: whose message it is, and where it was said. */
function fromTeam({ users, team }: World, author: string | undefined): Pick<Message, 'team'> & Partial<Message> {
  const theirs = (author === undefined ? undefined : users.get(author))?.team.id ?? team.id;
  return theirs === team.id ? { team: theirs } : { team: theirs, user_team: theirs, source_team: theirs };
}

export interface Edit {
  readonly said: Draft;
  /** Properties that go unless they are said again. */
  readonly gone?: readonly (keyof Draft)[];
  /** Who appears as the editor; nobody does when an app changes blocks. */
  readonly by?: string | undefined;
}

/** Changes a message's words. */
export function edit(world: World, channel: Channel, message: Message, { said, gone = [], by }: Edit): void {
  const before = bare(message);
  for (const name of gone) Reflect.deleteProperty(message, name);
  Object.assign(message, said);
  const ts = world.nextTs();
  if (by !== undefined) message.edited = { user: by, ts };
  tellChange(world, channel, { before, after: message, ts });
  world.changed('message-changed', { channel: channel.id, ts: message.ts });
}

/**
 * Takes a message away. A root with replies stays as a tombstone, which is told as a change
 * (https://github.com/openclaw/openclaw/pull/22035), and goes with its last reply.
 */
export function remove(world: World, channel: Channel, message: Message): void {
  const pin = channel.pins.findIndex((one) => one.ts === message.ts);
  if (pin >= 0) channel.pins.splice(pin, 1);
  if (channel.messages.repliesTo(message.ts).length > 0) entomb(world, channel, message);
  else takeOut(world, channel, message);
  const root = message.thread_ts === undefined ? undefined : findMessage(channel, message.thread_ts);
  if (root?.subtype !== 'tombstone' || channel.messages.repliesTo(root.ts).length > 0) return;
  takeOut(world, channel, root);
}

function entomb(world: World, channel: Channel, message: Message): void {
  const tombstone: Message = {
    type: 'message',
    subtype: 'tombstone',
    ts: message.ts,
    team: message.team,
    user: 'USLACKBOT',
    text: 'This message was deleted.',
    thread_ts: message.ts,
    hidden: true,
  };
  channel.messages.replace(message, tombstone);
  tellChange(world, channel, { before: bare(message), after: tombstone, ts: world.nextTs() });
  world.changed('message-deleted', { channel: channel.id, ts: message.ts });
}

function takeOut(world: World, channel: Channel, message: Message): void {
  channel.messages.remove(message);
  const ts = world.nextTs();
  tell(world, channel, {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: bare(message),
    deleted_ts: message.ts,
    hidden: true,
    ts,
    event_ts: ts,
  });
  world.changed('message-deleted', { channel: channel.id, ts: message.ts });
}

function tellChange(
  world: World,
  channel: Channel,
  { before, after, ts }: { before: Json; after: Message; ts: string },
): void {
  tell(world, channel, {
    type: 'message',
    subtype: 'message_changed',
    message: bare(after),
    previous_message: before,
    hidden: true,
    ts,
    event_ts: ts,
  });
}

/** A message as events carry it: without metadata, which has events of its own. */
export function bare(message: Message): Json & { type: 'message' } {
  const { metadata: _unsaid, reactions: _apart, ...rest } = structuredClone(message);
  return rest;
}

function tell(world: World, channel: Channel, event: Json & { type: string }): void {
  // Apps hear of what is said where they are, and nowhere else.
  if (!channel.members.has(world.app.userId)) return;
  world.publish({
    subscription: messageSubscription(channel),
    event: { ...event, channel: channel.id, channel_type: channelType(channel) },
  });
}

/** What people say: plain, with files, in a thread and in the channel. */
const said: ReadonlySet<string | undefined> = new Set([undefined, 'thread_broadcast', 'file_share']);

function mention(world: World, channel: Channel, message: Message): void {
  const { userId } = world.app;
  if (channel.kind === 'im' || message.user === userId || !channel.members.has(userId)) return;
  if (!said.has(message.subtype)) return;
  if (!message.text.includes(`<@${userId}>`)) return;
  const { subtype: _plain, ...rest } = bare(message);
  world.publish({
    subscription: 'app_mention',
    event: { ...rest, type: 'app_mention', channel: channel.id, event_ts: message.ts },
  });
}
