import { runCanary } from '@tocsin/canary';
import { workflows } from '@tocsin/catalog';
import { checks } from '@tocsin/catalog/checks';
import type { Fault } from '@tocsin/fault-proxy';
import { dependenciesOf, descendantsOf, type StepResult } from '@tocsin/workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMessaging } from '../cloud/messaging.ts';
import { startStorage } from '../cloud/storage.ts';
import { type Demo, type DemoOptions, startDemo } from './index.ts';

let demo: Demo;
let endpoints: DemoOptions;
let stopCloud: () => Promise<unknown>;

beforeAll(async () => {
  const [storage, messaging] = await Promise.all([startStorage({ tables: [] }), startMessaging()]);
  stopCloud = () => Promise.all([storage.stop(), messaging.stop()]);
  const { endpoint } = messaging;
  endpoints = { dynamodbEndpoint: storage.endpoint, sqsEndpoint: endpoint, s3Endpoint: endpoint };
  demo = await startDemo(endpoints);
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

test('it names what it has when asked to break something else', async () => {
  await expect(demo.break('database')).rejects.toThrow('the demo has no dependency "database"; it has identity, ');
});

test('a cache whose writes vanish is seen by its record, while the site looks healthy', async () => {
  expect(healthy(await run('design-viewer'))).toBe(true);
  await demo.break('translation-cache');
  const results = await run('design-viewer');
  await demo.mend('translation-cache');
  expect(results.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'failed', 'blocked']);
  expect(results[3]?.reason).toMatch(/^record canary-cube in demo-translation-cache is stale: written \d+ ms before/);
  expect(results[3]?.evidence).toContainEqual({ label: 'record status', value: 'READY' });
});

test('a stopped demo leaves nothing listening', async () => {
  const { DYNAMODB_CACHE_ENDPOINT: proxy = '' } = demo.environment;
  const other = await startDemo(endpoints);
  const [front, cache] = [other.baseUrl, other.environment['DYNAMODB_CACHE_ENDPOINT'] ?? ''];
  await other.stop();
  await expect(fetch(front)).rejects.toThrow();
  await expect(fetch(cache)).rejects.toThrow();
  await expect(fetch(proxy)).resolves.toBeDefined();
});

describe.each(cases)('$name ($kind)', ({ workflow, step, kind, id }) => {
  const faults: (Fault | undefined)[] = [
    undefined,
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
