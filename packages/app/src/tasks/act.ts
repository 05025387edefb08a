import { createHash } from 'node:crypto';
import type { ActCalled, ActNext, ActPosition, TaskWorld } from './ports.ts';
import type { Running, Step } from './run-task.ts';
import type { ActCall, Task, TaskOutcome, TaskRecord, What } from './task.ts';

type Acting = Exclude<What, { readonly type: 'check' }>;

/** A change is not begun with less than this left: its answer shall still be heard. */
const leastMs = 10_000;
/** Writing down what came of it takes its time. */
const marginMs = 3_000;
/** More changes than any act makes; what asks for more is broken. */
const most = 64;
const mostFailures = 5;

/**
 * Makes the changes of an act, one after the other. Each is written down before it is made and again when its answer is
 * there; so after a crash there is one change at most of which nobody knows whether it was made. That one is made again
 * only if twice is the same as once; otherwise the act ends as unknown, and people look.
 */
export async function runAct(world: TaskWorld, running: Running, what: Acting): Promise<Step> {
  const { task, deadline, save } = running;
  let { record } = running;
  if (what.type === 'put-back' && record.progress === undefined) {
    const shifted = await world.tasks.read({ incident: task.incident, id: what.of });
    const { progress } = shifted?.calling ?? shifted ?? {};
    if (!progress) return settled({ type: 'failed', text: 'Nothing was shifted, so there is nothing to put back.' });
    record = { ...record, progress };
  }
  for (let changes = 0; changes < most; changes++) {
    const next: ActNext | Failed = record.calling
      ? { type: 'call', call: record.calling }
      : await world.acts
          .next(what.act, positionOf(world, record, what))
          .catch((error: unknown): Failed => ({ type: 'threw', error }));
    if (next.type === 'threw') return failing(world, record, next.error);
    if (next.type === 'settled') return next;
    if (next.type === 'wait') return { type: 'wait', afterMs: next.afterMs, reason: next.text, record };
    const { call } = next;
    if (task.dryRun) return settled({ type: 'would', text: `Would ${call.words}.`, ...linkOf(call) });
    if (record.calling && !call.repeatable) return settled(unknown(call));
    if (deadline.getTime() - world.clock.now().getTime() < leastMs)
      return { type: 'wait', afterMs: 0, reason: 'too little time is left in this invocation', record };
    record = { ...record, calling: call };
    await save(record);
    const called = await world.acts.call(what.act, call, {
      idempotencyKey: keyOf(task, call),
      deadline: new Date(deadline.getTime() - marginMs),
    });
    if (called.type === 'settled') return called;
    const { calling: _, ...after } = record;
    if (called.type === 'not-now') return notNow(after, call, called);
    record = { ...after, progress: called.progress };
    await save(record);
  }
  throw new Error(`${what.act.act} asked for more than ${most} changes`);
}

/** What cannot be repeated is turned away only where it surely did not happen; anything else may have, by the last try. */
function notNow(record: TaskRecord, call: ActCall, { afterMs, text }: ActCalled & { type: 'not-now' }): Step {
  const failures = (record.failures ?? 0) + 1;
  if (failures < mostFailures) return { type: 'wait', afterMs, reason: text, record: { ...record, failures } };
  const given = `It was tried ${failures} times: ${text}.`;
  if (!call.repeatable) return settled({ type: 'failed', text: `${given} Nothing was changed.`, ...linkOf(call) });
  return settled({ type: 'unknown', text: given, lookAt: call.lookAt, ...linkOf(call) });
}

type Failed = { readonly type: 'threw'; readonly error: unknown };

const positionOf = ({ clock }: TaskWorld, { progress, startedAt }: TaskRecord, what: Acting): ActPosition => ({
  ...(progress === undefined ? {} : { progress }),
  startedAt,
  now: clock.now(),
  putBack: what.type === 'put-back',
});

/** Looking what comes next failed, and nothing was changed by that: it is tried a few times more. */
function failing({ log }: TaskWorld, record: TaskRecord, error: unknown): Step {
  const failures = (record.failures ?? 0) + 1;
  log.warn('act', { incident: record.incident, task: record.id, failures, error });
  if (failures < mostFailures)
    return { type: 'wait', afterMs: 5_000 * failures, reason: 'looking failed', record: { ...record, failures } };
  const text = 'Tocsin could not see where it stands, and stopped.';
  if (record.progress === undefined) return settled({ type: 'failed', text: `${text} Nothing was changed.` });
  return settled({ type: 'unknown', text, lookAt: 'what it changes: it may have been changed in part' });
}

const settled = (outcome: TaskOutcome): Step => ({ type: 'settled', outcome });
const linkOf = ({ link }: { readonly link?: string }) => (link === undefined ? {} : { link });

const unknown = (call: ActCall): TaskOutcome => ({
  type: 'unknown',
  text: `Tocsin was interrupted while it was about to ${call.words}. It may have happened, so it is not done again.`,
  lookAt: call.lookAt,
  ...linkOf(call),
});

/** The same for every delivery of a task's change, and for no other: what the target is given to tell repetitions. */
export function keyOf({ incident, id }: Pick<Task, 'incident' | 'id'>, { name }: Pick<ActCall, 'name'>): string {
  return createHash('sha256')
    .update(JSON.stringify([incident, id, name]))
    .digest('hex');
}
