import * as z from 'zod';
import { refuse } from '../errors.ts';

/** Arguments as they come: form fields are strings, JSON bodies hold values; both mean the same. */

export const text = z.string();
export const flag = z.union([
  z.boolean(),
  z.enum(['true', '1', 'false', '0']).transform((value) => value === 'true' || value === '1'),
]);

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
/** JSON, a string within a form. What cannot be read stays a string, for the method to refuse in its own way. */
export const json = z.unknown().transform(parsed);
export const jsonOf = <S extends z.ZodType>(schema: S) => z.preprocess(parsed, schema);
/** `U1,U2` or a list. */
export const ids = z.union([
  z.array(z.string()),
  z.string().transform((value) =>
    value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
]);
export const number = z.coerce.number();
export const paging = { limit: number.optional(), cursor: text.optional() };

export interface Page<T> {
  readonly items: T[];
  /** Cursor of the next page; empty on the last. */
  readonly next: string;
}

/** @throws SlackRefusal `invalid_limit`, `invalid_cursor` */
export function pageOf<T>(
  all: readonly T[],
  { limit = 100, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): Page<T> {
  // 0 means none given; a page holds a thousand at most: https://docs.slack.dev/apis/web-api/pagination
  const size = limit === 0 ? 100 : limit;
  if (!Number.isInteger(size) || size < 1 || size > 1_000) refuse('invalid_limit');
  const from = cursor === undefined || cursor === '' ? 0 : offsetOf(cursor);
  const next = from + size < all.length ? Buffer.from(`next:${from + size}`).toString('base64') : '';
  return { items: all.slice(from, from + size), next };
}

function offsetOf(cursor: string): number {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  return match?.[1] === undefined ? refuse('invalid_cursor') : Number(match[1]);
}
