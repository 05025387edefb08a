import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import { createBus } from './cloud/eventbridge/bus.ts';
import { cloudEvent, manualClock } from './cloud/index.ts';
import { startMessaging } from './cloud/messaging.ts';
import { startSlack } from './slack.ts';
import { createStory } from './story.ts';
import { watchWorld } from './watch.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function watched() {
  const clock = manualClock();
  const messaging = await startMessaging({ clock, queues: [{ name: 'pagesSeen' }] });
  const bus = createBus({ client: messaging.client });
  const slack = await startSlack();
  const story = createStory(() => clock.now());
  const end = watchWorld({ cloud: { clock, bus, queue: () => messaging.queue('pagesSeen') }, slack, story });
  stops.push(
    () => messaging.stop(),
    () => slack.stop(),
    () => bus.stop(),
    end,
  );
  const told = () => story.happenings.map(({ kind, text }) => `${kind}: ${text}`);
  return { clock, messaging, bus, told, end };
}

const event = (type: string, detail: Record<string, unknown>) =>
  cloudEvent({
    id: '1',
    type,
    source: 'aws.synthetics',
    account: '000000000000',
    region: 'us-east-1',
    at: new Date('2026-11-05T14:00:00Z'),
    resources: [],
    detail,
  });
const run = (status: 'PASSED' | 'FAILED', reason?: string) =>
  event('Synthetics Canary TestRun', { 'canary-name': 'album', 'test-run-status': status, 'state-reason': reason });

test('a canary is told of when it begins to fail and when it passes again, however long all went well', async () => {
  const { bus, told, end } = await watched();
  for (let minute = 0; minute < 1_100; minute += 1) bus.put(run('PASSED'));
  expect(told()).toEqual([]);
  bus.put(run('FAILED', '"store: HTTP 503"'));
  bus.put(run('FAILED', '"store: HTTP 503"'));
  bus.put(run('PASSED'));
  expect(told()).toEqual(['canary: album fails: store: HTTP 503', 'canary: album passes again']);
  end();
  bus.put(run('FAILED'));
  expect(told()).toHaveLength(2);
});

test('an alarm is told of when it goes off and when it is over, not when it has no data', async () => {
  const { bus, told } = await watched();
  const turns = (value: string, previous: string) =>
    bus.put(
      event('CloudWatch Alarm State Change', {
        alarmName: 'album-upload',
        state: { value },
        previousState: { value: previous },
      }),
    );
  turns('OK', 'INSUFFICIENT_DATA');
  turns('ALARM', 'OK');
  turns('INSUFFICIENT_DATA', 'ALARM');
  turns('ALARM', 'INSUFFICIENT_DATA');
  turns('OK', 'ALARM');
  expect(told()).toEqual(['alarm: album-upload is ALARM', 'alarm: album-upload is ALARM', 'alarm: album-upload is OK']);
});

test('each page is told of once', async () => {
  const { clock, messaging, told } = await watched();
  const sqs = new SQSClient(messaging.client);
  stops.push(() => sqs.destroy());
  const page = (body: object) =>
    sqs.send(new SendMessageCommand({ QueueUrl: messaging.queue('pagesSeen').url, MessageBody: JSON.stringify(body) }));
  await page({ Subject: 'SEV1 album' });
  await clock.advance(100);
  await page({});
  await clock.advance(100);
  expect(told()).toEqual(['page: paged: SEV1 album', 'page: paged: without a subject']);
});
