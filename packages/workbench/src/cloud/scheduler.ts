import { randomUUID } from 'node:crypto';
import { localPlace } from './aws.ts';
import type { Clock } from './clock.ts';
import type { LambdaFunction } from './lambda.ts';

export interface ScheduleSpec {
  readonly name: string;
  readonly clock: Clock;
  readonly function: LambdaFunction;
  readonly everyMs: number;
  /**
   * The target's Input: JSON in which `<aws.scheduler.scheduled-time>` and the like are replaced. Without it the function
   * gets the event that EventBridge Scheduler makes up.
   */
  readonly input?: string;
  readonly onError?: (error: unknown) => void;
}

export interface Schedule {
  /** Invokes now, out of turn. Throws what the function throws. */
  trigger(): Promise<void>;
  /** Invocations under way. */
  readonly running: number;
  stop(): void;
}

/** Invokes a function at a rate, like a schedule of EventBridge Scheduler with `rate(…)` and no flexible window. */
export function scheduler(spec: ScheduleSpec): Schedule {
  let running = 0;
  const trigger = async () => {
    running += 1;
    try {
      await spec.function.invoke(scheduleEvent(spec, spec.clock.now()));
    } finally {
      running -= 1;
    }
  };
  const cancel = spec.clock.every(spec.everyMs, () => {
    trigger().catch((error: unknown) => spec.onError?.(error));
  });
  return {
    trigger,
    get running() {
      return running;
    },
    stop: cancel,
  };
}

/**
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html; the event without Input
 * is as seen from deployed schedules: EventBridge's envelope, with `detail` the string "{}".
 */
export function scheduleEvent({ name, input }: Pick<ScheduleSpec, 'name' | 'input'>, at: Date): unknown {
  const time = at.toISOString().replace(/\.\d+Z$/, 'Z');
  const arn = `arn:aws:scheduler:${localPlace.region}:${localPlace.account}:schedule/default/${name}`;
  if (input === undefined)
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: localPlace.account,
      time,
      region: localPlace.region,
      resources: [arn],
      detail: '{}',
    };
  return JSON.parse(
    input
      .replaceAll('<aws.scheduler.schedule-arn>', arn)
      .replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.execution-id>', randomUUID().replaceAll('-', '').slice(0, 16))
      .replaceAll('<aws.scheduler.attempt-number>', '1'),
  );
}
