import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, describe, expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { type EventSource, eventSource, failuresIn } from './event-source.ts';
import { lambdaFunction } from './lambda.ts';
import { type Messaging, startMessaging } from './messaging.ts';

type Handler = (event: SQSEvent, context: Context) => unknown;

const stops: Array<() => unknown> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function connect(
  name: string,
  handler: Handler,
  options: { batchSize?: number; concurrency?: number; paused?: boolean } = {},
) {
  const clock = manualClock();
  const messaging: Messaging = await startMessaging({
    clock,
    queues: [
      { name: 'dead' },
      { name: 'intake', deadLetters: { queue: 'dead', maxReceiveCount: 3 } },
      { name: 'respond.fifo', contentBasedDeduplication: true },
    ],
  });
  stops.push(() => messaging.stop());
  const sqs = new SQSClient(messaging.client);
  stops.push(() => sqs.destroy());
  const queue = messaging.queue(name);
  const batches: SQSRecord[][] = [];
  const errors: unknown[] = [];
  const fn = lambdaFunction({
    name: 'intake',
    clock,
    timeoutMs: 10_000,
    handler: (event: SQSEvent, context: Context) => {
      batches.push(event.Records);
      return handler(event, context);
    },
  });
  const { batchSize = 10, concurrency = 1 } = options;
  let source: EventSource | undefined;
  const start = () => {
    const { client } = messaging;
    source = eventSource({ queue, client, function: fn, batchSize, concurrency, onError: (e) => errors.push(e) });
    stops.push(source.stop);
  };
  if (!options.paused) start();
  const idle = () => {
    const { deliverable, inFlight } = messaging.queue(name);
    return deliverable === 0 && inFlight.every(({ receiptHandle }) => source?.isDoneWith(receiptHandle));
  };
  return {
    clock,
    messaging,
    queue,
    batches,
    errors,
    start,
    bodies: () => batches.map((batch) => batch.map((record) => record.body)),
    send: (MessageBody: string, MessageGroupId?: string, more = {}) =>
      sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody, MessageGroupId, ...more })),
    settled: () => expect.poll(idle).toBe(true),
  };
}

const fail = (event: SQSEvent, ...bodies: string[]) => ({
  batchItemFailures: event.Records.filter((record) => bodies.includes(record.body)).map((record) => ({
    itemIdentifier: record.messageId,
  })),
});

test('a record has every field that Lambda gives it', async () => {
  const { clock, batches, send, settled, queue } = await connect('respond.fifo', () => {});
  await send('größer', 'inc-1', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'alarm' } } });
  await settled();
  const at = String(clock.now().getTime());
  expect(batches).toEqual([
    [
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: 'größer',
        attributes: {
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: at,
          SentTimestamp: at,
          SenderId: '000000000000',
          MessageGroupId: 'inc-1',
          MessageDeduplicationId: expect.any(String),
          SequenceNumber: '00000000000000000001',
        },
        messageAttributes: {
          kind: { stringValue: 'alarm', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: queue.arn,
        awsRegion: 'us-east-1',
      },
    ],
  ]);
});

test('the context tells function, request and time left', async () => {
  let context: Context | undefined;
  const { clock, send, settled } = await connect('intake', async (_, given) => {
    context = given;
    await clock.advance(4_000);
  });
  await send('a');
  await settled();
  expect(context).toMatchObject({
    functionName: 'intake',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:intake',
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/intake',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(context?.getRemainingTimeInMillis()).toBe(6_000);
});

test('what succeeded is gone, what failed comes back when its visibility timeout is over', async () => {
  const { clock, bodies, send, settled, start, messaging } = await connect(
    'intake',
    (event) =>
      event.Records.some((record) => record.attributes.ApproximateReceiveCount === '1') ? fail(event, 'b') : null,
    { paused: true },
  );
  for (const body of ['a', 'b', 'c']) await send(body);
  start();
  await settled();
  expect(bodies()).toEqual([['a', 'b', 'c']]);
  await clock.advance(29_000);
  await settled();
  expect(bodies()).toHaveLength(1);
  await clock.advance(1_000);
  await settled();
  expect(bodies()).toEqual([['a', 'b', 'c'], ['b']]);
  expect(messaging.queue('intake').inFlight).toEqual([]);
});

test('a throw fails the whole batch', async () => {
  const { clock, bodies, errors, send, settled, start } = await connect(
    'intake',
    () => {
      if (bodies().length === 1) throw new Error('boom');
    },
    { paused: true },
  );
  for (const body of ['a', 'b']) await send(body);
  start();
  await settled();
  await clock.advance(30_000);
  await settled();
  expect(bodies()).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(errors).toEqual([new Error('boom')]);
});

test('a handler that does not end is abandoned at its timeout, and its messages come back', async () => {
  const { clock, bodies, errors, send, settled } = await connect('intake', () =>
    bodies().length === 1 ? new Promise(() => {}) : undefined,
  );
  await send('a');
  await expect.poll(bodies).toHaveLength(1);
  await clock.advance(9_999);
  expect(errors).toEqual([]);
  await clock.advance(1);
  await settled();
  expect(errors).toEqual([
    expect.objectContaining({
      code: 'lambda_timeout',
      message: expect.stringContaining('timed out after 10.00 seconds'),
    }),
  ]);
  await clock.advance(20_000);
  await settled();
  expect(bodies()).toEqual([['a'], ['a']]);
});

test('after its last receive a message is a dead letter', async () => {
  const { clock, bodies, messaging, send, settled } = await connect('intake', (event) => fail(event, 'poison'));
  await send('poison');
  await settled();
  for (let time = 0; time < 4; time += 1) {
    await clock.advance(30_000);
    await settled();
  }
  await expect.poll(() => messaging.queue('dead').ready).toEqual(['poison']);
  expect(bodies()).toHaveLength(3);
});

test('a failed message holds its group back, and no other', async () => {
  const { clock, bodies, send, settled } = await connect(
    'respond.fifo',
    (event) => (clock.now().getTime() === started ? fail(event, '1') : undefined),
    { batchSize: 1 },
  );
  const started = clock.now().getTime();
  for (const body of ['1', '2', '3']) await send(body, 'inc-1');
  await send('other', 'inc-2');
  await settled();
  expect(bodies().flat()).toEqual(['1', 'other']);
  await clock.advance(30_000);
  await settled();
  expect(bodies().flat()).toEqual(['1', 'other', '1', '2', '3']);
});

test('invocations run side by side, but never two for one group', async () => {
  const running = new Set<string>();
  let most = 0;
  const overlaps: string[] = [];
  const { send, settled } = await connect(
    'respond.fifo',
    async ({ Records: [record] }) => {
      const group = record?.attributes.MessageGroupId ?? '';
      if (running.has(group)) overlaps.push(group);
      running.add(group);
      most = Math.max(most, running.size);
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      running.delete(group);
    },
    { batchSize: 1, concurrency: 3 },
  );
  for (let n = 0; n < 6; n += 1) for (const group of ['inc-1', 'inc-2']) await send(`${group} ${n}`, group);
  await settled();
  expect([most, overlaps]).toEqual([2, []]);
});

test('stopping gives up on a handler that hangs and leaves no timer', async () => {
  const { clock, bodies, send } = await connect('intake', () => new Promise(() => {}));
  await send('a');
  await expect.poll(bodies).toHaveLength(1);
  for (const stop of stops.splice(0).reverse()) await stop();
  expect(clock.timers).toBe(0);
});

describe('a batch response', () => {
  test.each([
    ['nothing', undefined, []],
    ['null', null, []],
    ['an empty object', {}, []],
    ['a null list', { batchItemFailures: null }, []],
    ['an empty list', { batchItemFailures: [] }, []],
    ['one failure', { batchItemFailures: [{ itemIdentifier: 'a' }] }, ['a']],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, undefined],
    ['a null id', { batchItemFailures: [{ itemIdentifier: null }] }, undefined],
    ['a misnamed id', { batchItemFailures: [{ messageId: 'a' }] }, undefined],
    ['an id of no message', { batchItemFailures: [{ itemIdentifier: 'z' }] }, undefined],
    ['a list that is none', { batchItemFailures: 'a' }, undefined],
  ])('of %s', (_, response, expected) => {
    const failures = failuresIn(response, ['a', 'b']);
    expect(failures === undefined ? undefined : [...failures]).toEqual(expected);
  });
});
