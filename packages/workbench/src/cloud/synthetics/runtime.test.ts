import { expect, test } from 'vitest';
import { manualClock } from '../clock.ts';
import { type SyntheticsRuntime, scriptOf } from './runtime.ts';

const context = { canary: 'checkout', runId: '1', signal: new AbortController().signal };
const passed = (name: string) => ({
  name,
  status: 'passed',
  startedAt: expect.any(String),
  endedAt: expect.any(String),
});

async function run(body: (runtime: SyntheticsRuntime) => Promise<unknown>) {
  return scriptOf(manualClock(), (runtime) => () => body(runtime))(context);
}

test('a handler that gets through its steps makes a passed run', async () => {
  let value: unknown;
  const result = await run(async ({ executeStep }) => {
    value = await executeStep('open', async () => 42);
  });
  expect([value, result]).toEqual([42, { ok: true, steps: [passed('open')] }]);
});

test('a step that throws has failed, and so has the run, even where the handler goes on', async () => {
  const boom = async () => {
    throw new Error('payments: 503');
  };
  const thrown = await run(({ executeStep }) => executeStep('pay', boom));
  const swallowed = await run(async ({ executeStep }) => {
    await executeStep('pay', boom).catch(() => {});
    await executeStep('confirm', async () => {});
  });
  const failed = { ...passed('pay'), status: 'failed', reason: 'payments: 503' };
  expect(thrown).toEqual({ ok: false, steps: [failed], error: 'payments: 503' });
  expect(swallowed).toEqual({ ok: false, steps: [failed, passed('confirm')] });
});

test('steps carry the times of the clock', async () => {
  const clock = manualClock('2026-11-05T14:00:00.000Z');
  const script = scriptOf(
    clock,
    ({ executeStep }) =>
      () =>
        executeStep('slow', () => clock.advance(1500)),
  );
  expect((await script(context)).steps).toEqual([
    { name: 'slow', status: 'passed', startedAt: '2026-11-05T14:00:00.000Z', endedAt: '2026-11-05T14:00:01.500Z' },
  ]);
});
