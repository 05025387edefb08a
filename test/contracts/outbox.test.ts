import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type ResponseQueue, sqsOutbox } from '@tocsin/aws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMessaging } from './messaging.ts';

let messaging: Awaited<ReturnType<typeof startMessaging>>;
let client: SQSClient;
let queueUrl: string;
let outbox: ResponseQueue;
let queues = 0;

beforeAll(async () => {
  messaging = await startMessaging();
  client = messaging.clients.queues();
});
afterAll(async () => messaging.stop());
beforeEach(() => {
  const attributes = { FifoQueue: 'true', VisibilityTimeout: '30' };
  queueUrl = messaging.server.createQueue(`respond-${queues++}.fifo`, { attributes }).queueUrl;
  outbox = sqsOutbox({ client, queueUrl });
});

async function receive(): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ['All'],
  });
  return (await client.send(command)).Messages ?? [];
}

describe('the queue to respond', () => {
  it('groups by incident and drops a duplicate, however long what tells it', async () => {
    const dedup = `i1:${'x'.repeat(300)} é`;
    await outbox.send({ incident: 'i1', dedup });
    await outbox.send({ incident: 'i1', dedup });
    await outbox.send({ incident: 'i2', dedup: 'i2:1' });
    const messages = await receive();
    expect(messages.map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([{ incident: 'i1' }, { incident: 'i2' }]);
    expect(messages.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual(['i1', 'i2']);
    // SQS takes 128 characters of ASCII, which the queue of the tests does not check.
    for (const { Attributes } of messages) expect(Attributes?.MessageDeduplicationId).toMatch(/^[!-~]{1,128}$/);
  });

  it('hands out a postponed message again', async () => {
    await outbox.send({ incident: 'i1', dedup: '1' });
    const [first] = await receive();
    expect(await receive()).toEqual([]);
    await outbox.postpone(first?.ReceiptHandle ?? '', 0);
    const [again] = await receive();
    expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  it('postpones by whole seconds, up, and by no more than SQS takes', async () => {
    await outbox.send({ incident: 'i1', dedup: '1' });
    const [message] = await receive();
    await outbox.postpone(message?.ReceiptHandle ?? '', 1e9);
    await outbox.postpone(message?.ReceiptHandle ?? '', 0.2);
    expect(await receive()).toEqual([]);
  });

  it('says what it was doing when the queue is not there', async () => {
    const lost = sqsOutbox({ client, queueUrl: queueUrl.replace('respond', 'nowhere') });
    const send = lost.send({ incident: 'i1', dedup: '1' });
    await expect(send).rejects.toMatchObject({
      code: 'queue',
      message: expect.stringMatching(/^asking for a response to incident i1: /),
      cause: expect.any(Error),
    });
  });
});
