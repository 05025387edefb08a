import { workflows } from '@tocsin/catalog';
import { budgetOf, lagAtMost, lagOnAverage, sloExplain, timings, type Workflow, windowSeconds } from '@tocsin/workflow';
import { describe, expect, test } from 'vitest';
import { scenariosOf } from './of-workflow.ts';
import { play } from './play.ts';
import { percentiles, reportOn } from './report.ts';
import type { Scenario } from './scenario.ts';
import { shop } from './shop.ts';

const hour = 3600;
const seeds = 9;
const { everySeconds: period } = timings.standard;
const average = lagOnAverage(timings.standard);

/** All goes well, then a share of everything fails at the first step: what the closed formulas are about. */
function plays(workflow: Workflow, share: number, lasts: number) {
  const scenario: Scenario = {
    name: 'formula',
    what: '',
    workflow,
    traffic: { perSecond: 300, diurnal: 0 },
    noise: 0,
    faults: [{ steps: ['sign-in'], share, from: 0, seconds: lasts }],
    quietSeconds: 7 * hour,
    watchSeconds: lasts + 2 * hour,
    expected: { detected: true },
  };
  return Array.from({ length: seeds }, (_, index) => {
    const played = play(scenario, index + 1);
    const page = played.alarms.find(({ name }) => name.endsWith('/slo-page'));
    return { firedAt: page?.firedAt, resetAt: page?.resetAt, spent: page && played.spentBy(page.firedAt) };
  });
}

/** The page that fires first, as explained. */
function explained(workflow: Workflow, share: number) {
  const rows = sloExplain(workflow)[0]?.rows.filter(({ severity }) => severity === 'page') ?? [];
  const found = rows.flatMap(({ detections }) =>
    detections.filter(({ errorRate, seconds }) => errorRate === share && seconds !== null),
  );
  const seconds = found.map((detection) => detection.seconds ?? 0);
  return found.length === 0
    ? undefined
    : { seconds: Math.min(...seconds), resets: found.map(({ resetSeconds }) => resetSeconds ?? 0) };
}

const busy = (objective: number) =>
  shop({ id: 'shop', objective, window: '30d', resolution: 'standard', steps: false });

describe.each(workflows.map((workflow) => [workflow.id, workflow] as const))(
  'what is explained of a dead step of %s is what the simulator sees',
  (_, workflow) => {
    const fast = sloExplain(workflow)[0]?.fast.find(({ kind }) => kind === 'step-failing');
    // What a run takes from step to step is no part of the formula: a second a step.
    const walk = workflow.steps.length;
    const timing = workflow.canary.twin ? timings.high : timings.standard;

    test.each(scenariosOf(workflow).filter(({ name }) => name.includes('/dead-step/')))('$name', (scenario) => {
      const { detectionSeconds: found, namedStep, expectedStep } = reportOn(scenario, { seeds: 20 });
      expect(namedStep).toBe(expectedStep);
      expect(Math.abs((found?.p50 ?? 0) - (fast?.averageSeconds ?? 0))).toBeLessThanOrEqual(timing.everySeconds + walk);
      expect(found?.max).toBeLessThanOrEqual((fast?.mostSeconds ?? 0) + walk);
    });
  },
);

describe('the simulator agrees with what is explained, and that with the closed formulas of the workbook', () => {
  test.each([
    [99.9, 1],
    [99.9, 0.5],
    [99.9, 0.1],
    [99.9, 0.05],
    [99, 1],
    [99, 0.5],
    [99, 0.1],
    [99.5, 0.05],
  ])('%d %%, errors %d: detected within one evaluation period of the formula and the mean lag', (objective, share) => {
    const workflow = busy(objective);
    const formula = explained(workflow, share)?.seconds ?? Number.NaN;
    const played = plays(workflow, share, Math.max(hour, formula + hour));
    const found = percentiles(played.map(({ firedAt }) => firedAt));
    expect(Math.abs((found?.p50 ?? 0) - formula - average)).toBeLessThanOrEqual(period);
    for (const { firedAt = 0 } of played) {
      expect(firedAt).toBeGreaterThanOrEqual(formula * 0.97);
      expect(firedAt).toBeLessThanOrEqual(formula * 1.03 + lagAtMost(timings.standard));
    }
  });

  test('what is spent by then is the rate of errors times that time', () => {
    const workflow = busy(99.9);
    for (const { firedAt = 0, spent = 0 } of plays(workflow, 0.1, 2 * hour)) {
      const formula = (0.1 * firedAt) / (budgetOf(workflow.slo) * windowSeconds(workflow.slo));
      expect(Math.abs(spent / formula - 1)).toBeLessThan(0.1);
    }
  });

  test('it resets when the short windows are quiet: the longer of them last', () => {
    const workflow = busy(99.9);
    const lasts = 2 * hour;
    const formula = Math.max(...(explained(workflow, 0.1)?.resets ?? []));
    const found = percentiles(plays(workflow, 0.1, lasts).map(({ resetAt = 0 }) => resetAt - lasts));
    expect(Math.abs((found?.p50 ?? 0) - formula - average)).toBeLessThanOrEqual(period);
  });

  test('below the threshold of every page there is none', () => {
    expect(explained(busy(99), 0.05)).toBeUndefined();
    expect(plays(busy(99), 0.05, 8 * hour).map(({ firedAt }) => firedAt)).toEqual(
      Array.from({ length: seeds }, () => undefined),
    );
  });

  test('a canary waits for enough failed runs, as explained', () => {
    const workflow = shop({ id: 'shop', objective: 99.9, window: '30d', from: 'canary' });
    const formula = explained(workflow, 1)?.seconds ?? 0;
    expect(formula).toBe(240);
    const found = percentiles(plays(workflow, 1, hour).map(({ firedAt }) => firedAt));
    // The first run fails half a minute after the fault on average, not a whole one.
    expect(Math.abs((found?.p50 ?? 0) - (formula - 30) - average)).toBeLessThanOrEqual(period);
  });
});
