import type { DraftWorld } from '@tocsin/app/drafting';
import type { SQSEvent } from 'aws-lambda';
import { beforeEach, expect, it } from 'vitest';
import { drawUpDrafts } from './drafting.ts';

const asked = Date.parse('2026-11-05T14:00:00.000Z');
let now: number;
let postponed: [string, number][];
/** What was read of the incident, and what giving up would load, fail with this. */
let trouble: Error | undefined;
/** The queue takes no postponement. */
let queueTrouble: Error | undefined;
let logged: string[];
let lines: unknown[];
beforeEach(() => {
  [now, postponed, trouble, queueTrouble, logged, lines] = [asked, [], undefined, undefined, [], []];
});

const say = (message: string, fields: object) => {
  logged.push(message);
  lines.push({ message, ...fields });
};
const world = {
  store: {
    loadWithEffects: async () => {
      if (trouble) throw trouble;
      return undefined;
    },
    timeline: async () => [],
    // Nothing is known of the incident, so whatever is told of it is refused.
    load: async () => undefined,
  },
  clock: { now: () => new Date(now) },
  catalog: { workflows: [], settings: {} },
  log: { info: say, warn: say, error: say },
} as unknown as DraftWorld;

const draws = async (body: string, receives = 1) => {
  const attributes = { ApproximateReceiveCount: `${receives}`, SentTimestamp: `${asked}` };
  const event = { Records: [{ messageId: 'm', receiptHandle: 'r', body, attributes }] } as unknown as SQSEvent;
  const postpone = async (handle: string, afterMs: number) => {
    postponed.push([handle, afterMs]);
    if (queueTrouble) throw queueTrouble;
  };
  const answer = await drawUpDrafts({ world, postpone }, event, { getRemainingTimeInMillis: () => 60_000 });
  return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};
const order = '{"incident":"i","number":1}';

it.each(['no JSON', '{"incident":"i"}', '{"incident":"","number":1}', '{"incident":"i","number":"1"}'])(
  'what is no order goes to the dead letters: %s',
  async (body) => {
    expect([await draws(body), postponed, logged]).toEqual([['m'], [], ['unreadable']]);
  },
);

it('what nobody awaits is let go', async () => {
  expect([await draws(order), postponed, logged]).toEqual([[], [], ['draft']]);
});

it('what fails comes back, later each time, a minute at most', async () => {
  trouble = new Error('DynamoDB is away');
  for (const receives of [1, 3, 30]) expect(await draws(order, receives)).toEqual(['m']);
  expect(postponed.map(([, afterMs]) => afterMs)).toEqual([4_000, 16_000, 60_000]);
});

it('what cannot be postponed comes back all the same, and the log says of what', async () => {
  [trouble, queueTrouble] = [new Error('DynamoDB is away'), new Error('SQS is away')];
  expect(await draws(order)).toEqual(['m']);
  expect(lines.at(-1)).toEqual({ message: 'postpone', incident: 'i', number: 1, error: queueTrouble });
});

it('what failed for ten minutes is told to people instead', async () => {
  trouble = new Error('a fault of ours');
  now += 11 * 60_000;
  expect([await draws(order, 12), logged]).toEqual([[], ['draft failed', 'draft given up']]);
});

it('what was not done within an hour is given up unseen', async () => {
  now += 61 * 60_000;
  expect([await draws(order, 70), logged]).toEqual([[], ['draft given up']]);
});
