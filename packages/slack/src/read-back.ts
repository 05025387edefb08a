import type * as z from 'zod/mini';

/** A button or a modal that does not say what one of ours says: it is of another version, or somebody made it up. */
export class UnreadableError extends Error {
  readonly code = 'unreadable';
  constructor(what: string, options?: ErrorOptions) {
    super(`${what} cannot be read: it is none of this version's`, options);
    this.name = 'UnreadableError';
  }
}

/**
 * What Slack hands back of ours. Of what is wrong with it the error says nothing: it may quote what people typed.
 *
 * @throws UnreadableError
 */
export function readBack<Schema extends z.core.$ZodType>(schema: Schema, what: string, text: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableError(what);
  }
  const read = (schema as unknown as z.ZodMiniType).safeParse(value);
  if (!read.success) throw new UnreadableError(what);
  return read.data as z.output<Schema>;
}
