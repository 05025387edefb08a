import type { Act, Check, RunbookPolicy } from '@tocsin/runbook';
import { describe, expect, it } from 'vitest';
import type { ActCalled, ActNext, Look, TaskStore, TaskWorld } from './ports.ts';
import { runTask } from './run-task.ts';
import type { ActCall, Task, TaskOutcome, TaskRecord } from './task.ts';

const lambda: Act = { act: 'lambda', function: 'shop-restart', payload: {}, timeout: 60_000, back: 'Nothing to undo.' };
const alarm: Check = { check: 'alarm', alarm: 'shop', expect: 'OK', timeout: 30_000 };
const allowed: RunbookPolicy = { allow: [{ act: 'lambda', resources: ['shop-*'] }] };
const start = Date.parse('2026-11-05T14:00:00.000Z');

const call = (repeatable: boolean): ActCall => ({
  name: 'invoke',
  words: 'invoke it',
  repeatable,
  lookAt: 'its log',
  progress: { called: true },
});
const done: TaskOutcome = { type: 'done', text: 'It answered.' };

function world({ policy = allowed, repeatable = false, look = undefined as Look | undefined } = {}) {
  let now = start;
  const items = new Map<string, { record: TaskRecord; token?: string; lease?: string }>();
  const told: TaskOutcome[] = [];
  const calls: string[] = [];
  let crashAt: string | undefined;
  const crashing = (place: string) => {
    if (place !== crashAt) return;
    crashAt = undefined;
    throw new Error(`crashed ${place}`);
  };
  const tasks: TaskStore = {
    async claim({ incident, id, token, now: at, lease }) {
      const item = items.get(id) ?? { record: { incident, id, startedAt: at } };
      if (item.record.outcome) return { type: 'settled', outcome: item.record.outcome };
      if (item.lease !== undefined && item.lease >= at) return { type: 'held', until: item.lease };
      items.set(id, { record: item.record, token, lease });
      return { type: 'claimed', record: item.record };
    },
    async save({ record, token, release }) {
      crashing('before save');
      const item = items.get(record.id);
      if (item?.token !== token) throw new Error('lost claim');
      items.set(record.id, { ...item, record, ...(release ? { lease: undefined as never } : {}) });
      crashing('after save');
    },
    read: async ({ id }) => items.get(id)?.record,
  };
  const made: TaskWorld = {
    tasks,
    policy,
    checks: { look: async () => look ?? { type: 'failed', text: 'none' } },
    acts: {
      async next(_, { progress }): Promise<ActNext> {
        return progress === undefined
          ? { type: 'call', call: call(repeatable) }
          : { type: 'settled', outcome: done as never };
      },
      async call(_, { name }, { idempotencyKey }): Promise<ActCalled> {
        crashing('before the call');
        calls.push(`${name} ${idempotencyKey.slice(0, 8)}`);
        crashing('after the call');
        return { type: 'went-on', progress: { called: true } };
      },
    },
    results: { settled: async (_, outcome) => void (crashing('telling'), told.push(outcome)) },
    clock: { now: () => new Date(now) },
    log: { info() {}, warn() {}, error() {} },
  };
  let tokens = 0;
  const run = (task: Task) => runTask(made, task, { token: `t${tokens++}`, deadline: new Date(now + 60_000) });
  return {
    run,
    told,
    calls,
    items,
    world: made,
    crash: (place: string) => void (crashAt = place),
    pass: (ms: number) => void (now += ms),
  };
}

const task = (more: Partial<Task> = {}): Task => ({
  incident: 'inc-1',
  id: 'restart/1',
  what: { type: 'act', act: lambda },
  by: 'U1',
  orderedAt: new Date(start).toISOString(),
  ...more,
});

describe('an act is done once', () => {
  it('when its message comes twice', async () => {
    const { run, calls, told } = world();
    await run(task());
    expect(await run(task())).toEqual({ type: 'settled', outcome: done });
    expect(calls).toHaveLength(1);
    expect(told).toEqual([done, done]);
  });

  it('when two deliveries meet', async () => {
    const { run, calls } = world();
    const [one, other] = await Promise.all([run(task()), run(task())]);
    expect([one?.type, other?.type].sort()).toEqual(['later', 'settled']);
    expect(calls).toHaveLength(1);
  });

  it('per attempt: the same step done again is another task', async () => {
    const { run, calls } = world();
    await run(task());
    await run(task({ id: 'restart/2' }));
    expect(new Set(calls).size).toBe(2);
  });
});

describe('a crash', () => {
  const after = async (place: string, repeatable: boolean) => {
    const played = world({ repeatable });
    played.crash(place);
    await expect(played.run(task())).rejects.toThrow('crashed');
    expect(await played.run(task())).toMatchObject(place === 'telling' ? { type: 'settled' } : { type: 'later' });
    played.pass(70_000);
    const ended = await played.run(task());
    return { ...played, ended };
  };

  it.each([
    // Nothing was written down, so nothing was done.
    ['before save', false, 'done', 1],
    // From here on nobody knows.
    ['after save', false, 'unknown', 0],
    ['before the call', false, 'unknown', 0],
    ['after the call', false, 'unknown', 1],
    ['telling', false, 'done', 1],
    // What sets a value, or carries a token, is done again instead.
    ['before save', true, 'done', 1],
    ['after save', true, 'done', 1],
    ['before the call', true, 'done', 1],
    ['after the call', true, 'done', 2],
    ['telling', true, 'done', 1],
  ])('%s (repeatable: %s) ends as %s', async (place, repeatable, outcome, times) => {
    const { ended, calls, told } = await after(place, repeatable);
    expect(ended).toMatchObject({ type: 'settled', outcome: { type: outcome } });
    expect(calls).toHaveLength(times);
    expect(new Set(calls).size).toBeLessThanOrEqual(1);
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set([outcome]));
  });

  it('that leaves it unknown says what to look at', async () => {
    const { ended } = await after('after the call', false);
    expect(ended).toMatchObject({ outcome: { lookAt: 'its log', text: expect.stringContaining('invoke it') } });
  });
});

describe('refused, with nothing done', () => {
  it.each([
    ['what no rule allows', { allow: [] }, {}, 'the policy does not allow lambda shop-restart'],
    [
      'what someone else has to agree to',
      { allow: [{ act: 'lambda', resources: ['*'], approval: 'second-person' }] },
      {},
      'nobody else agreed to it',
    ],
    [
      'what only the same person agreed to',
      { allow: [{ act: 'lambda', resources: ['*'], approval: 'second-person' }] },
      { approvedBy: 'U1' },
      'nobody else agreed to it',
    ],
    [
      'a variable without a value',
      { allow: [{ act: 'lambda', resources: ['*'] }] },
      { what: { type: 'act', act: { ...lambda, payload: { cart: '{{cart}}' } } } },
      'a variable has no value',
    ],
    [
      'what was pressed long ago',
      allowed,
      { orderedAt: new Date(start - 16 * 60_000).toISOString() },
      'it was asked for 16 minutes ago and did not get its turn',
    ],
  ] as const)('%s', async (_, policy, more, text) => {
    const { run, calls } = world({ policy: policy as RunbookPolicy });
    expect(await run(task(more as Partial<Task>))).toMatchObject({ outcome: { type: 'refused', text } });
    expect(calls).toEqual([]);
  });

  it('a second person who agreed suffices', async () => {
    const { run } = world({ policy: { allow: [{ act: 'lambda', resources: ['*'], approval: 'second-person' }] } });
    expect(await run(task({ approvedBy: 'U2' }))).toMatchObject({ outcome: { type: 'done' } });
  });
});

it('a dry run says what it would do, and does nothing', async () => {
  const { run, calls } = world();
  expect(await run(task({ dryRun: true }))).toMatchObject({ outcome: { type: 'would', text: 'Would invoke it.' } });
  expect(calls).toEqual([]);
});

it('a change is not begun at the end of an invocation', async () => {
  const { world: made, calls } = world();
  const ran = await runTask(made, task(), { token: 't', deadline: new Date(start + 9_000) });
  expect(ran).toMatchObject({ type: 'later' });
  expect(calls).toEqual([]);
});

it('what cannot look where it stands gives up after five tries, and says that nothing was changed', async () => {
  const { run, pass, world: made } = world();
  Object.assign(made.acts, { next: async () => Promise.reject(new Error('throttled')) });
  const ends: string[] = [];
  for (let tries = 0; tries < 5; tries++) {
    ends.push((await run(task())).type);
    pass(60_000);
  }
  expect(ends).toEqual(['later', 'later', 'later', 'later', 'settled']);
  expect(await run(task())).toMatchObject({
    outcome: { type: 'failed', text: expect.stringContaining('Nothing was changed') },
  });
});

describe('a look', () => {
  const looking = (check: Check) => task({ what: { type: 'check', check } });
  const read = (value: string): Look => ({ type: 'read', reading: { type: 'value', value }, at: 'now', text: 'why' });

  it('is judged', async () => {
    const { run } = world({ look: read('ALARM') });
    expect(await run(looking(alarm))).toMatchObject({
      outcome: { type: 'read', judgement: { asExpected: false, said: 'shop: ALARM, expected = OK' } },
    });
  });

  it('is repeated within the time that the check gives it, and then tells what it is', async () => {
    const { run, pass } = world({ look: read('ALARM') });
    const patient = looking({ ...alarm, within: 40_000 });
    expect(await run(patient)).toMatchObject({ type: 'later', afterMs: 15_000 });
    pass(5_000);
    expect(await run(patient)).toMatchObject({ type: 'later', afterMs: 10_000 });
    pass(10_000);
    expect(await run(patient)).toMatchObject({ type: 'later', afterMs: 15_000 });
    pass(15_000);
    expect(await run(patient)).toMatchObject({ outcome: { judgement: { asExpected: false } } });
  });

  it('for which there is nothing yet fails when its time is over', async () => {
    const { run, pass } = world({ look: { type: 'later', afterMs: 20_000, text: 'No run yet' } });
    expect(await run(looking(alarm))).toMatchObject({ type: 'later' });
    pass(20_000);
    expect(await run(looking(alarm))).toMatchObject({
      outcome: { type: 'failed', text: 'No run yet. Looked for 20 s.' },
    });
  });
});
