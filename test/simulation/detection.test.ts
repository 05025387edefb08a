import { workflows } from '@tocsin/catalog';
import { matrix, play, reportOn, scenariosOf } from '@tocsin/detection';
import { describe, expect, it } from 'vitest';

// A part of `npm run simulate`: every scenario once, what has a target often enough to speak of a percentile.
const seedsFor = (withinSeconds: number | undefined) => (withinSeconds === undefined ? 2 : 20);

const scenarios = [...matrix, ...workflows.flatMap(scenariosOf)];
const isMonth = (name: string) => /(^|\/)month(\/|$)/.test(name);

// A play in which a canary recovers for twelve minutes, as half the tries do, was paged twice once.
it('what is calm for a while and fails again joins the incident that nobody has resolved', () => {
  const half = scenarios.find(({ name }) => name === 'share-link/half/preview');
  if (!half) throw new Error('no such scenario');
  const hours = {
    ...half,
    faults: half.faults.map((fault) => ({ ...fault, seconds: 3 * 3600 })),
    watchSeconds: 4 * 3600,
  };
  const { opened, alarms } = play(hours, 20);
  expect(alarms.filter(({ firedAt }) => firedAt < 3600).length).toBeGreaterThan(2);
  expect(opened).toHaveLength(1);
});

describe('what the derived alarms detect', () => {
  it.each(scenarios.filter(({ name }) => !isMonth(name)).map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    (_name, scenario) => {
      const { misses } = reportOn(scenario, { seeds: seedsFor(scenario.expected.withinSeconds) });
      expect(misses).toEqual([]);
    },
  );

  it.each(scenarios.filter(({ name }) => isMonth(name)).map((scenario) => [scenario.name, scenario] as const))(
    '%s: nobody is woken',
    (_name, scenario) => {
      expect(reportOn(scenario, { seeds: 1 })).toMatchObject({ pages: 0, misses: [] });
    },
  );
});
