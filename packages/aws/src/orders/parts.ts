import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { longestName, type Read } from './read.ts';

/** What lies in our own queues has, in more than one kind of order. */
export const Named = z.string().check(z.minLength(1), z.maxLength(longestName));
export const When = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'it is no time'));

/** zod/mini says “Invalid input” of whatever is wrong. */
const inWords = en().localeError;

/** Holds an order against its schema. */
export function heldAgainst<Order>(schema: z.ZodMiniType, order: unknown): Read<Order> {
  const read = schema.safeParse(order, { error: inWords });
  if (read.success) return { order: read.data as Order };
  const [issue] = read.error.issues;
  return { problem: `${issue?.path.map(String).join('.')}: ${issue?.message ?? 'not as it should be'}` };
}
