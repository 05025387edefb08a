import { runCanary } from '@tocsin/canary';
import { workflows } from '@tocsin/catalog';
import { checks } from '@tocsin/catalog/checks';
import type { Fault } from '@tocsin/fault-proxy';
import { dependenciesOf, descendantsOf, type StepResult } from '@tocsin/workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMessaging } from '../cloud/messaging.ts';
import { startStorage } from '../cloud/storage.ts';
import { type Demo, startDemo } from './index.ts';

let demo: Demo;
let stopCloud: () => Promise<unknown>;

beforeAll(async () => {
  const [storage, messaging] = await Promise.all([startStorage({ tables: [] }), startMessaging()]);
  stopCloud = () => Promise.all([storage.stop(), messaging.stop()]);
  demo = await startDemo({
    dynamodbEndpoint: storage.endpoint,
    sqsEndpoint: messaging.endpoint,
    s3Endpoint: messaging.endpoint,
  });
});
afterAll(async () => {
  await demo.stop();
  await stopCloud();
});

async function run(id: string) {
  const workflow = workflows.find((candidate) => candidate.id === id);
  const its = checks[id];
  if (!workflow || !its) throw new Error(`no workflow ${id}`);
  const { results } = await runCanary({ workflow, checks: its, environment: demo.environment, clock: Date });
  return results;
}
const healthy = (results: readonly StepResult[]) =>
  results.every(({ status, degraded }) => status === 'passed' && degraded.length === 0);
const seen = (results: readonly StepResult[]) =>
  results.map(({ step, status, reason, dependency, degraded }) => ({ step, status, reason, dependency, degraded }));

const needs = workflows.flatMap((workflow) =>
  workflow.steps.flatMap((step) => step.needs.map((need) => ({ workflow, step, ...need }))),
);
const cases = needs.map(({ workflow, step, kind, dependency }) => ({
  workflow,
  step,
  kind,
  id: dependency.id,
  name: `${dependency.id} of ${workflow.id}`,
}));

test('the demo has every dependency of the catalog, and no other', () => {
  const named = new Set(workflows.flatMap((workflow) => dependenciesOf(workflow)));
  expect(new Set(demo.dependencies.map(({ id }) => id))).toEqual(named);
  expect(demo.dependencies.filter(({ broken }) => broken)).toEqual([]);
});

describe.each(cases)('$name ($kind)', ({ workflow, step, kind, id }) => {
  const faults: (Fault | undefined)[] = [
    undefined,
    { type: 'status', status: 503, retryAfterSeconds: 5 },
    { type: 'reset' },
    { type: 'hang' },
    { type: 'rewrite', with: '{}' },
  ];
  test.each(faults)('broken by %o, it is named by the step that stands on it, until it is mended', async (fault) => {
    const before = await run(workflow.id);
    expect(healthy(before), JSON.stringify(seen(before), null, 2)).toBe(true);

    await demo.break(id, fault);
    expect(demo.dependencies.find((one) => one.id === id)?.broken).toBe(true);
    const startedAt = Date.now();
    const broken = await run(workflow.id);
    const tookMs = Date.now() - startedAt;
    await demo.mend(id);

    const behind = descendantsOf(workflow.steps, step.id);
    for (const result of broken) {
      const about = JSON.stringify(seen(broken), null, 2);
      if (result.step !== step.id) {
        const expected = kind === 'hard' && behind.has(result.step) ? 'blocked' : 'passed';
        expect([result.status, result.degraded], about).toEqual([expected, []]);
      } else if (kind === 'hard') {
        expect([result.status, result.dependency], about).toEqual(['failed', id]);
        expect(result.reason, about).toMatch(/\d/);
      } else {
        expect([result.status, result.degraded.map((one) => one.dependency)], about).toEqual(['passed', [id]]);
      }
    }
    expect(tookMs).toBeLessThan(4_000);
    await expect.poll(async () => healthy(await run(workflow.id)), { timeout: 5_000 }).toBe(true);
  });
});
