import { randomUUID } from 'node:crypto';
import { runTask, type Task, type TaskKind, type TaskWorld, walkResults } from '@tocsin/app';
import { dynamoTasks, postponeTask } from '@tocsin/aws';
import { policy } from '@tocsin/catalog/runbook-policy';
import { awsActs, awsChecks, guardedHttp, runbookClients } from '@tocsin/runbook-aws';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { coreWorld } from './world.ts';

/** What a task is run with: its world, and the queue that its message goes back to. */
export interface Tasking {
  readonly world: TaskWorld;
  readonly postpone: (receiptHandle: string, afterMs: number) => Promise<void>;
}

export async function taskWorld(kind: TaskKind): Promise<Tasking> {
  const { world: core, clients, config } = await coreWorld(kind);
  const { now } = core.clock;
  const region = process.env['AWS_REGION'] ?? '';
  const { credentials } = config.aws;
  const about = {
    clients: runbookClients({ region, ...(credentials === undefined ? {} : { credentials }) }),
    region,
    ask: guardedHttp({ internal: policy.internal ?? [] }, now),
    stage: config.stage,
    now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const queue = {
    client: clients.queues(),
    queueUrl: (kind === 'look' ? config.lookQueueUrl : config.actQueueUrl) ?? '',
  };
  return {
    world: {
      tasks: dynamoTasks({ client: clients.documents(), table: config.table }),
      checks: awsChecks(about),
      acts: awsActs(about),
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
    const task = taskOf(body, kind);
    if (!task) {
      world.log.error('unreadable', { messageId, reason: `the body is no task to ${kind}` });
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
    await postpone(receiptHandle, afterMs).catch((error: unknown) => world.log.warn('postpone', { messageId, error }));
    return messageId;
  }
}

/** A task of the kind that this function may run; its role allows no other. */
function taskOf(body: string, kind: TaskKind): Task | undefined {
  try {
    const task = JSON.parse(body) as Partial<Task>;
    const named = [task.incident, task.id, task.by, task.orderedAt].every(
      (text) => typeof text === 'string' && text !== '',
    );
    const fits = task.what !== undefined && (task.what.type === 'check') === (kind === 'look');
    return named && fits ? (task as Task) : undefined;
  } catch {
    return undefined;
  }
}
