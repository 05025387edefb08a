import type { Judgement, Reading, Shift, What } from '@tocsin/runbook';

/**
 * What a step of a runbook wants done by Tocsin: one look, or one act. Its variables are filled in. It carries all it
 * needs, so that the functions that look and act read nothing of the incident.
 */
export interface Task {
  readonly incident: string;
  /** Names it for good within the incident: the step and its attempt. The same id is done once, however often it is sent. */
  readonly id: string;
  readonly what: What;
  /** Who asked for it. */
  readonly by: string;
  /** Who agreed to it, if anybody did. */
  readonly approvedBy?: string;
  /** ISO 8601 */
  readonly orderedAt: string;
  /** Sent again for the so-manieth time; the same task all the same. */
  readonly again?: number;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: true;
}

export type { Shift, What };
export type TaskKind = 'look' | 'act';
export const kindOf = ({ what }: Task): TaskKind => (what.type === 'check' ? 'look' : 'act');

/** How a task ended. Texts are cut and free of secrets, but they are still text from outside. */
export type TaskOutcome =
  | ({ readonly type: 'read'; readonly reading: Reading; readonly at: string; readonly judgement: Judgement } & Told)
  | ({ readonly type: 'done' } & Told)
  /** It surely did not happen, or it happened and says that it failed; `text` tells which. */
  | ({ readonly type: 'failed' } & Told)
  /** It may have happened: it is not repeated, and `lookAt` says what tells whether it did. */
  | ({ readonly type: 'unknown'; readonly lookAt: string } & Told)
  | { readonly type: 'refused'; readonly text: string; readonly mend: string }
  /** A dry run: what it would have done. */
  | ({ readonly type: 'would' } & Told);

interface Told {
  readonly text: string;
  /** What came back, for whoever wants to read more than the text. */
  readonly output?: string;
  /** Where it is seen in the console. */
  readonly link?: string;
}
export type ActOutcome = Extract<TaskOutcome, { readonly type: 'done' | 'failed' | 'unknown' }>;

/** Plain data that an act goes on from; only its kind knows what is in it. */
export type Progress = Readonly<Record<string, unknown>>;

/** One change that an act is about to make: written down before it is made. */
export interface ActCall {
  /** Tells the calls of an act apart; part of the idempotency key. */
  readonly name: string;
  /** What it does, in words: `invoke the function shop-restart with {"service":"front"}`. */
  readonly words: string;
  /** Whether making it twice is the same as making it once, by the target's own promise or because it sets a value. */
  readonly repeatable: boolean;
  /** What tells whether it happened, should nobody know. */
  readonly lookAt: string;
  readonly link?: string;
  readonly progress: Progress;
}

/** What is known of a task across invocations and crashes. */
export interface TaskRecord {
  readonly incident: string;
  readonly id: string;
  readonly startedAt: string;
  readonly progress?: Progress;
  /** A change that was about to be made; there after a crash alone. */
  readonly calling?: ActCall;
  /** How often looking what comes next failed. */
  readonly failures?: number;
  /** Not before then, ISO 8601. */
  readonly wakeAt?: string;
  readonly outcome?: TaskOutcome;
}
