import * as z from 'zod';
import { refuse } from '../errors.ts';
import type { Channel, Message } from '../workspace/model.ts';
import { findMessage } from '../workspace/see.ts';
import { flag, number, pageOf, paging, text } from './args.ts';
import { type MethodCall, method } from './method.ts';
import { histories } from './scopes.ts';
import { messageShape } from './shapes.ts';

const time = z.union([text, number.transform(String)]);
const span = {
  oldest: time.optional(),
  latest: time.optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
  ...paging,
};
interface Span {
  readonly oldest?: string | undefined;
  readonly latest?: string | undefined;
  readonly inclusive?: boolean | undefined;
  readonly include_all_metadata?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Between two times, both left out unless `inclusive`. */
function within({ oldest, latest, inclusive = false }: Span): (message: Message) => boolean {
  const from = timeOf(oldest, 'invalid_ts_oldest');
  const to = timeOf(latest, 'invalid_ts_latest');
  return ({ ts }) => {
    const at = microseconds(ts);
    if (inclusive && (at === from || at === to)) return true;
    return (from === undefined || at > from) && (to === undefined || at < to);
  };
}

function timeOf(ts: string | undefined, code: string): number | undefined {
  if (ts === undefined || ts === '') return undefined;
  return /^\d+(\.\d+)?$/.test(ts) ? microseconds(ts) : refuse(code);
}

/** A whole number, which a double holds exactly; the ts itself as a double loses its last digits. */
function microseconds(ts: string): number {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return Number(seconds + fraction.slice(0, 6).padEnd(6, '0'));
}

function read(channel: Channel, messages: readonly Message[], args: Span) {
  const { items, next } = pageOf(messages, args);
  const metadata = args.include_all_metadata ?? false;
  return {
    messages: items.map((one) => messageShape(channel, one, { metadata })),
    has_more: next !== '',
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}

function readable(call: MethodCall, ref: string): Channel {
  const channel = call.channel(ref);
  return channel.members.has(call.bot.id) ? channel : refuse('not_in_channel');
}

export const history = {
  /** Newest first, without replies. */
  'conversations.history': method({
    scopes: histories,
    tier: 3,
    args: z.object({ channel: text, ...span }),
    run(args, call) {
      const channel = readable(call, args.channel);
      const inChannel = ({ thread_ts, ts, subtype }: Message) =>
        thread_ts === undefined || thread_ts === ts || subtype === 'thread_broadcast';
      const found = channel.messages.all.filter(inChannel).filter(within(args)).reverse();
      return { ...read(channel, found, args), pin_count: channel.pins.length };
    },
  }),

  /** The root, then its replies, oldest first. */
  'conversations.replies': method({
    scopes: histories,
    tier: 3,
    args: z.object({ channel: text, ts: text, ...span }),
    run(args, call) {
      const channel = readable(call, args.channel);
      const root = findMessage(channel, args.ts) ?? refuse('thread_not_found');
      const inSpan = within(args);
      const replies = channel.messages.repliesTo(root.ts).filter(inSpan);
      return read(channel, [root, ...replies], args);
    },
  }),
};
