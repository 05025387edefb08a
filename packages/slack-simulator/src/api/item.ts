import * as z from 'zod';
import { refuse } from '../errors.ts';
import { messageAt, mustBeOpenTo } from '../workspace/see.ts';
import { text } from './args.ts';
import type { MethodCall } from './method.ts';

/** The message that a pin or a reaction is about. */
export const item = z.object({ channel: text, timestamp: text.optional() });

/** @throws SlackRefusal `no_item_specified`, `bad_timestamp`, `not_in_channel`, `is_archived`, `message_not_found` */
export function itemAt(call: MethodCall, { channel: ref, timestamp }: z.output<typeof item>, { write = true } = {}) {
  const channel = call.channel(ref);
  if (timestamp === undefined || timestamp === '') refuse('no_item_specified');
  if (!/^\d+\.\d{6}$/.test(timestamp)) refuse('bad_timestamp');
  if (write) mustBeOpenTo(channel, call.bot.id);
  return { channel, message: messageAt(channel, timestamp) };
}
