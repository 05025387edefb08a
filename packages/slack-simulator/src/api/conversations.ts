import * as z from 'zod';
import { refuse } from '../errors.ts';
import { addMember, archive, createChannel, remark, removeMember, rename, unarchive } from '../workspace/channels.ts';
import type { Channel } from '../workspace/model.ts';
import { mustBeOpenTo, userCalled } from '../workspace/see.ts';
import { flag, ids, text } from './args.ts';
import { invite } from './invite.ts';
import { type MethodCall, method } from './method.ts';
import { invites, manage, topics } from './scopes.ts';
import { channelShape } from './shapes.ts';

/** What changes channels; reading them is in conversations-read.ts. */

const notDirect = (call: MethodCall, ref: string): Channel => {
  const channel = call.channel(ref);
  return channel.kind === 'im' ? refuse('method_not_supported_for_channel_type') : channel;
};

function setRemark(call: MethodCall, ref: string, { what, value }: { what: 'topic' | 'purpose'; value: string }) {
  const channel = notDirect(call, ref);
  mustBeOpenTo(channel, call.bot.id);
  remark(call.world, channel, { what, value, by: call.bot.id });
  return { channel: channelShape(call.world, channel, call.bot.id) };
}

export const conversations = {
  'conversations.create': method({
    scopes: manage,
    tier: 2,
    args: z.object({ name: text.optional(), is_private: flag.optional() }),
    run({ name = '', is_private = false }, { world, bot, need }) {
      need(is_private ? 'private' : 'public');
      const channel = createChannel(world, { name, isPrivate: is_private, by: bot });
      return { channel: channelShape(world, channel, bot.id) };
    },
  }),

  'conversations.archive': method({
    scopes: manage,
    tier: 2,
    args: z.object({ channel: text }),
    run(args, call) {
      const channel = notDirect(call, args.channel);
      if (channel.archived) refuse('already_archived');
      if (!channel.members.has(call.bot.id)) refuse('not_in_channel');
      archive(call.world, channel, call.bot.id);
      return {};
    },
  }),

  'conversations.unarchive': method({
    scopes: manage,
    tier: 2,
    args: z.object({ channel: text }),
    run(args, call) {
      unarchive(call.world, notDirect(call, args.channel), call.bot.id);
      return {};
    },
  }),

  'conversations.rename': method({
    scopes: manage,
    tier: 2,
    args: z.object({ channel: text, name: text.optional() }),
    run({ channel: ref, name = '' }, call) {
      const channel = notDirect(call, ref);
      mustBeOpenTo(channel, call.bot.id);
      // Creators and admins only: https://docs.slack.dev/reference/methods/conversations.rename
      if (channel.creator !== call.bot.id) refuse('not_authorized');
      rename(call.world, channel, { name, by: call.bot.id });
      return { channel: channelShape(call.world, channel, call.bot.id) };
    },
  }),

  'conversations.invite': method({
    scopes: invites,
    tier: 3,
    args: z.object({ channel: text, users: ids, force: flag.optional() }),
    run: (args, call) => invite(call, notDirect(call, args.channel), args),
  }),

  'conversations.join': method({
    scopes: ['channels:join'],
    tier: 3,
    args: z.object({ channel: text }),
    run(args, call) {
      const { world, bot } = call;
      const channel = call.channel(args.channel);
      if (channel.kind !== 'public') refuse('method_not_supported_for_channel_type');
      if (channel.archived) refuse('is_archived');
      const already = channel.members.has(bot.id);
      if (!already) addMember(world, channel, { user: bot.id });
      const warning = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
      return { channel: channelShape(world, channel, bot.id), ...(already ? warning : {}) };
    },
  }),

  'conversations.leave': method({
    scopes: manage,
    tier: 3,
    args: z.object({ channel: text }),
    run(args, call) {
      const channel = notDirect(call, args.channel);
      if (!channel.members.has(call.bot.id)) return { not_in_channel: true };
      if (channel.archived) refuse('is_archived');
      if (channel.general) refuse('cant_leave_general');
      if (channel.kind === 'private' && channel.members.size === 1) refuse('last_member');
      removeMember(call.world, channel, call.bot.id);
      return {};
    },
  }),

  'conversations.kick': method({
    scopes: manage,
    tier: 3,
    args: z.object({ channel: text, user: text }),
    run(args, call) {
      const channel = notDirect(call, args.channel);
      const user = userCalled(call.world, args.user);
      if (user.id === call.bot.id) refuse('cant_kick_self');
      if (channel.general) refuse('cant_kick_from_general');
      mustBeOpenTo(channel, call.bot.id);
      if (!channel.members.has(user.id)) refuse('not_in_channel');
      removeMember(call.world, channel, user.id);
      return {};
    },
  }),

  'conversations.setTopic': method({
    scopes: topics,
    tier: 2,
    args: z.object({ channel: text, topic: text }),
    run: ({ channel, topic }, call) => setRemark(call, channel, { what: 'topic', value: topic }),
  }),

  'conversations.setPurpose': method({
    scopes: topics,
    tier: 2,
    args: z.object({ channel: text, purpose: text }),
    run: ({ channel, purpose }, call) => setRemark(call, channel, { what: 'purpose', value: purpose }),
  }),
};
