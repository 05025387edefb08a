import * as z from 'zod';
import { refuse } from '../errors.ts';
import { directMessages } from '../workspace/channels.ts';
import { append, type Draft, type Edit, edit, remove } from '../workspace/messages.ts';
import type { Channel, Message } from '../workspace/model.ts';
import { findMessage, messageAt, mustBeOpenTo, permalink } from '../workspace/see.ts';
import type { World } from '../workspace/world.ts';
import { flag, text } from './args.ts';
import { type Content, content, contentOf } from './message-args.ts';
import { type MethodCall, method } from './method.ts';
import { messageShape } from './shapes.ts';

const write = ['chat:write'];
/** Beyond 40,000 characters Slack truncates; here it is refused, for a text cut anywhere is a mistake in any case. */
const longestPost = 40_000;
/** chat.update and chat.postEphemeral refuse more than this. */
const longestOther = 4_000;

/** As the app's messages are signed. */
export const asApp = ({ app }: World) => ({ user: app.userId, bot_id: app.botId, app_id: app.id });

/** A channel, or the direct messages with a person. */
function target({ world, channel }: MethodCall, ref: string): Channel {
  const user = world.users.get(ref);
  return user === undefined ? channel(ref) : directMessages(world, user.id).channel;
}

/** The root that a reply belongs to. */
export function threadOf(channel: Channel, thread_ts: string | undefined): { thread_ts?: string } {
  if (thread_ts === undefined || thread_ts === '') return {};
  const message = findMessage(channel, thread_ts) ?? refuse('cannot_reply_to_message');
  return { thread_ts: message.thread_ts ?? message.ts };
}

function own(call: MethodCall, channel: Channel, ts: string, code: string): Message {
  const message = messageAt(channel, ts);
  return message.bot_id === call.world.app.botId ? message : refuse(code);
}

/**
 * https://docs.slack.dev/reference/methods/chat.update: text alone takes the blocks away, blocks alone leave the text;
 * attachments and metadata stay unless they are sent again. Only a change of mere text is marked as edited.
 */
function changeOf(args: Content, message: Message, { said, by }: { said: Draft; by: string }): Edit {
  const replaced = [
    ...(args.text !== undefined || args.blocks !== undefined ? (['blocks'] as const) : []),
    ...(args.attachments !== undefined ? (['attachments'] as const) : []),
  ];
  const text = args.text ?? message.text;
  return { said: { ...said, text }, gone: replaced, by: said.blocks === undefined ? by : undefined };
}

export const chat = {
  'chat.postMessage': method({
    scopes: write,
    tier: 'posting',
    args: z.object({ channel: text, ...content, thread_ts: text.optional(), reply_broadcast: flag.optional() }),
    run(args, call) {
      const { world } = call;
      const channel = target(call, args.channel);
      // https://docs.slack.dev/reference/scopes/chat.write.public: public channels without being in them.
      const anywhere = channel.kind === 'public' && call.scopes.has('chat:write.public');
      mustBeOpenTo(channel, anywhere ? undefined : call.bot.id);
      const said = contentOf(args, { ids: world.ids, longestText: longestPost, tooMuchText: 'msg_blocks_too_long' });
      const thread = threadOf(channel, args.thread_ts);
      const broadcast = thread.thread_ts !== undefined && args.reply_broadcast ? { subtype: 'thread_broadcast' } : {};
      const message = append(world, channel, { ...asApp(world), ...said, ...thread, ...broadcast });
      return { channel: channel.id, ts: message.ts, message: messageShape(channel, message, { metadata: true }) };
    },
  }),

  'chat.update': method({
    scopes: write,
    tier: 3,
    args: z.object({ channel: text, ts: text, ...content }),
    run(args, call) {
      const { world } = call;
      const channel = call.channel(args.channel);
      if (channel.archived) refuse('is_inactive');
      const message = own(call, channel, args.ts, 'cant_update_message');
      const said = contentOf(args, { ids: world.ids, longestText: longestOther, tooMuchText: 'msg_too_long' });
      edit(world, channel, message, changeOf(args, message, { said, by: call.bot.id }));
      const shown = messageShape(channel, message, { metadata: true });
      return { channel: channel.id, ts: message.ts, text: message.text, message: shown };
    },
  }),

  'chat.delete': method({
    scopes: write,
    tier: 3,
    args: z.object({ channel: text, ts: text }),
    run(args, call) {
      const channel = call.channel(args.channel);
      remove(call.world, channel, own(call, channel, args.ts, 'cant_delete_message'));
      return { channel: channel.id, ts: args.ts };
    },
  }),

  'chat.postEphemeral': method({
    scopes: write,
    tier: 4,
    args: z.object({ channel: text, user: text, ...content, thread_ts: text.optional() }),
    run(args, call) {
      const { world } = call;
      const channel = call.channel(args.channel);
      mustBeOpenTo(channel, call.bot.id);
      if (!channel.members.has(args.user)) refuse('user_not_in_channel');
      const said = contentOf(args, { ids: world.ids, longestText: longestOther });
      const thread = threadOf(channel, args.thread_ts);
      const ts = world.nextTs();
      const message: Message = { type: 'message', ts, team: world.team.id, ...asApp(world), ...said, ...thread };
      world.ephemerals.push({ channel: channel.id, user: args.user, message });
      world.changed('ephemeral', { channel: channel.id, ts, user: args.user });
      return { message_ts: ts };
    },
  }),

  'chat.getPermalink': method({
    scopes: [],
    tier: 'special',
    args: z.object({ channel: text, message_ts: text }),
    run({ channel: ref, message_ts }, { world, channel }) {
      const found = channel(ref);
      return { channel: found.id, permalink: permalink(world, found, messageAt(found, message_ts)) };
    },
  }),
};
