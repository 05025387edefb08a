import { expect, test } from 'vitest';
import { chanceOf } from './chance.ts';
import { matrix } from './matrix.ts';
import { play } from './play.ts';
import { percentiles } from './report.ts';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';
import { inTable } from './table.ts';

const named = (name: string): Scenario => {
  const found = matrix.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`no scenario ${name}`);
  return found;
};
const hour = 3600;

test.each(['dead-step/pay/requests', 'brown-out-50/pay/canary', 'flapping/pay/twins', 'canary-stops'])(
  '%s: looking at alarms only when it could matter finds what looking each time finds',
  (name) => {
    const { spentBy: _a, ...sparse } = play(named(name), 5);
    const { spentBy: _b, ...every } = play(named(name), 5, { everyTurn: true });
    expect(sparse).toEqual(every);
  },
);

test('so does a night of noise near the budget, with a request a minute', () => {
  const night = { ...named('month/low-traffic'), noise: 4, watchSeconds: 12 * hour, quietSeconds: 7 * hour };
  const { spentBy: _a, ...sparse } = play(night, 3);
  const { spentBy: _b, ...every } = play(night, 3, { everyTurn: true });
  expect(sparse).toEqual(every);
});

test('the same seed plays the same, another one differently', () => {
  const times = (seed: number) => play(named('dead-step/pay/twins'), seed).opened.map(({ at }) => at);
  expect(times(1)).toEqual(times(1));
  expect(times(1)).not.toEqual(times(2));
});

test('scenarios have names of their own, and every step is played dead in every way of watching', () => {
  expect(new Set(matrix.map(({ name }) => name)).size).toBe(matrix.length);
  expect(matrix.filter(({ name }) => name.startsWith('dead-step/')).length).toBeGreaterThanOrEqual(20);
});

test('chance is fair enough: means of what is drawn', () => {
  const chance = chanceOf(1);
  const mean = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((sum, one) => sum + one, 0) / 20_000;
  expect(mean(() => chance.next())).toBeCloseTo(0.5, 1);
  expect(mean(() => chance.poisson(3))).toBeCloseTo(3, 1);
  expect(mean(() => chance.poisson(500)) / 500).toBeCloseTo(1, 2);
  expect(mean(() => chance.binomial(20, 0.5))).toBeCloseTo(10, 0);
  expect(mean(() => chance.binomial(1000, 0.0005))).toBeCloseTo(0.5, 1);
  expect(mean(() => chance.binomial(1000, 0.5)) / 500).toBeCloseTo(1, 2);
});

test('percentiles are of the nearest rank', () => {
  expect(percentiles([5, undefined, 1, 3])).toEqual({ p50: 3, p95: 5, max: 5 });
  expect(percentiles([undefined])).toBeNull();
});

test('what missed is told: a target, a wrong step, a page for nothing', () => {
  const pay = named('dead-step/pay/canary');
  const [late, wrong, noise] = simulate({
    seeds: 2,
    scenarios: [
      { ...pay, expected: { detected: true, step: 'pay', withinSeconds: 10 } },
      { ...pay, expected: { detected: true, step: 'wish' } },
      { ...pay, expected: { detected: false } },
    ],
  }).scenarios;
  expect(late?.misses).toEqual([expect.stringMatching(/^p95 is \d+ s, the target 10 s$/)]);
  expect(wrong?.misses[0]).toBe('seed 1: pay was named, not wish');
  expect(noise).toMatchObject({ ok: false, precision: 0 });
  expect(inTable([late, wrong].filter((one) => one !== undefined))).toContain('MISSED p95 is');
});

test('a name that no scenario has is not ok, and says so', () => {
  expect(simulate({ only: 'nothing' })).toMatchObject({
    ok: false,
    reason: 'no scenario is called "nothing"',
    scenarios: [],
  });
});
