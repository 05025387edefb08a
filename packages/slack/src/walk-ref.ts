import * as z from 'zod/mini';
import { readBack } from './read-back.ts';

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

/** What a button says that begins a runbook. */
const BookRef = z.object({ incident: WalkRef.shape.incident, file: z.string() });
export type BookRef = z.infer<typeof BookRef>;

/** @throws UnreadableError when it is not what a button of ours says. */
export const parseBookRef = (value: string): BookRef => readBack(BookRef, 'the button', value);

/** @throws UnreadableError when it is not what a button of ours says. */
export const parseWalkRef = (value: string): WalkRef => readBack(WalkRef, 'the button', value);
