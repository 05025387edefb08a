import { TryAgain, type World } from '@tocsin/app';
import type { SQSRecord } from 'aws-lambda';
import { beforeEach, expect, it } from 'vitest';
import { respondTo } from './respond.ts';

let postponed: [string, number][];
let responded: string[];
let logged: string[];
let begun: string[];
beforeEach(() => {
  begun = [];
  postponed = [];
  responded = [];
  logged = [];
});

/** A world in which responding to an incident ends as told; `fine` finds nothing committed and so nothing to do. */
function responding(endings: Record<string, Error | 'fine'>, maxReceives = 10) {
  const log = { info: keep, warn: keep, error: keep };
  function keep(message: string): void {
    logged.push(message);
  }
  const chat = { createChannel: async ({ name }: { name: string }) => (begun.push(name), { id: 'C1', name }) };
  const store = {
    claimEffect: async () => ({ type: 'held', until: '' }),
    loadWithEffects: async (id: string) => {
      responded.push(id);
      const ending = endings[id];
      if (ending instanceof Error) throw ending;
      return undefined;
    },
    load: async () => undefined,
  };
  const clock = { now: () => new Date(0) };
  const queue = { postpone: async (handle: string, seconds: number) => void postponed.push([handle, seconds]) };
  return { world: { store, chat, clock, log } as unknown as World, queue, maxReceives };
}

const record = (id: string, body: unknown, receives = 1): SQSRecord =>
  ({
    messageId: id,
    receiptHandle: `handle-${id}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receives) },
  }) as SQSRecord;
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

it('responds once to each incident, however many messages ask', async () => {
  const Records = [record('1', { incident: 'a' }), record('2', { incident: 'b' }), record('3', { incident: 'a' })];
  expect(await respondTo(responding({}), { Records })).toEqual(failures());
  expect(responded).toEqual(['a', 'b']);
});

it('what Slack puts off comes back when Slack said, together with all that the incident has in the batch', async () => {
  const Records = [record('1', { incident: 'a' }), record('2', { incident: 'b' }), record('3', { incident: 'a' })];
  const answer = await respondTo(responding({ a: new TryAgain('rate limited', 30_500) }), { Records });
  expect(answer).toEqual(failures('1', '3'));
  expect(postponed).toEqual([
    ['handle-1', 30.5],
    ['handle-3', 30.5],
  ]);
});

it.each([
  [1, 4],
  [3, 16],
  [6, 60],
])('a surprise at receive %i comes back after %i s', async (receives, seconds) => {
  const Records = [record('1', { incident: 'a' }, receives)];
  expect(await respondTo(responding({ a: new Error('surprise') }), { Records })).toEqual(failures('1'));
  expect(postponed).toEqual([['handle-1', seconds]]);
});

it('a message that the queue is about to give up is left to the tick', async () => {
  const Records = [record('1', { incident: 'a' }, 9)];
  expect(await respondTo(responding({ a: new Error('surprise') }), { Records })).toEqual(failures());
  expect(postponed).toEqual([]);
  expect(logged).toContain('respond left to the tick');
});

it.each(['not json', '{}', '[]', 'null', '{"incident":1}'])(
  '%s is unreadable and ends with the dead letters',
  async (body) => {
    const Records = [record('1', body, 9), record('2', { incident: 'a' })];
    expect(await respondTo(responding({}), { Records })).toEqual(failures('1'));
    expect(responded).toEqual(['a']);
  },
);

const heard = {
  command: { type: 'delete-message', by: { type: 'tocsin' }, message: { channel: 'C1', ts: '1.1' } },
  cause: 'event:1',
  channel: 'C1',
};

it('what was heard and changes nothing needs no response', async () => {
  const Records = [record('1', { incident: 'a', heard }), record('2', { incident: 'a', heard })];
  expect(await respondTo(responding({}), { Records })).toEqual(failures());
  expect(responded).toEqual([]);
});

it.each([
  [
    'was received before, and may have been decided on by a call that crashed',
    record('1', { incident: 'a', heard }, 2),
  ],
  ['comes with one that asks for a response', record('2', { incident: 'a' })],
])('but it gets one when it %s', async (_, other) => {
  const Records = [record('0', { incident: 'a', heard }), other];
  expect(await respondTo(responding({}), { Records })).toEqual(failures());
  expect(responded).toEqual(['a']);
});

it('what was heard and could not be decided on stays in the queue, however often it came', async () => {
  const made = responding({});
  const store = { ...made.world.store, load: () => Promise.reject(new Error('throttled')) };
  const Records = [record('1', { incident: 'a', heard }, 9), record('2', { incident: 'a' }, 9)];
  expect(await respondTo({ ...made, world: { ...made.world, store } }, { Records })).toEqual(failures('1'));
});

it('fails even when the queue does not take the postponement', async () => {
  const broken = {
    ...responding({ a: new TryAgain('later', 1_000) }),
    queue: { postpone: () => Promise.reject(new Error('no')) },
  };
  const told: unknown[] = [];
  const world = { ...broken.world, log: { ...broken.world.log, warn: (...line: unknown[]) => void told.push(line) } };
  expect(await respondTo({ ...broken, world }, { Records: [record('1', { incident: 'a' })] })).toEqual(failures('1'));
  expect(told).toEqual([['postpone', { incident: 'a', error: new Error('no') }]]);
});

it('a heartbeat is noted and shown nowhere; one that cannot be noted comes back', async () => {
  const remembered: unknown[] = [];
  const { world, ...rest } = responding({});
  const rememberAlarm = async (beat: unknown) => void remembered.push(beat);
  const beat = { key: 'heartbeat', name: 'tocsin/prod/heartbeat', value: 'ALARM', at: '2026-11-05T14:00:00.000Z' };
  const Records = [record('1', { incident: 'heartbeat', beat }, 2)];
  const chat = { reach: async () => {} };
  const noting = { ...world, chat, store: { ...world.store, rememberAlarm } } as unknown as World;
  expect(await respondTo({ world: noting, ...rest }, { Records })).toEqual(failures());
  expect([remembered, responded]).toEqual([[beat], []]);

  const store = { ...world.store, rememberAlarm: () => Promise.reject(new Error('throttled')) };
  const failing = { ...world, chat, store } as unknown as World;
  expect(await respondTo({ world: failing, ...rest }, { Records })).toEqual(failures('1'));

  const refused = { ...noting, chat: { reach: () => Promise.reject(new Error('token_revoked')) } } as unknown as World;
  expect(await respondTo({ world: refused, ...rest }, { Records })).toEqual(failures('1'));
  expect(remembered).toEqual([beat]);
});

it.each([
  ['at once', { receives: 1, at: 0, beside: [] }, ['inc-1']],
  ['not again', { receives: 2, at: 0, beside: [] }, []],
  ['not once the tick may have asked, too', { receives: 1, at: -60_000, beside: [] }, []],
  ['not with others', { receives: 1, at: 0, beside: [record('2', { incident: 'a' })] }, []],
])('a channel of an opening is begun %s', async (_, { receives, at, beside }, names) => {
  const opens = { channel: 'inc-1', at: new Date(at).toISOString() };
  await respondTo(responding({}), { Records: [record('1', { incident: 'a', opens }, receives), ...beside] });
  expect(begun).toEqual(names);
});
