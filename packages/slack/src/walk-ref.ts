import * as z from 'zod/mini';

const short = z.string().check(z.maxLength(300));

/**
 * What a button of a walk says: where the walk was when it was shown, so that a press that comes late is known as one.
 */
const WalkRef = z.object({
  incident: z.string().check(z.regex(/^\d{8}-[a-z0-9]{8}$/)),
  walk: z.string().check(z.regex(/^R\d{1,4}$/)),
  step: z.optional(short),
  attempt: z.optional(z.int()),
  /** The number of the answer to a question, from 0. */
  answer: z.optional(z.int()),
});
export type WalkRef = z.infer<typeof WalkRef>;

export const walkRefText = (ref: WalkRef): string => JSON.stringify(ref);

/** What a button says that begins a runbook. */
const BookRef = z.object({ incident: WalkRef.shape.incident, file: z.string() });
export type BookRef = z.infer<typeof BookRef>;
export const bookRefText = (ref: BookRef): string => JSON.stringify(ref);

/** @throws Error when it is not what a button of ours says. */
export const parseBookRef = (value: string): BookRef => BookRef.parse(JSON.parse(value));

/** @throws Error when it is not what a button of ours says: Slack hands back what it was given. */
export const parseWalkRef = (value: string): WalkRef => WalkRef.parse(JSON.parse(value));
