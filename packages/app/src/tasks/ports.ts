import type { Act, BackAct, Check, Reading, RunbookPolicy } from '@tocsin/runbook';
import type { Clock, Log } from '../ports.ts';
import type { ActCall, ActOutcome, Progress, Task, TaskOutcome, TaskRecord } from './task.ts';

/** What looking and acting need of the world. */
export interface TaskWorld {
  readonly tasks: TaskStore;
  readonly checks: RunbookChecks;
  readonly acts: RunbookActs;
  readonly results: TaskResults;
  readonly policy: RunbookPolicy;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks, and changes nothing. A look that is repeated is a look, so nothing of it is kept. */
export interface RunbookChecks {
  look(check: Check, limits: LookLimits): Promise<Look>;
}
export interface LookLimits {
  /** When it was asked for, ISO 8601: a canary's run counts if it began later. */
  readonly since: string;
  readonly deadline: Date;
}
export type Look =
  | {
      readonly type: 'read';
      readonly reading: Reading;
      readonly at: string;
      readonly text: string;
      readonly link?: string;
    }
  /** There is nothing to read yet. */
  | { readonly type: 'later'; readonly afterMs: number; readonly text: string; readonly link?: string }
  /** It could not look: no such table, no permission, no answer. `mend` says what to do about it. */
  | { readonly type: 'failed'; readonly text: string; readonly link?: string };

/**
 * Does what an act says, one change at a time. What comes next is told before it is done, so that it can be shown, claimed
 * and, after a crash, recognised:
 *
 *     next ──► call  ──written down──► call() ──► next …
 *      │  └──► wait  ──message put off──► next …
 *      └─────► settled
 */
export interface RunbookActs {
  /** What comes next. It may look, and changes nothing. */
  next(act: Act | BackAct, at: ActPosition): Promise<ActNext>;
  /** Makes the one change that `next` told. It tries once: whether to try again is not the adapter's to decide. */
  call(act: Act | BackAct, call: ActCall, limits: CallLimits): Promise<ActCalled>;
}
export interface ActPosition {
  readonly progress?: Progress;
  readonly startedAt: string;
  readonly now: Date;
  /** Undo instead: put back what `progress` says was found. */
  readonly putBack: boolean;
}
export interface CallLimits {
  readonly idempotencyKey: string;
  readonly deadline: Date;
}
export type ActNext =
  | { readonly type: 'call'; readonly call: ActCall }
  | { readonly type: 'wait'; readonly afterMs: number; readonly text: string }
  | { readonly type: 'settled'; readonly outcome: ActOutcome };
export type ActCalled =
  | { readonly type: 'went-on'; readonly progress: Progress }
  | { readonly type: 'settled'; readonly outcome: ActOutcome }
  /** It surely did not happen and may work later: throttled, or refused for the moment. */
  | { readonly type: 'not-now'; readonly afterMs: number; readonly text: string };

/** One item a task, claimed by condition and lease; kept with the incident. */
export interface TaskStore {
  /** Begins a task, or goes on with one whose lease ran out; one that has settled is handed out as it ended. */
  claim(claim: { incident: string; id: string; token: string; now: string; lease: string }): Promise<TaskClaim>;
  /** Writes where it stands; only the holder of the claim can. `release` ends the claim. */
  save(saved: { record: TaskRecord; token: string; release: boolean }): Promise<void>;
  read(task: { incident: string; id: string }): Promise<TaskRecord | undefined>;
}
export type TaskClaim =
  | { readonly type: 'claimed'; readonly record: TaskRecord }
  | { readonly type: 'settled'; readonly outcome: TaskOutcome }
  | { readonly type: 'held'; readonly until: string };

/** Where a task's outcome goes: the incident's timeline. It may be told twice of the same. */
export interface TaskResults {
  settled(task: Task, outcome: TaskOutcome): Promise<void>;
}

/** The queues to look and act: one group a task, so that a shift that pauses holds up no check of its incident. */
export interface TaskQueue {
  send(task: Task): Promise<void>;
}
