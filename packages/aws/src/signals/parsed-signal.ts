import { type Signal, SignalError } from '@tocsin/app';
import type * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

/** One thing read from an event, or why it could not be. `messageId`: the queue message that it came in. */
export type ParsedSignal =
  | { readonly signal: Signal; readonly messageId?: string }
  | { readonly error: SignalError; readonly messageId?: string };

/** Where in the event something stands, such as `Records[2].body.detail.state`. */
export type Place = string;

/**
 * Holds a value against a schema.
 *
 * @throws SignalError naming the first field that does not fit, and the mend
 */
export function checked<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  { place, form }: { place: Place; form: string },
): z.infer<Schema> {
  const parsed = schema.safeParse(value, { error: inWords });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = [place, ...(issue?.path ?? []).map(String)].filter((part) => part !== '').join('.');
  throw new SignalError(
    where,
    `${issue?.message ?? 'does not fit'}; ${form} needs it, so send the event as AWS delivers it, unchanged`,
    { quoted: quotedIn(issue) },
  );
}

const quotedIn = (issue: z.core.$ZodIssue | undefined): string =>
  issue?.code === 'custom' && typeof issue.params?.['quoted'] === 'string' ? issue.params['quoted'] : '';

/** zod/mini says “Invalid input” of whatever is wrong. */
const inWords = en().localeError;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws SignalError when the text is no JSON */
export function parseJson(text: string, place: Place): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SignalError(place, `is no JSON ("${text.slice(0, 40)}"); put an AWS event there, as JSON`, {
      // What JSON.parse says quotes the text, too.
      quoted: text.slice(0, 40),
    });
  }
}
