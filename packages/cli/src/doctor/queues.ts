import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueSettings } from '../aws-clients.ts';
import { type Deployment, queueNames } from '../deployment.ts';
import { deadLetterQueue } from '../redrive/dead-letters.ts';
import { type Check, fail, looking, ok, skipped } from './check.ts';

/** The queues are there, each gives up somewhere, and nothing was given up. */
export async function checkQueues({ queues }: Deployment): Promise<readonly Check[]> {
  const client = new SQSClient(queueSettings());
  const checks = await Promise.all(
    queueNames.map(async (name) => {
      const check = `queue ${name}`;
      const url = queues[name];
      if (!url) return [skipped(check, 'it is not known where it is', 'Deploy from this clone, or give --outputs.')];
      return looking(check, 'sqs:GetQueueAttributes and sqs:GetQueueUrl', () => lookAt(client, { check, name, url }));
    }),
  );
  return checks.flat();
}

async function lookAt(
  client: SQSClient,
  { check, name, url }: { check: string; name: string; url: string },
): Promise<readonly Check[]> {
  try {
    const letters = await deadLetterQueue(client, url);
    if (letters === undefined)
      return [fail(check, 'has no dead-letter queue: what fails is lost', 'Deploy to have it back.')];
    const waiting = await messagesIn(client, letters);
    return waiting === 0
      ? [ok(check, 'is there, and its dead-letter queue is empty')]
      : [
          fail(
            check,
            `has given up ${waiting} ${waiting === 1 ? 'message' : 'messages'}`,
            `See why: npx tocsin redrive --queue ${name}`,
          ),
        ];
  } catch (error) {
    if (!(error instanceof Error && /NonExistentQueue|QueueDoesNotExist/.test(error.name))) throw error;
    return [fail(check, 'it, or its dead-letter queue, does not exist', 'Deploy: npm run deploy.')];
  }
}

async function messagesIn(client: SQSClient, url: string): Promise<number> {
  const names = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}
