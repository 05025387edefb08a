import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { type QueueProbe, queue } from '../probe.ts';
import { runProbe } from '../run-probe.ts';
import { realTimer } from '../timer.ts';

const app = buildApp({ logger: false, defaultRegion: 'eu-west-1' });
let endpoint: string;
let url: string;

beforeAll(async () => {
  endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint, region: 'eu-west-1', credentials });
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'translations' }));
  url = QueueUrl;
  for (const MessageBody of ['a', 'b', 'c']) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));
  client.destroy();
});
afterAll(() => app.close());

const look = (expected: QueueProbe['expect'], name = url) =>
  runProbe(queue({ queue: (run) => run.env('QUEUE_URL'), endpoint, expect: expected }), {
    run: createContext({ AWS_REGION: 'eu-west-1', QUEUE_URL: name }, { now: () => 0 }),
    signal: AbortSignal.timeout(5_000),
    timer: realTimer,
  });

test('a queue within its limits passes, and its depth is evidence', async () => {
  expect(await look({ maxWaiting: 2, maxInFlight: 1 })).toEqual({
    type: 'passed',
    evidence: [
      { label: 'queue translations waiting', value: '2' },
      { label: 'queue translations in flight', value: '1' },
    ],
  });
});

test.each<[QueueProbe['expect'], string]>([
  [{ maxWaiting: 1 }, 'queue translations has 2 messages waiting, over the limit of 1'],
  [
    { maxWaiting: 0, maxInFlight: 0 },
    'queue translations has 2 messages waiting, over the limit of 0 and 1 messages in flight, over the limit of 0',
  ],
])('over %j is said with what was found', async (expected, reason) => {
  expect(await look(expected)).toMatchObject({ type: 'failed', reason });
});

test('a queue that is not there is told with its status', async () => {
  expect(await look({ maxWaiting: 1 }, url.replace('translations', 'nowhere'))).toMatchObject({
    reason: expect.stringMatching(/^queue nowhere cannot be asked: HTTP 400, QueueDoesNotExist after 0 ms$/),
  });
});
