import * as z from 'zod';
import { refuse } from '../errors.ts';
import { directMessages } from '../workspace/channels.ts';
import type { ChannelKind } from '../workspace/model.ts';
import { canSee, userCalled } from '../workspace/see.ts';
import { flag, ids, pageOf, paging, text } from './args.ts';
import { type MethodCall, method } from './method.ts';
import { reads } from './scopes.ts';
import { channelShape } from './shapes.ts';

const kindByType: Readonly<Record<string, ChannelKind | undefined>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: undefined,
};

/** Kinds asked for; the token needs a scope for each. @throws SlackRefusal `invalid_types` */
function kindsOf(types: readonly string[] = ['public_channel'], { need }: MethodCall): Set<ChannelKind> {
  const kinds = new Set<ChannelKind>();
  for (const type of types) {
    if (!Object.hasOwn(kindByType, type)) refuse('invalid_types');
    const kind = kindByType[type];
    if (kind === undefined) continue;
    need(kind);
    kinds.add(kind);
  }
  return kinds;
}

const listing = { types: ids.optional(), exclude_archived: flag.optional(), ...paging };

export const conversationsRead = {
  'conversations.info': method({
    scopes: reads,
    tier: 3,
    args: z.object({ channel: text, include_num_members: flag.optional() }),
    run(args, call) {
      const channel = call.channel(args.channel);
      const count = args.include_num_members ? { num_members: channel.members.size } : {};
      return { channel: { ...channelShape(call.world, channel, call.bot.id), ...count } };
    },
  }),

  'conversations.list': method({
    scopes: reads,
    tier: 2,
    args: z.object(listing),
    run(args, call) {
      const { world, bot } = call;
      const kinds = kindsOf(args.types, call);
      const all = [...world.channels.values()].filter((one) => kinds.has(one.kind) && canSee(one, bot));
      const wanted = all.filter((one) => !(args.exclude_archived && one.archived));
      const { items, next } = pageOf(wanted, args);
      const channels = items.map((one) => ({ ...channelShape(world, one, bot.id), num_members: one.members.size }));
      return { channels, response_metadata: { next_cursor: next } };
    },
  }),

  'users.conversations': method({
    scopes: reads,
    tier: 3,
    args: z.object({ user: text.optional(), ...listing }),
    run(args, call) {
      const { world, bot } = call;
      const whose = args.user === undefined ? bot : userCalled(world, args.user);
      const kinds = kindsOf(args.types, call);
      const theirs = [...world.channels.values()].filter((one) => kinds.has(one.kind) && one.members.has(whose.id));
      const wanted = theirs.filter((one) => canSee(one, bot) && !(args.exclude_archived && one.archived));
      const { items, next } = pageOf(wanted, args);
      const channels = items.map((one) => channelShape(world, one, bot.id));
      return { channels, response_metadata: { next_cursor: next } };
    },
  }),

  'conversations.members': method({
    scopes: reads,
    tier: 4,
    args: z.object({ channel: text, ...paging }),
    run(args, call) {
      const { items, next } = pageOf([...call.channel(args.channel).members], args);
      return { members: items, response_metadata: { next_cursor: next } };
    },
  }),

  'conversations.open': method({
    scopes: ['im:write', 'mpim:write', 'channels:manage', 'groups:write'],
    tier: 3,
    args: z.object({ users: ids.optional(), channel: text.optional(), return_im: flag.optional() }),
    run({ users = [], channel: ref, return_im }, { world, bot, channel }) {
      if (ref !== undefined) return { channel: channelShape(world, channel(ref), bot.id) };
      const [first, ...more] = users;
      if (first === undefined) refuse('users_list_not_supplied');
      // Group direct messages are not simulated.
      if (more.length > 0) refuse('too_many_users');
      const user = userCalled(world, first);
      if (user.deleted) refuse('user_disabled');
      const opened = directMessages(world, user.id);
      const already = opened.fresh ? {} : { no_op: true, already_open: true };
      return {
        ...already,
        channel: return_im ? channelShape(world, opened.channel, bot.id) : { id: opened.channel.id },
      };
    },
  }),
};
