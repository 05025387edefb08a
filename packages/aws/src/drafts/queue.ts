import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DraftQueue } from '@tocsin/app';
import { AwsError, during } from '../errors.ts';

/**
 * The FIFO queue that draft reads, one group an incident: its drafts are drawn up one after another, those of others
 * beside them. A draft that takes more than one invocation goes on when its one message comes back.
 */
export function sqsDraftQueue({ client, queueUrl }: { client: SQSClient; queueUrl: string | undefined }): DraftQueue {
  return {
    async send({ incident, number }) {
      if (queueUrl === undefined) throw new AwsError('configuration', 'no queue to draft is configured');
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ incident, number }),
        MessageGroupId: incident,
        MessageDeduplicationId: createHash('sha256').update(`${incident}:${number}`).digest('hex'),
      });
      await during('queue', `asking for draft ${number} of incident ${incident}`, client.send(command));
    },
  };
}
