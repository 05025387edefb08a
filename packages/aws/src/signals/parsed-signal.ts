import { type Signal, SignalError } from '@tocsin/app';
import * as z from 'zod';

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
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { place, form }: { place: Place; form: string },
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = [place, ...(issue?.path ?? []).map(String)].filter((part) => part !== '').join('.');
  throw new SignalError(
    where,
    `${issue?.message ?? 'does not fit'}; ${form} needs it, so send the event as AWS delivers it, unchanged`,
    { cause: parsed.error },
  );
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws SignalError when the text is no JSON */
export function parseJson(text: string, place: Place): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SignalError(place, `is no JSON ("${text.slice(0, 40)}"); put an AWS event there, as JSON`, {
      cause: error,
    });
  }
}
