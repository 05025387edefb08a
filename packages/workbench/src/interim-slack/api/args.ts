import { refuse } from '../errors.ts';
import type { Channel } from '../model.ts';
import type { Call } from './method.ts';

export const string = ({ args }: Call, name: string): string | undefined =>
  typeof args[name] === 'string' ? args[name] : args[name] === undefined ? undefined : String(args[name]);

export function need(call: Call, name: string): string {
  const value = string(call, name);
  return value === undefined || value === ''
    ? refuse('invalid_arguments', { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } })
    : value;
}

export const flag = (call: Call, name: string): boolean => ['true', '1'].includes(String(call.args[name]));

/** A structured argument: JSON in a form, itself in a JSON body. */
export function json(call: Call, name: string): unknown {
  const value = call.args[name];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return refuse('invalid_json');
  }
}

/** The channel of an argument, if the caller may see it. */
export function channel(call: Call, name = 'channel'): Channel {
  const found = call.workspace.channels.get(need(call, name));
  if (!found || (found.isPrivate && !found.members.has(call.token.user))) return refuse('channel_not_found');
  return found;
}

/** A channel that the caller is in and that is not archived. */
export function joined(call: Call, name = 'channel'): Channel {
  const found = channel(call, name);
  if (!found.members.has(call.token.user)) return refuse('not_in_channel');
  return found.archived ? refuse('is_archived') : found;
}

/** A page of a list by Slack's cursors. */
export function page<Item>(
  call: Call,
  items: readonly Item[],
  { usual, most }: { usual: number; most: number },
): { items: readonly Item[]; response_metadata: { next_cursor: string } } {
  const limit = Math.min(Number(call.args['limit'] ?? usual) || usual, most);
  const cursor = string(call, 'cursor');
  const from = cursor ? Number(/^after:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1] ?? Number.NaN) : 0;
  if (Number.isNaN(from)) return refuse('invalid_cursor');
  const next = from + limit;
  return {
    items: items.slice(from, next),
    response_metadata: { next_cursor: next < items.length ? Buffer.from(`after:${next}`).toString('base64') : '' },
  };
}
