import { createHash } from 'node:crypto';
import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { kindOf, type Task, type TaskKind, type TaskQueue } from '@tocsin/app';
import { AwsError, during } from './errors.ts';

/** The most that SQS hides a message for. */
const longestVisibility = 43_200;

/**
 * The FIFO queues that look and act read, one group a task: a shift that pauses for minutes holds up no check of its
 * incident. A task goes on when its one message comes back; there is no second one to lose or to double.
 */
export function sqsTasks({
  client,
  queueUrls,
}: {
  client: SQSClient;
  queueUrls: Readonly<Record<TaskKind, string | undefined>>;
}): TaskQueue {
  return {
    async send(task) {
      const id = createHash('sha256')
        .update(JSON.stringify([task.incident, task.id]))
        .digest('hex');
      // What is sent again on purpose is no repetition to SQS; the task's own item sees that it is done once.
      const repetition = task.again === undefined ? id : `${id}:${task.again}`;
      const queueUrl = queueUrls[kindOf(task)];
      if (queueUrl === undefined) throw new AwsError('configuration', `no queue to ${kindOf(task)} is configured`);
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(task satisfies Task),
        MessageGroupId: id,
        MessageDeduplicationId: repetition,
      });
      await during('queue', `asking for task ${task.id} of incident ${task.incident}`, client.send(command));
    },
  };
}

/** Lets a received message come back after some time. */
export async function postponeTask(
  { client, queueUrl }: { client: SQSClient; queueUrl: string },
  { receiptHandle, afterMs }: { receiptHandle: string; afterMs: number },
): Promise<void> {
  const command = new ChangeMessageVisibilityCommand({
    QueueUrl: queueUrl,
    ReceiptHandle: receiptHandle,
    VisibilityTimeout: Math.min(Math.max(Math.ceil(afterMs / 1000), 0), longestVisibility),
  });
  await during('queue', 'postponing a task', client.send(command));
}
