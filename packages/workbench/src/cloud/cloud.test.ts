import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DataAlarm } from '@tocsin/alarm-evaluation';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { type Cloud, type CloudSpec, startCloud } from './cloud.ts';

const table = (): CloudSpec['tables'][number] => ({
  TableName: 'tocsin',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
});

const payAlarm: DataAlarm = {
  type: 'metric',
  name: 'pay',
  metric: {
    namespace: 'CloudWatchSynthetics',
    name: 'SuccessPercent',
    dimensions: { CanaryName: 'checkout', StepName: 'pay' },
  },
  statistic: 'Average',
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  threshold: 90,
  comparison: 'LessThanThreshold',
  treatMissingData: 'missing',
};

let cloud: Cloud | undefined;
afterEach(() => cloud?.stop());

test('a step breaks: canary, alarm, intake, respond, storage, in a compressed minute', async () => {
  const clock = manualClock();
  const story: string[] = [];
  let broken = false;
  cloud = await startCloud({
    clock,
    timeScale: 12,
    tables: [table()],
    handlers: ({ storage, messaging, environment }) => {
      const dynamo = new DynamoDBClient(storage.client);
      const sqs = new SQSClient(messaging.client);
      return {
        intake: async ({ Records }: SQSEvent) => {
          for (const { body } of Records) {
            const { 'detail-type': type, detail } = JSON.parse(body) as { 'detail-type': string; detail: never };
            if (!type.includes('State Change')) continue;
            const { alarmName, state } = detail as { alarmName: string; state: { value: string } };
            story.push(`intake: ${alarmName} ${state.value}`);
            await sqs.send(
              new SendMessageCommand({
                QueueUrl: environment['TOCSIN_QUEUE_URL'],
                MessageBody: state.value,
                MessageGroupId: alarmName,
                MessageDeduplicationId: `${alarmName} ${clock.now().getTime()}`,
              }),
            );
          }
        },
        respond: async ({ Records }: SQSEvent) => {
          for (const { body, attributes } of Records) {
            const Item = { pk: attributes.MessageGroupId, state: body };
            await dynamo.send(new PutCommand({ TableName: environment['TOCSIN_TABLE'], Item }));
            story.push(`respond: ${attributes.MessageGroupId} ${body}`);
          }
        },
        tick: () => void story.push('tick'),
      };
    },
    onError: (where, error) => story.push(`${where}: ${String(error)}`),
  });
  cloud.synthetics.start({
    name: 'checkout',
    everyMs: cloud.minuteMs,
    script: async () => {
      const now = clock.now().toISOString();
      return {
        ok: !broken,
        steps: [{ name: 'pay', status: broken ? 'failed' : 'passed', startedAt: now, endedAt: now }],
      };
    },
  });
  cloud.alarms.put(payAlarm);
  const { settled } = cloud;
  const minute = () => clock.advance(5_000, settled).then(settled);
  await minute();
  await minute();
  broken = true;
  await minute();
  await minute();

  expect(story.filter((line) => line !== 'tick')).toEqual([
    'intake: pay OK',
    'respond: pay OK',
    'intake: pay ALARM',
    'respond: pay ALARM',
  ]);
  expect(story.filter((line) => line === 'tick')).toHaveLength(4);
  const dynamo = new DynamoDBClient(cloud.storage.client);
  const { Item } = await dynamo.send(new GetCommand({ TableName: 'tocsin', Key: { pk: 'pay' } }));
  expect(Item).toEqual({ pk: 'pay', state: 'ALARM' });
});

test('the slack function answers at its URL', async () => {
  cloud = await startCloud({
    tables: [],
    handlers: () => ({ slack: (event: { rawPath: string }) => ({ statusCode: 200, body: event.rawPath }) }),
  });
  const response = await fetch(`${cloud.slack?.url}/slack/events`, { method: 'POST' });
  expect(await response.text()).toBe('/slack/events');
});

test('settled waits for what was put, and no longer', async () => {
  const clock = manualClock();
  const bodies: string[] = [];
  cloud = await startCloud({
    clock,
    tables: [],
    handlers: () => ({
      intake: ({ Records }: SQSEvent) => {
        bodies.push(...Records.map((record) => record.body));
        throw new Error('not today');
      },
    }),
    onError: () => {},
  });
  cloud.alarms.put(payAlarm);
  await cloud.settled();
  expect(bodies).toHaveLength(1);
  expect(cloud.queue('intake').inFlight).toHaveLength(1);
  await clock.advance(30_000);
  await cloud.settled();
  expect(bodies).toHaveLength(2);
});

test('half an hour passes in one call, and every invocation ends at the instant it began', async () => {
  const clock = manualClock();
  const spans: number[] = [];
  const errors: unknown[] = [];
  cloud = await startCloud({
    clock,
    tables: [table()],
    timeoutsMs: { tick: 1000 },
    handlers: ({ storage }) => {
      const dynamo = new DynamoDBClient(storage.client);
      return {
        tick: async () => {
          const began = clock.now().getTime();
          for (let n = 0; n < 3; n += 1)
            await dynamo.send(new PutCommand({ TableName: 'tocsin', Item: { pk: `${n}` } }));
          spans.push(clock.now().getTime() - began);
        },
      };
    },
    onError: (_, error) => errors.push(error),
  });
  await clock.advance(30 * 60_000, cloud.settled);
  expect([spans, errors]).toEqual([Array(30).fill(0), []]);
});

test('stopping leaves no timers and no sockets', async () => {
  const clock = manualClock();
  const nothing = () => {};
  const hangs = () => new Promise(nothing);
  const started = performance.now();
  cloud = await startCloud({
    clock,
    tables: [table()],
    handlers: () => ({ intake: hangs, respond: nothing, slack: nothing, tick: nothing }),
    onError: nothing,
  });
  expect(performance.now() - started).toBeLessThan(1500);
  cloud.synthetics.start({ name: 'checkout', everyMs: 1000, script: () => hangs() as never });
  cloud.alarms.put(payAlarm);
  await clock.advance(1000);
  await expect.poll(() => cloud?.queue('intake').inFlight.length).toBe(1);
  const { storage, messaging, slack } = cloud;
  await cloud.stop();
  expect(clock.timers).toBe(0);
  for (const url of [storage.endpoint, messaging.endpoint, slack?.url ?? ''])
    await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('a start that fails stops what had started', async () => {
  const clock = manualClock();
  const failing = startCloud({
    clock,
    tables: [table()],
    handlers: () => {
      throw new Error('no configuration');
    },
  });
  await expect(failing).rejects.toThrow('no configuration');
  expect(clock.timers).toBe(0);
});
