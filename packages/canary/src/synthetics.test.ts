import { defineDependency, defineWorkflow, hard, parseFailureText, soft, stepOf } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import {
  CheckError,
  custom,
  type Datapoint,
  defineChecks,
  type Probe,
  type Synthetics,
  syntheticsHandler,
} from './index.ts';

const store = defineDependency({ id: 'store', title: 'Store' });
const pictures = defineDependency({ id: 'pictures', title: 'Pictures' });
/** a ─► b, and c beside it. */
const workflow = defineWorkflow({
  id: 'sample',
  title: 'Sample',
  summary: '',
  owner: { team: 'Sample' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/sample' },
  steps: {
    a: { title: 'A', needs: [hard(store), soft(pictures)] },
    b: { title: 'B' },
    c: { title: 'C', after: [], needs: [soft(pictures)] },
  },
});
const passes = custom(() => {});
const told = (dependency: string, text?: string): Probe =>
  custom({ dependency, check: () => (text === undefined ? undefined : Promise.reject(new CheckError(text))) });

/** Reports as the runtime does: a step is noted by its name, with the text of what it threw, which goes on. */
async function canary(a: Probe[], c: Probe = told('pictures'), broken: Partial<Synthetics> = {}, confirmMs = 0) {
  const steps: [string, string][] = [];
  const datapoints: Datapoint[] = [];
  const synthetics: Synthetics = {
    async executeStep(name, act) {
      try {
        const value = await act();
        steps.push([name, 'PASSED']);
        return value;
      } catch (error) {
        steps.push([name, (error as Error).message]);
        throw error;
      }
    },
    ...broken,
  };
  const handler = syntheticsHandler({
    workflow,
    checks: defineChecks(workflow, { a, b: passes, c }),
    environment: {},
    synthetics,
    confirmMs,
    // Waits between tries are over at once, limits are never reached.
    timer: { after: (ms, act) => (ms <= 500 && queueMicrotask(act), () => {}) },
    clock: { now: () => Date.UTC(2026, 10, 5, 14) },
    stage: 'test',
    putMetrics: async (all) => void datapoints.push(...all),
  });
  const ended = await handler().then(
    () => 'passed',
    (error: Error) => error.message,
  );
  const metrics = datapoints
    .filter(({ name }) => name === 'Degraded')
    .map(({ dimensions, value }) => [dimensions['Step'], dimensions['Dependency'], value]);
  return { ended, steps, metrics, datapoints };
}

test('each step is executed by its id, and each soft dependency gets a datapoint, 0 when fine', async () => {
  const { ended, steps, metrics, datapoints } = await canary([told('store'), told('pictures')]);
  expect(ended).toBe('passed');
  expect(steps).toEqual([
    ['a', 'PASSED'],
    ['b', 'PASSED'],
    ['c', 'PASSED'],
  ]);
  expect(metrics).toEqual([
    ['a', 'pictures', 0],
    ['c', 'pictures', 0],
  ]);
  expect(datapoints.find(({ name }) => name === 'Degraded')).toEqual({
    namespace: 'Tocsin',
    name: 'Degraded',
    dimensions: { Stage: 'test', Workflow: 'sample', Step: 'a', Dependency: 'pictures' },
    value: 0,
    at: Date.UTC(2026, 10, 5, 14),
  });
});

test('a failed soft dependency is a datapoint of 1, and the step passes', async () => {
  const { ended, steps, metrics } = await canary([told('pictures', 'no pictures')]);
  expect([ended, steps[0]]).toEqual(['passed', ['a', 'PASSED']]);
  expect(metrics).toEqual([
    ['a', 'pictures', 1],
    ['c', 'pictures', 0],
  ]);
});

test('a failed step throws its text with the dependency; what stands on it is not executed, other branches are', async () => {
  const { ended, steps, metrics } = await canary([told('store', 'HTTP 503 after 12 ms'), told('pictures')]);
  expect(steps).toEqual([
    ['a', 'store: HTTP 503 after 12 ms'],
    ['c', 'PASSED'],
  ]);
  expect(ended).toBe('store: HTTP 503 after 12 ms for step: a');
  const step = stepOf(workflow, 'a');
  expect(step && parseFailureText(step, steps[0]?.[1] ?? '')).toEqual({
    dependency: 'store',
    text: 'HTTP 503 after 12 ms',
  });
  // Nothing is known of the pictures of step a: a 0 would end an alarm that may well be right.
  expect(metrics).toEqual([['c', 'pictures', 0]]);
});

test('what stumbled and what stayed down are told apart, for each step and for the run', async () => {
  let tries = 0;
  const recovers = custom({
    dependency: 'store',
    check: () => (++tries === 1 ? Promise.reject(new CheckError('lost')) : undefined),
  });
  const told = await canary([recovers, custom({ dependency: 'pictures', check: () => {} })], undefined, {}, 2_000);
  const values = (name: string) =>
    told.datapoints
      .filter((datapoint) => datapoint.name === name)
      .map(({ dimensions, value }) => [dimensions['Step'] ?? 'run', value]);
  expect([told.ended, told.steps[0]]).toEqual(['passed', ['a', 'PASSED']]);
  expect(values('Failed')).toEqual([
    ['a', 1],
    ['b', 0],
    ['c', 0],
    ['run', 1],
  ]);
  expect(values('Dead')).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 0],
  ]);
});

test('a run whose time is over before all was tried has failed, and names no step', async () => {
  const handler = syntheticsHandler({
    workflow,
    checks: defineChecks(workflow, { a: [told('pictures')], b: passes, c: told('pictures') }),
    environment: {},
    synthetics: { executeStep: (_, act) => act() },
    clock: { now: () => 1_000 },
    deadline: 1_000,
    stage: 'test',
    putMetrics: async () => {},
  });
  await expect(handler()).rejects.toThrow('not tried: the run\'s time was over before step "a"');
});

test('a runtime that cannot execute a step fails that step, not the others', async () => {
  const broken: Partial<Synthetics> = {
    async executeStep(name, act) {
      if (name === 'a') throw new Error('no disk space for the report');
      return act();
    },
  };
  const { ended } = await canary([told('pictures')], told('pictures'), broken);
  expect(ended).toBe('CloudWatch Synthetics could not run the step: no disk space for the report for step: a');
});
