import { describe, expect, test } from 'vitest';
import { defineWorkflow } from '../define.ts';
import { matchAlarm } from '../match.ts';
import { isPartName, parseAlarmName } from '../names.ts';
import { sample } from '../sample.ts';
import { alarmSpecs } from './derive.ts';
import { runbookUrl } from './describe.ts';
import { heartbeatAlarm, silenceAlarms } from './health.ts';
import { type AlarmSpec, cloudWatchLimits as limits, type MathQuery } from './spec.ts';

const stage = 'prod';
const specs = alarmSpecs(sample, { stage });
const named = (name: string): AlarmSpec => {
  const found = specs.find((spec) => spec.name.endsWith(name));
  if (!found) throw new Error(`no alarm ends in ${name}`);
  return found;
};
const line = (spec: AlarmSpec) => `${spec.name} ${spec.type === 'composite' ? spec.rule : spec.treatMissingData}`;

/** Ids as long as they may be, every kind of objective. */
const id = (letter: string) => letter.repeat(40);
const longest = defineWorkflow({
  id: id('w'),
  title: 'T'.repeat(2000),
  summary: '',
  owner: { team: 'Team', channel: 'C0TEAM' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '30d', sli: 'latency', thresholdMs: 300 },
  canary: { twin: true },
  links: { source: 'https://git.example/longest', dashboard: 'https://dashboards.example/longest' },
  steps: {
    [id('s')]: {
      title: 'S',
      slo: {
        objective: 99.5,
        window: '28d',
        from: {
          type: 'metrics',
          resolution: 'high',
          good: {
            expression: 'm1 + m2',
            metrics: { m1: { namespace: 'N', name: 'A' }, m2: { namespace: 'N', name: 'B' } },
          },
          total: { namespace: 'N', name: 'Total' },
        },
      },
    },
    b: {
      title: 'B',
      slo: {
        objective: 99,
        window: '28d',
        from: { type: 'application-signals', service: 'shop', environment: 'lambda:default' },
      },
    },
  },
});
const all = [
  ...specs,
  ...alarmSpecs(longest, { stage }),
  ...silenceAlarms(longest, { stage }),
  heartbeatAlarm({ stage, ticks: { namespace: 'AWS/Lambda', name: 'Invocations', dimensions: {} } }),
];

test('what derives from a workflow: its steps, its canary, its objective', () => {
  expect(specs.map(line)).toMatchInlineSnapshot(`
    [
      "tocsin/prod/sample/step-failing/a missing",
      "tocsin/prod/sample/step-stumbling/a notBreaching",
      "tocsin/prod/sample/step-failing/b missing",
      "tocsin/prod/sample/step-stumbling/b notBreaching",
      "tocsin/prod/sample/step-degraded/b/pictures missing",
      "tocsin/prod/sample/step-failing/c missing",
      "tocsin/prod/sample/step-stumbling/c notBreaching",
      "tocsin/prod/sample/step-failing/d missing",
      "tocsin/prod/sample/step-stumbling/d notBreaching",
      "tocsin/prod/sample/step-degraded/d/store missing",
      "tocsin/prod/sample/canary-failing missing",
      "tocsin/parts/prod/sample/page-1h notBreaching",
      "tocsin/parts/prod/sample/page-5m notBreaching",
      "tocsin/parts/prod/sample/page-6h notBreaching",
      "tocsin/parts/prod/sample/page-30m notBreaching",
      "tocsin/prod/sample/slo-page (ALARM("tocsin/parts/prod/sample/page-1h") AND ALARM("tocsin/parts/prod/sample/page-5m")) OR (ALARM("tocsin/parts/prod/sample/page-6h") AND ALARM("tocsin/parts/prod/sample/page-30m"))",
      "tocsin/parts/prod/sample/ticket-3d notBreaching",
      "tocsin/parts/prod/sample/ticket-6h notBreaching",
      "tocsin/prod/sample/slo-ticket (ALARM("tocsin/parts/prod/sample/ticket-3d") AND ALARM("tocsin/parts/prod/sample/ticket-6h"))",
    ]
  `);
});

test('a step alarm links to the runbook of the step and to its owner', () => {
  expect(named('step-failing/b').description).toMatchInlineSnapshot(`
    "Step "Draw; slowly" of "Sample" fails.
    Runbook: https://git.example/sample/draw.md
    Owner: Sample"
  `);
  expect(runbookUrl(sample)).toBe('https://git.example/sample/runbook.md');
});

test('with a twin, a dead step is looked for every 10 s, and each canary has its switch', () => {
  const [failing] = alarmSpecs(longest, { stage });
  expect(failing).toMatchObject({
    periodSeconds: 10,
    metric: { namespace: 'Tocsin', name: 'Dead' },
    treatMissingData: 'ignore',
  });
  expect(
    silenceAlarms(longest, { stage }).map(({ name, metric }) => [name.split('/')[3], metric.dimensions['CanaryName']]),
  ).toEqual([
    ['canary-silent', `tocsin_prod_${id('w')}`],
    ['twin-silent', `tocsin_prod_${id('w')}_twin`],
  ]);
});

test('what the canary measures of one stage is none of another’s: the stage is among the dimensions', () => {
  const own = alarmSpecs(longest, { stage }).flatMap((spec) =>
    spec.type === 'metric' ? [spec.metric] : spec.type === 'math' ? spec.queries.flatMap(metricIn) : [],
  );
  const measured = own.filter(({ namespace }) => namespace === 'Tocsin');
  expect(new Set(measured.map(({ name }) => name))).toEqual(new Set(['Dead', 'Failed']));
  for (const { dimensions } of measured) expect(dimensions).toMatchObject({ Stage: stage, Workflow: id('w') });
});
const metricIn = (query: MathQuery) => ('metric' in query ? [query.metric] : []);

test('a silent canary pages; it opens no incident of the workflow', () => {
  const [silent] = silenceAlarms(sample, { stage });
  expect(silent).toMatchObject({ treatMissingData: 'breaching', actions: { alarm: 'page', ok: 'page' } });
  expect(matchAlarm([sample], { name: silent?.name ?? '' }).type).toBe('unmapped');
});

describe('whatever is declared', () => {
  test('names are unique, and parse back unless they are parts, health or the heartbeat', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name } of [...specs, ...alarmSpecs(longest, { stage })])
      expect(isPartName(name) !== (parseAlarmName(name) !== undefined), name).toBe(true);
  });

  test('CloudWatch takes it: lengths, periods, spans, one line of math returned', () => {
    for (const spec of all) {
      expect(spec.name.length, spec.name).toBeLessThanOrEqual(limits.name);
      expect(spec.description.length, spec.name).toBeLessThanOrEqual(limits.description);
      for (const [key, value] of Object.entries(spec.tags)) {
        expect(key).toMatch(/^tocsin:/);
        expect(value).toMatch(/^[\w .:/=+@-]{1,256}$/);
      }
      if (spec.type === 'composite') continue;
      const { periodSeconds: period, evaluationPeriods: periods, datapointsToAlarm } = spec;
      expect(limits.shortPeriods.includes(period) || period % 60 === 0, spec.name).toBe(true);
      const most = period < limits.longPeriodSeconds ? limits.spanSeconds : limits.longSpanSeconds;
      expect(period * periods, spec.name).toBeLessThanOrEqual(most);
      expect(datapointsToAlarm).toBeLessThanOrEqual(periods);
      if (spec.type !== 'math') continue;
      expect(spec.queries.filter((query) => 'returned' in query && query.returned)).toHaveLength(1);
      expect(spec.queries.filter((query) => 'metric' in query).length).toBeLessThanOrEqual(limits.mathMetrics);
      expect(new Set(spec.queries.map((query) => query.id)).size).toBe(spec.queries.length);
    }
  });

  test('every description has the runbook and the owner, however long the rest is', () => {
    for (const { name, description } of [...specs, ...alarmSpecs(longest, { stage })])
      expect(description, name).toMatch(/\nRunbook: https:\S+\.md\nOwner: /);
  });

  test('every alarm says why its states set off what they set off', () => {
    for (const { name, actions } of all) expect(actions.reason.length, name).toBeGreaterThan(30);
  });

  test('parts are for their composite alone, which names them all', () => {
    const parts = all.filter(({ name }) => isPartName(name));
    expect(
      parts.every(({ actions: { alarm, ok, missing } }) => `${alarm}${ok}${missing}` === 'nobodynobodynobody'),
    ).toBe(true);
    const rules = all.map((spec) => (spec.type === 'composite' ? spec.rule : '')).join();
    expect(parts.filter(({ name }) => !rules.includes(`ALARM("${name}")`))).toEqual([]);
  });
});
