import { workflows } from '@tocsin/catalog';
import { matrix, reportOn, scenariosOf } from '@tocsin/detection';
import { describe, expect, it } from 'vitest';

// A part of `npm run simulate`: every scenario once, what has a target often enough to speak of a percentile.
const seedsFor = (withinSeconds: number | undefined) => (withinSeconds === undefined ? 2 : 20);

const scenarios = [...matrix, ...workflows.flatMap(scenariosOf)];
const isMonth = (name: string) => /(^|\/)month(\/|$)/.test(name);

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
