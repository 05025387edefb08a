import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { type Messaging, startMessaging } from './messaging.ts';

const clock = manualClock();
let messaging: Messaging;
let sqs: SQSClient;
let count = 0;
let standard = '';
let fifo = '';

beforeAll(async () => {
  messaging = await startMessaging({
    clock,
    queues: [
      { name: 'alarms' },
      { name: 'dead' },
      { name: 'fragile', deadLetters: { queue: 'dead', maxReceiveCount: 2 } },
    ],
    topics: [{ name: 'pages', queues: ['alarms'] }],
    buckets: ['artifacts'],
  });
  sqs = new SQSClient(messaging.client);
});
afterAll(async () => {
  sqs.destroy();
  await messaging.stop();
  expect(clock.timers).toBe(0);
});
beforeEach(async () => {
  count += 1;
  const make = async (QueueName: string, Attributes = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  standard = await make(`q${count}`);
  fifo = await make(`q${count}.fifo`, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
});

const send = (QueueUrl: string, MessageBody: string, MessageGroupId?: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId }));
const receive = async (QueueUrl: string, max = 10): Promise<Message[]> =>
  (
    await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: max, MessageSystemAttributeNames: ['All'] }),
    )
  ).Messages ?? [];
const remove = (QueueUrl: string, message: Message | undefined) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
const hide = (QueueUrl: string, message: Message | undefined, VisibilityTimeout: number) =>
  sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout }));
const bodies = (messages: Message[]) => messages.map((message) => message.Body);

describe('a standard queue', () => {
  test('hides what it handed out until its visibility timeout is over on the clock', async () => {
    await send(standard, 'a');
    expect(bodies(await receive(standard))).toEqual(['a']);
    await clock.advance(29_000);
    expect(await receive(standard)).toEqual([]);
    await clock.advance(1_000);
    const [again] = await receive(standard);
    expect(again?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
  });

  test.each([
    ['sooner', 0],
    ['later', 90],
  ])('ChangeMessageVisibility brings a message back %s', async (_, seconds) => {
    await send(standard, 'a');
    const [message] = await receive(standard);
    await hide(standard, message, seconds);
    if (seconds > 0) {
      await clock.advance(seconds * 1000 - 1);
      expect(await receive(standard)).toEqual([]);
      await clock.advance(1);
    }
    expect(bodies(await receive(standard))).toEqual(['a']);
  });

  test('forgets what was deleted', async () => {
    await send(standard, 'a');
    await remove(standard, (await receive(standard))[0]);
    await clock.advance(60_000);
    expect(await receive(standard)).toEqual([]);
  });

  test('keeps a delayed message back, and a long poll sees it come', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: standard, MessageBody: 'later', DelaySeconds: 10 }));
    expect(await receive(standard)).toEqual([]);
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl: standard, WaitTimeSeconds: 20 }));
    await clock.advance(10_000);
    const attributes = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: standard, AttributeNames: ['ApproximateNumberOfMessagesDelayed'] }),
    );
    expect(attributes.Attributes).toEqual({ ApproximateNumberOfMessagesDelayed: '0' });
    expect(bodies((await poll).Messages ?? [])).toEqual(['later']);
  });

  test('gives up on a message received too often, which then waits among the dead letters', async () => {
    const { url } = messaging.queue('fragile');
    await send(url, 'poison');
    for (let time = 0; time < 2; time += 1) {
      expect(bodies(await receive(url))).toEqual(['poison']);
      await clock.advance(30_000);
    }
    expect(await receive(url)).toEqual([]);
    expect(messaging.queue('dead').ready).toEqual(['poison']);
  });
});

describe('a FIFO queue', () => {
  test('hands out several of a group in order, and none of it while one is in flight', async () => {
    for (const body of ['1', '2', '3']) await send(fifo, body, 'inc-1');
    await send(fifo, 'other', 'inc-2');
    const [first, second] = await receive(fifo, 2);
    expect(bodies([first ?? {}, second ?? {}])).toEqual(['1', '2']);
    const others = await receive(fifo);
    expect(bodies(others)).toEqual(['other']);
    await remove(fifo, first);
    expect(await receive(fifo)).toEqual([]);
    await remove(fifo, second);
    expect(bodies(await receive(fifo))).toEqual(['3']);
  });

  test('a long poll ends when the message before it is deleted', async () => {
    for (const body of ['1', '2']) await send(fifo, body, 'inc-1');
    const [first] = await receive(fifo, 1);
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl: fifo, WaitTimeSeconds: 20 }));
    await remove(fifo, first);
    expect(bodies((await poll).Messages ?? [])).toEqual(['2']);
  }, 5_000);

  test('keeps the order of a group when its messages come back', async () => {
    for (const body of ['1', '2', '3']) await send(fifo, body, 'inc-1');
    await receive(fifo, 2);
    await clock.advance(30_000);
    expect(bodies(await receive(fifo))).toEqual(['1', '2', '3']);
  });

  test('a message put off by its handler blocks its group, and no other, until then', async () => {
    for (const body of ['1', '2']) await send(fifo, body, 'inc-1');
    await hide(fifo, (await receive(fifo, 1))[0], 45);
    await send(fifo, 'other', 'inc-2');
    await clock.advance(44_000);
    expect(bodies(await receive(fifo))).toEqual(['other']);
    await clock.advance(1_000);
    expect(bodies(await receive(fifo))).toEqual(['1', '2']);
  });

  test('takes the same content once within five minutes', async () => {
    const { MessageId } = await send(fifo, 'same', 'inc-1');
    expect((await send(fifo, 'same', 'inc-1')).MessageId).toBe(MessageId);
    await clock.advance(5 * 60_000);
    await send(fifo, 'same', 'inc-1');
    expect(bodies(await receive(fifo))).toEqual(['same', 'same']);
  });

  test('names group, deduplication id and sequence', async () => {
    await send(fifo, 'a', 'inc-1');
    const [message] = await receive(fifo);
    expect(message?.Attributes).toEqual({
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: String(clock.now().getTime()),
      SentTimestamp: String(clock.now().getTime()),
      SenderId: '000000000000',
      MessageGroupId: 'inc-1',
      MessageDeduplicationId: expect.stringMatching(/^[0-9a-f]{64}$/),
      SequenceNumber: '00000000000000000001',
    });
  });
});

test('a client told by its environment reaches a queue by its URL', async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: messaging.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const client = new SQSClient({});
  await client.send(new SendMessageCommand({ QueueUrl: standard, MessageBody: 'hello' }));
  client.destroy();
  process.env = before;
  expect(bodies(await receive(standard))).toEqual(['hello']);
});

test('what is published to a topic reaches its queue in the SNS envelope', async () => {
  const sns = new SNSClient(messaging.client);
  await sns.send(new PublishCommand({ TopicArn: messaging.topicArn('pages'), Subject: 'SEV1', Message: 'Wake up' }));
  sns.destroy();
  const [body] = bodies(await receive(messaging.queue('alarms').url));
  expect(JSON.parse(body ?? '')).toMatchObject({ Type: 'Notification', Subject: 'SEV1', Message: 'Wake up' });
});

test('an object comes back from a bucket', async () => {
  const s3 = new S3Client({ ...messaging.client, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'a/b.json', Body: '{"größe":1}' }));
  const found = await s3.send(new GetObjectCommand({ Bucket: 'artifacts', Key: 'a/b.json' }));
  expect(await found.Body?.transformToString()).toBe('{"größe":1}');
  s3.destroy();
});
