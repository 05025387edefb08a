import { runAct } from './act.ts';
import { runLook } from './look.ts';
import type { TaskStore, TaskWorld } from './ports.ts';
import { refusalOf } from './refusal.ts';
import type { Task, TaskOutcome, TaskRecord } from './task.ts';

/** One receipt of a task's message. */
export interface Invocation {
  /** Tells this invocation's claims from those of others. */
  readonly token: string;
  /** When it is over, whatever it does. */
  readonly deadline: Date;
}

export type Ran =
  /** It is over, and its outcome was handed on: the message can go. */
  | { readonly type: 'settled'; readonly outcome: TaskOutcome }
  /** The message has to come back. */
  | { readonly type: 'later'; readonly afterMs: number; readonly reason: string };

/** Where a task stands within an invocation, and how that is written down. */
export interface Running extends Invocation {
  readonly task: Task;
  readonly record: TaskRecord;
  save(record: TaskRecord): Promise<void>;
}

/** How a run of a task ended in this invocation; `wakeAt` is when it wants to go on. */
export type Step =
  | { readonly type: 'settled'; readonly outcome: TaskOutcome }
  | { readonly type: 'wait'; readonly afterMs: number; readonly reason: string; readonly record: TaskRecord };

/** A dead process surely is when its time is over, and some for clocks that differ. */
const graceMs = 5_000;

/**
 * Brings a task as far as it gets in this invocation: claimed, so that two deliveries do not meet; written down before
 * each change, so that a crash is recognised; told once it has settled, however often its message comes back.
 */
export async function runTask(world: TaskWorld, task: Task, invocation: Invocation): Promise<Ran> {
  const { incident, id } = task;
  const { token, deadline } = invocation;
  const now = world.clock.now();
  const lease = new Date(deadline.getTime() + graceMs).toISOString();
  const claim = await world.tasks.claim({ incident, id, token, now: now.toISOString(), lease });
  if (claim.type === 'settled') return settle(world, task, claim.outcome);
  if (claim.type === 'held') {
    const afterMs = Math.max(0, Date.parse(claim.until) - now.getTime()) + 1_000;
    return { type: 'later', afterMs, reason: 'another delivery is at it' };
  }
  const { record } = claim;
  const early = Date.parse(record.wakeAt ?? record.startedAt) - now.getTime();
  if (early > 0) {
    await world.tasks.save({ record, token, release: true });
    return { type: 'later', afterMs: early, reason: 'it waits' };
  }
  const { wakeAt: _, ...awake } = record;
  const save = (saved: TaskRecord) => world.tasks.save({ record: saved, token, release: false });
  const step = await run(world, { ...invocation, task, record: awake, save });
  if (step.type === 'wait') {
    const until = new Date(world.clock.now().getTime() + step.afterMs).toISOString();
    await world.tasks.save({ record: { ...step.record, wakeAt: until }, token, release: true });
    return { type: 'later', afterMs: step.afterMs, reason: step.reason };
  }
  await world.tasks.save({ record: await ended(world.tasks, awake, step.outcome), token, release: true });
  return settle(world, task, step.outcome);
}

async function run(world: TaskWorld, running: Running): Promise<Step> {
  const begun = running.record.progress !== undefined || running.record.calling !== undefined;
  // What has begun is brought to its end, also if the policy has changed meanwhile: half a shift is worse than either.
  const refusal = begun ? undefined : refusalOf(running.task, world.policy, world.clock.now());
  if (refusal) return { type: 'settled', outcome: refusal };
  const { what } = running.task;
  return what.type === 'check' ? runLook(world, running, what.check) : runAct(world, running, what);
}

/** With what its changes left behind: the weights that were found are needed to put them back. */
async function ended(tasks: TaskStore, begun: TaskRecord, outcome: TaskOutcome): Promise<TaskRecord> {
  const { calling, progress: before, ...record } = (await tasks.read(begun)) ?? begun;
  const progress = calling?.progress ?? before;
  return { ...record, ...(progress === undefined ? {} : { progress }), outcome };
}

async function settle(world: TaskWorld, task: Task, outcome: TaskOutcome): Promise<Ran> {
  await world.results.settled(task, outcome);
  return { type: 'settled', outcome };
}
