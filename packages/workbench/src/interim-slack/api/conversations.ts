import { refuse } from '../errors.ts';
import type { Channel } from '../model.ts';
import { channel, flag, joined, need, page, string } from './args.ts';
import { type Call, type Method, tier } from './method.ts';
import { channelView, view } from './shapes.ts';

const manage = ['channels:manage', 'groups:write'];
const read = ['channels:read', 'groups:read'];
const history = ['channels:history', 'groups:history'];

/** Rules of conversations.create; names share one namespace, private and archived channels included. */
function checkName(call: Call): string {
  const name = need(call, 'name');
  if (name.length > 80) return refuse('invalid_name_maxlength');
  if (/^[-_.]+$/.test(name)) return refuse('invalid_name_punctuation');
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) return refuse('invalid_name_specials');
  if ([...call.workspace.channels.values()].some((one) => one.name === name)) return refuse('name_taken');
  return name;
}

function seen(call: Call, mine: boolean): Channel[] {
  const types = (string(call, 'types') ?? 'public_channel').split(',');
  return [...call.workspace.channels.values()].filter(
    (one) =>
      types.includes(one.isPrivate ? 'private_channel' : 'public_channel') &&
      (mine || one.isPrivate ? one.members.has(call.token.user) : true) &&
      !(flag(call, 'exclude_archived') && one.archived),
  );
}

function listed(call: Call, mine: boolean) {
  const { items, response_metadata } = page(call, seen(call, mine), { usual: 100, most: mine ? 999 : 1_000 });
  return { channels: items.map((one) => channelView(one, call.token.user, call.workspace)), response_metadata };
}

export const conversations: Readonly<Record<string, Method>> = {
  'conversations.create': {
    scopes: manage,
    perMinute: tier.two,
    run(call) {
      const made: Channel = {
        id: call.newId('C'),
        name: checkName(call),
        isPrivate: flag(call, 'is_private'),
        creator: call.token.user,
        created: call.nowSeconds(),
        archived: false,
        topic: '',
        purpose: '',
        members: new Set([call.token.user]),
        messages: [],
        bookmarks: [],
      };
      call.workspace.channels.set(made.id, made);
      return { channel: channelView(made, call.token.user, call.workspace) };
    },
  },
  'conversations.invite': {
    scopes: [...manage, 'channels:write.invites'],
    perMinute: tier.three,
    run(call) {
      const place = joined(call);
      const users = need(call, 'users').split(',');
      const errors = users.flatMap((user) => {
        if (!call.workspace.people.has(user)) return [{ user, ok: false, error: 'user_not_found' }];
        if (user === call.token.user) return [{ user, ok: false, error: 'cant_invite_self' }];
        return place.members.has(user) ? [{ user, ok: false, error: 'already_in_channel' }] : [];
      });
      const [first] = errors;
      if (first && !flag(call, 'force')) return refuse(first.error, errors.length > 1 ? { errors } : {});
      const invited = users.filter((user) => !errors.some((error) => error.user === user));
      if (invited.length === 0 && first) return refuse(first.error, { errors });
      for (const user of invited) {
        place.members.add(user);
        call.emit({
          type: 'member_joined_channel',
          user,
          channel: place.id,
          channel_type: place.isPrivate ? 'G' : 'C',
          inviter: call.token.user,
        });
      }
      return { channel: channelView(place, call.token.user, call.workspace) };
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    perMinute: tier.three,
    run(call) {
      const place = channel(call);
      if (place.archived) return refuse('is_archived');
      const already = place.members.has(call.token.user);
      place.members.add(call.token.user);
      return {
        channel: channelView(place, call.token.user, call.workspace),
        ...(already ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } } : {}),
      };
    },
  },
  'conversations.info': {
    scopes: read,
    perMinute: tier.three,
    run: (call) => ({ channel: channelView(channel(call), call.token.user, call.workspace) }),
  },
  'conversations.list': { scopes: read, perMinute: tier.two, run: (call) => listed(call, false) },
  'users.conversations': { scopes: read, perMinute: tier.three, run: (call) => listed(call, true) },
  'conversations.members': {
    scopes: read,
    perMinute: tier.four,
    run(call) {
      const { items, response_metadata } = page(call, [...channel(call).members], { usual: 100, most: 1_000 });
      return { members: items, response_metadata };
    },
  },
  'conversations.history': {
    scopes: history,
    perMinute: tier.three,
    run(call) {
      const place = channel(call);
      if (!place.members.has(call.token.user)) return refuse('not_in_channel');
      const oldest = Number(string(call, 'oldest') ?? 0);
      const latest = Number(string(call, 'latest') ?? Number.MAX_SAFE_INTEGER);
      const inclusive = flag(call, 'inclusive');
      const within = place.messages.filter(({ ts, threadTs }) => {
        const at = Number(ts);
        const inside = inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
        return inside && (threadTs === undefined || threadTs === ts);
      });
      const { items, response_metadata } = page(call, within.reverse(), { usual: 100, most: 999 });
      return {
        messages: items.map((message) => view(message, flag(call, 'include_all_metadata'))),
        has_more: response_metadata.next_cursor !== '',
        response_metadata,
      };
    },
  },
  'conversations.setTopic': {
    scopes: [...manage, 'channels:write.topic'],
    perMinute: tier.two,
    run(call) {
      const place = joined(call);
      const topic = string(call, 'topic') ?? '';
      if (topic.length > 250) return refuse('too_long');
      place.topic = topic;
      return { channel: channelView(place, call.token.user, call.workspace), topic };
    },
  },
  'conversations.archive': {
    scopes: manage,
    perMinute: tier.two,
    run(call) {
      const place = channel(call);
      if (place.archived) return refuse('already_archived');
      place.archived = true;
      call.emit({ type: 'channel_archive', channel: place.id, user: call.token.user });
      return {};
    },
  },
};
