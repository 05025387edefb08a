import { createHash } from 'node:crypto';
import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Outbox } from '@tocsin/app';
import { during } from './errors.ts';

/** The queue from both ends: what asks for a response, and what puts a message off that respond could not serve. */
export interface ResponseQueue extends Outbox {
  /** Lets a received message come back after some time, at most 12 hours (SQS). */
  postpone(receiptHandle: string, seconds: number): Promise<void>;
}

const longestVisibility = 43_200;

/** The FIFO queue that respond reads: one group an incident, so that one call at a time speaks for it. */
export function sqsOutbox({ client, queueUrl }: { client: SQSClient; queueUrl: string }): ResponseQueue {
  return {
    async send({ incident, dedup, ...order }) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ incident, ...order }),
        MessageGroupId: incident,
        // SQS takes 128 characters of ASCII; a hash fits whatever the caller tells messages apart by.
        MessageDeduplicationId: createHash('sha256').update(dedup).digest('hex'),
      });
      await during('queue', `asking for a response to incident ${incident}`, client.send(command));
    },
    async postpone(receiptHandle, seconds) {
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(Math.max(Math.ceil(seconds), 0), longestVisibility),
      });
      await during('queue', 'postponing a message', client.send(command));
    },
  };
}
