import { afterEach, beforeEach, expect, test } from 'vitest';
import { manualClock } from '../clock.ts';
import { type Messaging, startMessaging } from '../messaging.ts';
import { type Bus, createBus } from './bus.ts';
import { cloudEvent } from './event.ts';

let messaging: Messaging;
let bus: Bus;

beforeEach(async () => {
  messaging = await startMessaging({ clock: manualClock(), queues: [{ name: 'intake' }, { name: 'all' }] });
  bus = createBus({ client: messaging.client });
  bus.rule({ name: 'alarms', pattern: { source: ['aws.cloudwatch'] }, targets: [messaging.queue('intake').url] });
  bus.rule({ name: 'all', pattern: {}, targets: [messaging.queue('all').url] });
});
afterEach(async () => {
  bus.stop();
  await messaging.stop();
});

const event = (id: string, source = 'aws.cloudwatch') =>
  cloudEvent({
    id,
    type: 'Something happened',
    source,
    account: '000000000000',
    region: 'us-east-1',
    at: new Date('2026-11-05T14:00:00.999Z'),
    resources: [],
    detail: { größe: 1 },
  });
const idsIn = (queue: string) => messaging.queue(queue).ready.map((body) => (JSON.parse(body) as { id: string }).id);

test('an event goes to the queues of the rules it matches; the body is the event', async () => {
  bus.put(event('1'));
  bus.put(event('2', 'aws.synthetics'));
  await bus.delivered();
  expect(messaging.queue('intake').ready.map((body) => JSON.parse(body))).toEqual([
    {
      version: '0',
      id: '1',
      'detail-type': 'Something happened',
      source: 'aws.cloudwatch',
      account: '000000000000',
      time: '2026-11-05T14:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { größe: 1 },
    },
  ]);
  expect(idsIn('all')).toEqual(['1', '2']);
});

test('delivery at least once: the same event, with the same id, again', async () => {
  bus.disturb({ duplicates: 1 });
  bus.put(event('1'));
  await bus.delivered();
  expect(idsIn('intake')).toEqual(['1', '1']);
});

test('delivery in no order: held events go out last first, and none is lost', async () => {
  bus.disturb({ reorder: 2 });
  for (const id of ['1', '2', '3']) bus.put(event(id));
  await bus.delivered();
  expect(idsIn('intake')).toEqual(['2', '1']);
  bus.release();
  await bus.delivered();
  expect(idsIn('intake')).toEqual(['2', '1', '3']);
});

test('a failed delivery is told, once, and does not stop the next', async () => {
  bus.rule({ name: 'broken', pattern: { source: ['broken'] }, targets: [`${messaging.endpoint}/0/no-such-queue`] });
  bus.put(event('1', 'broken'));
  bus.put(event('2'));
  await expect(bus.delivered()).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  await expect(bus.delivered()).resolves.toBeUndefined();
  expect(idsIn('intake')).toEqual(['2']);
});
