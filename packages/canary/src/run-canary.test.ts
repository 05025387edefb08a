import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineDependency, defineWorkflow, hard, soft } from '@tocsin/workflow';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { CheckError, custom, defineChecks, http, type Probe, runCanary, type Timer } from './index.ts';

const store = defineDependency({ id: 'store', title: 'Store' });
const queue = defineDependency({ id: 'queue', title: 'Queue' });
const pictures = defineDependency({ id: 'pictures', title: 'Pictures' });

/** a ─► b ─► c, and d beside b. */
const workflow = defineWorkflow({
  id: 'sample',
  title: 'Sample',
  summary: '',
  owner: { team: 'Sample' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/sample' },
  steps: {
    a: { title: 'A', needs: [hard(store), soft(pictures)], timeoutMs: 1_000 },
    b: { title: 'B', after: ['a'], needs: [hard(queue)], timeoutMs: 1_000 },
    c: { title: 'C', after: ['b'] },
    d: { title: 'D', after: ['a'] },
  },
});

/** Time that moves only when something waits: each wait is over at once and moves the clock to its end. */
function fakeTime(start = Date.UTC(2026, 10, 5, 14)) {
  let now = start;
  const waiting = new Set<{ at: number; act: () => void }>();
  const timer: Timer = {
    after(ms, act) {
      const entry = { at: now + ms, act };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
  };
  return {
    clock: { now: () => now },
    timer,
    waiting,
    pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waiting.delete(next);
        now = next.at;
        next.act();
      }
      now = until;
    },
  };
}

const passes = custom(() => {});
const fails = (text: string, dependency?: string) =>
  custom({ ...(dependency ? { dependency } : {}), check: () => Promise.reject(new CheckError(text)) });
const picturesPass: Probe = custom({ dependency: 'pictures', check: () => {} });

async function run(checks: Partial<Record<'a' | 'b' | 'c' | 'd', Probe | Probe[]>>, time = fakeTime()) {
  const all = { a: [passes, picturesPass], b: passes, c: passes, d: passes, ...checks };
  return runCanary({ workflow, checks: defineChecks(workflow, all), environment: {}, ...time });
}
const statuses = ({ results }: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries(results.map(({ step, status }) => [step, status]));

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

test('a healthy run passes every step in the order of the graph', async () => {
  const order: string[] = [];
  const note = (step: string) => custom(() => void order.push(step));
  const result = await run({ a: [note('a'), picturesPass], b: note('b'), c: note('c'), d: note('d') });
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  expect(result).toMatchObject({ workflow: 'sample', ok: true, startedAt: '2026-11-05T14:00:00.000Z' });
});

test('steps behind a failed one are blocked, those of another branch still run', async () => {
  const result = await run({ b: fails('the queue is full', 'queue') });
  expect(statuses(result)).toEqual({ a: 'passed', b: 'failed', c: 'blocked', d: 'passed' });
  expect(result.results[1]).toMatchObject({ reason: 'the queue is full', dependency: 'queue' });
  expect(result.results[2]).toMatchObject({ reason: 'not tried: it stands on "b", which failed', durationMs: 0 });
  expect(result.ok).toBe(false);
});

test('a probe without a dependency fails the step and names none', async () => {
  const [a] = (await run({ a: [fails('site down'), picturesPass] })).results;
  expect(a).toMatchObject({ status: 'failed', reason: 'site down' });
  expect(a).not.toHaveProperty('dependency');
});

test('a failed soft dependency leaves the step degraded, not failed', async () => {
  const result = await run({ a: [fails('no pictures', 'pictures'), passes] });
  expect(result.ok).toBe(true);
  expect(result.results[0]).toMatchObject({
    status: 'passed',
    degraded: [{ dependency: 'pictures', reason: 'no pictures' }],
  });
});

test('a hard failure ends the step; what was degraded before it is still told', async () => {
  const later: string[] = [];
  const result = await run({
    a: [fails('no pictures', 'pictures'), fails('store gone', 'store'), custom(() => void later.push('ran'))],
  });
  expect(result.results[0]).toMatchObject({
    status: 'failed',
    dependency: 'store',
    degraded: [{ dependency: 'pictures' }],
  });
  expect(later).toEqual([]);
});

test('a check that ignores its signal is reported failed at the limit', async () => {
  const time = fakeTime();
  const never = custom({ dependency: 'queue', check: () => new Promise(() => {}) });
  const running = run({ b: never }, time);
  await new Promise(setImmediate);
  time.pass(1_000);
  const result = await running;
  expect(result.results[1]).toMatchObject({
    status: 'failed',
    dependency: 'queue',
    durationMs: 1_000,
    reason: "no answer within the step's limit of 1000 ms",
  });
  expect(statuses(result)).toMatchObject({ c: 'blocked', d: 'passed' });
  expect(time.waiting.size).toBe(0);
});

test('the limit during a soft probe degrades when nothing else is left, and fails when something is', async () => {
  const never = custom({ dependency: 'pictures', check: () => new Promise(() => {}) });
  for (const [probes, status] of [
    [[passes, never], 'passed'],
    [[never, passes], 'failed'],
  ] as const) {
    const time = fakeTime();
    const running = run({ a: [...probes] }, time);
    await new Promise(setImmediate);
    time.pass(1_000);
    const [a] = (await running).results;
    expect(a).toMatchObject({ status, degraded: [{ dependency: 'pictures' }] });
    expect(a).not.toHaveProperty('dependency');
  }
});

test('a check hears of the limit by its signal', async () => {
  const time = fakeTime();
  let heard = false;
  const listens = custom(
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject((heard = true)))),
  );
  const running = run({ b: listens }, time);
  await new Promise(setImmediate);
  time.pass(1_000);
  await running;
  expect(heard).toBe(true);
});

test('a probe with `withinMs` is tried again until it passes, by the clock it is given', async () => {
  const time = fakeTime();
  let tries = 0;
  const late = custom({
    withinMs: 500,
    check: () => ((tries += 1) < 4 ? Promise.reject(new CheckError('not yet')) : []),
  });
  const running = run({ d: late }, time);
  for (let round = 0; round < 3; round += 1) {
    await new Promise(setImmediate);
    time.pass(50);
  }
  const result = await running;
  expect(result.results[3]).toMatchObject({ status: 'passed', durationMs: 150 });
  expect(tries).toBe(4);
});

test('a run that is stopped has no result', async () => {
  const stop = new AbortController();
  const running = runCanary({
    workflow,
    checks: defineChecks(workflow, {
      a: [custom(() => new Promise(() => {})), picturesPass],
      b: passes,
      c: passes,
      d: passes,
    }),
    environment: {},
    clock: Date,
    signal: stop.signal,
  });
  stop.abort(new Error('shutting down'));
  await expect(running).rejects.toThrow('shutting down');
});

test('a failed step is tried again until it passes, or has failed for the time that confirms it', async () => {
  const time = fakeTime();
  let tries = 0;
  const fails = (times: number) =>
    custom(() => (++tries > times ? undefined : Promise.reject(new CheckError(`failed ${tries} times`))));
  const go = async (times: number) => {
    tries = 0;
    const checks = defineChecks(workflow, { a: [fails(times), picturesPass], b: passes, c: passes, d: passes });
    const running = runCanary({ workflow, checks, environment: {}, ...time, confirmMs: 2_000 });
    let over = false;
    void running.finally(() => (over = true));
    while (!over) {
      await new Promise(setImmediate);
      if (time.waiting.size > 0 && !over) time.pass(100);
    }
    return (await running).results[0];
  };
  expect(await go(2)).toMatchObject({ status: 'passed' });
  expect(await go(100)).toMatchObject({ status: 'failed', reason: expect.stringMatching(/^failed [34] times$/) });
});

test('a step has what is left of the time of the run; one that finds none is not tried, and blames nobody', async () => {
  const time = fakeTime();
  const deadline = time.clock.now() + 1_500;
  const slow = custom(async () => time.pass(900));
  let reached = false;
  const hangs = custom(() => {
    reached = true;
    return new Promise<void>(() => {});
  });
  const all = { a: [slow, picturesPass], b: hangs, c: passes, d: passes };
  const checks = defineChecks(workflow, all);
  const running = runCanary({ workflow, checks, environment: {}, ...time, deadline });
  await vi.waitFor(() => expect(reached).toBe(true));
  time.pass(600);
  const { results } = await running;
  expect(results.map(({ step, status, reason }) => [step, status, reason])).toEqual([
    ['a', 'passed', undefined],
    ['b', 'failed', "no answer within the step's limit of 600 ms"],
    ['c', 'blocked', 'not tried: it stands on "b", which failed'],
    ['d', 'blocked', "not tried: the run's time was over"],
  ]);
});

test('steps hand values on, and a missing one is said in words', async () => {
  const handed = await run({
    a: [custom(({ run }) => run.set('file', 'f-1')), picturesPass],
    b: custom(({ run }) => [{ label: 'file', value: run.get('file') }]),
    d: custom(({ run }) => [{ label: 'token', value: run.get('token') }]),
  });
  expect(handed.results[1]?.evidence).toEqual([{ label: 'file', value: 'f-1' }]);
  expect(handed.results[3]).toMatchObject({
    status: 'failed',
    reason: 'no earlier check has handed on a value "token"',
  });
});

test('checks of another workflow are refused', async () => {
  const checks = { workflow: 'other', steps: {}, needs: { environment: [], secrets: [] } };
  await expect(runCanary({ workflow, checks, environment: {}, clock: Date })).rejects.toThrow(
    `checks: these are the checks of "other". Pass the checks defined for "${workflow.id}".`,
  );
});

test.each([
  ['/status/503', {}, /^HTTP 503 after \d+ ms from GET \/status\/503, not 2xx$/],
  ['/status/204', { status: [200, 201] }, /^HTTP 204 after/],
  ['/slow', { maxMs: 20 }, /^HTTP 200 after \d+ ms from GET \/slow, over the limit of 20 ms$/],
  ['/json', { json: z.object({ id: z.string() }) }, /from GET \/json, but its body does not fit: id: .*string/],
  ['/text', { json: z.object({}) }, /from GET \/text, but its body does not fit: .*undefined/],
  ['/reset', {}, /^no answer after \d+ ms from GET \/reset: connection reset \(ECONNRESET\)$/],
])('an answer from %s is told with its figures', async (path, expectation, reason) => {
  const server = createServer((request, response) => {
    const [, kind, code] = request.url?.split('/') ?? [];
    if (kind === 'reset') request.socket.resetAndDestroy();
    else if (kind === 'slow') setTimeout(() => response.end(), 40);
    else response.writeHead(code ? Number(code) : 200).end(kind === 'json' ? '{"id":7}' : 'words');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const base = { BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const probe = http({ dependency: 'store', url: path, expect: expectation });
  const checks = defineChecks(workflow, { a: [probe, picturesPass], b: passes, c: passes, d: passes });
  const { results } = await runCanary({ workflow, checks, environment: base, clock: Date });
  expect(results[0]).toMatchObject({ status: 'failed', dependency: 'store', reason: expect.stringMatching(reason) });
});

test('a host that is not there is told as such', async () => {
  const probe = http({ url: 'http://127.0.0.1:9/x' });
  const [a] = (await run({ a: [probe, picturesPass] })).results;
  expect(a?.reason).toMatch(/from GET \/x: connection refused \(ECONNREFUSED\)$/);
});
