import { randomUUID } from 'node:crypto';
import { runTask, type TaskKind, type TaskWorld, walkResults } from '@tocsin/app';
import { dynamoTasks, postponeTask } from '@tocsin/aws';
import { policy } from '@tocsin/catalog/runbook-policy';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { taskTools } from './task-tools.ts';
import { coreWorld } from './world.ts';

/** What a task is run with: its world, and the queue that its message goes back to. */
export interface Tasking {
  readonly world: TaskWorld;
  readonly postpone: (receiptHandle: string, afterMs: number) => Promise<void>;
}

export async function taskWorld(kind: TaskKind): Promise<Tasking> {
  const { world: core, clients, config } = await coreWorld(kind);
  const { credentials } = config.aws;
  const queue = {
    client: clients.queues(),
    queueUrl: (kind === 'look' ? config.lookQueueUrl : config.actQueueUrl) ?? '',
  };
  return {
    world: {
      tasks: dynamoTasks({ client: clients.documents(), table: config.table }),
      ...taskTools({
        region: process.env['AWS_REGION'] ?? '',
        ...(credentials === undefined ? {} : { credentials }),
        internal: policy.internal ?? [],
        stage: config.stage,
        now: core.clock.now,
      }),
      results: walkResults(core),
      policy,
      clock: core.clock,
      log: core.log,
    },
    postpone: (receiptHandle, afterMs) => postponeTask(queue, { receiptHandle, afterMs }),
  };
}

/** Runs a message's task as far as it gets; a batch holds one. What has not settled comes back when it says. */
export async function runTasks(
  kind: TaskKind,
  { world, postpone }: Tasking,
  { Records }: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const left = await Promise.all(Records.map((record) => runOne(record)));
  return {
    batchItemFailures: left.flatMap((messageId) => (messageId === undefined ? [] : [{ itemIdentifier: messageId }])),
  };

  /** The message's id, if it has to come back. */
  async function runOne({ messageId, receiptHandle, body, attributes }: SQSRecord): Promise<string | undefined> {
    const { taskOf } = await import('@tocsin/aws/orders/task');
    const { order: task, problem } = taskOf(body, kind);
    if (!task) {
      world.log.error('unreadable', { messageId, reason: `the body is no task to ${kind}: ${problem}` });
      return messageId;
    }
    const { incident, id } = task;
    const now = world.clock.now().getTime();
    const deadline = new Date(now + context.getRemainingTimeInMillis());
    let afterMs: number;
    try {
      const ran = await runTask(world, task, { token: randomUUID(), deadline });
      if (ran.type === 'settled') {
        world.log.info('task', { incident, task: id, kind, outcome: ran.outcome.type });
        return undefined;
      }
      afterMs = ran.afterMs;
    } catch (error) {
      const receives = Number(attributes.ApproximateReceiveCount) || 1;
      afterMs = Math.min(2_000 * 2 ** receives, 60_000);
      world.log.error('task failed', { incident, task: id, kind, receives, error });
    }
    await postpone(receiptHandle, afterMs).catch((error: unknown) =>
      world.log.warn('postpone', { incident, task: id, error }),
    );
    return messageId;
  }
}
