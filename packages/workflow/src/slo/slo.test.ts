import { describe, expect, test } from 'vitest';
import { alarmSpecs } from '../alarms/derive.ts';
import { defineWorkflow, type WorkflowDeclaration } from '../define.ts';
import { slosOf } from './alarms.ts';
import { burnRateOf, burnRateRows, thresholdOf } from './burn-rates.ts';
import type { SloDeclaration } from './declare.ts';
import { sloExplain } from './explain.ts';
import { detectionOf } from './formulas.ts';
import { serviceLevel } from './service-level.ts';

const count = (name: string) => ({ namespace: 'Shop', name });
const requests = { type: 'metrics', bad: count('Failed'), total: count('All') } as const;
const declare = (slo: SloDeclaration, steps: WorkflowDeclaration<string>['steps'] = { pay: { title: 'Pay' } }) =>
  defineWorkflow<string>({
    id: 'checkout',
    title: 'Check out',
    summary: '',
    owner: { team: 'Shop' },
    runbook: 'runbook.md',
    slo,
    links: { source: 'https://git.example/checkout' },
    steps,
  });

describe('burn rates', () => {
  test('for 30 days they are those of the workbook, for 28 the budget spent is the same', () => {
    const rates = (window: '28d' | '30d') => burnRateRows.map((row) => Number(burnRateOf({ window }, row).toFixed(4)));
    expect(rates('30d')).toEqual([14.4, 6, 1]);
    expect(rates('28d')).toEqual([13.44, 5.6, 0.9333]);
    expect(thresholdOf({ window: '30d', objective: 99.9 }, burnRateRows[0] as never)).toBe(0.0144);
  });

  // Workbook, chapter 5, table 5-8 and the formulas before it, in seconds for rows 1h, 6h, 3d.
  test.each([
    [99.9, 1, [51.84, 129.6, 259.2]],
    [99.9, 0.1, [518.4, 1296, 2592]],
    [99, 1, [518.4, 1296, 2592]],
    [99, 0.1, [null, 12_960, 25_920]],
    [99.5, 0.05, [null, 12_960, 25_920]],
  ])('%d %%, errors %d: detected after %j s', (objective, errorRate, expected) => {
    const { slo } = declare({ objective, window: '30d', from: requests });
    const found = burnRateRows.map((row) => detectionOf(slo, row, { errorRate, perMinute: undefined }).seconds);
    expect(found.map((seconds) => seconds && Number(seconds.toFixed(2)))).toEqual(expected);
  });

  test('what is spent when a row fires is what the row says, whatever the rate of errors', () => {
    const { slo } = declare({ objective: 99.9, window: '28d', from: requests });
    for (const row of burnRateRows)
      for (const errorRate of [1, 0.5, 0.1])
        expect(detectionOf(slo, row, { errorRate, perMinute: undefined }).budgetSpent).toBeCloseTo(row.budget);
  });
});

test('an objective so low that nothing burns that fast has no such alarm, and is told so', () => {
  const low = declare({ objective: 90, window: '30d', from: requests });
  const pages = alarmSpecs(low, { stage: 'prod' }).filter(({ name }) => name.includes('/page-'));
  expect(pages.map(({ name }) => name.split('/').at(-1))).toEqual(['page-6h', 'page-30m']);
  expect(sloExplain(low)[0]?.advice[0]).toMatch(/^Not even a total outage/);
});

test('a high-resolution metric makes an outage alarm that is looked at every 10 s', () => {
  const fast = declare({ objective: 99, window: '28d', from: { ...requests, resolution: 'high' } });
  const outage = alarmSpecs(fast, { stage: 'prod' }).find(({ name }) => name.endsWith('/outage'));
  expect(outage).toMatchObject({ type: 'math', periodSeconds: 30, evaluationPeriods: 1, threshold: 0.9 });
  expect(sloExplain(fast)[0]?.fast[0]).toMatchObject({ kind: 'outage', averageSeconds: 44, mostSeconds: 57 });
});

test('Application Signals keeps the objective and works out the burn rates', () => {
  const from = {
    type: 'application-signals',
    service: 'shop',
    environment: 'lambda:default',
    operation: 'POST /pay',
  } as const;
  const shop = declare({ objective: 99.9, window: '28d', sli: 'latency', thresholdMs: 300, from });
  const [subject] = slosOf(shop);
  expect(subject && serviceLevel(subject, { stage: 'prod' })).toMatchInlineSnapshot(`
    {
      "attainmentGoal": 99.9,
      "burnRateMinutes": [
        60,
        5,
        360,
        30,
        4320,
      ],
      "days": 28,
      "description": "checkout: latency 99.9 % in 28d",
      "metricType": "LATENCY",
      "name": "tocsin.prod.checkout.latency",
      "operation": "POST /pay",
      "service": {
        "Environment": "lambda:default",
        "Name": "shop",
        "Type": "Service",
      },
      "tags": {
        "tocsin:kind": "slo-page",
        "tocsin:workflow": "checkout",
      },
      "threshold": 300,
    }
  `);
  const long = alarmSpecs(shop, { stage: 'prod' }).find(({ name }) => name.endsWith('page-1h'));
  expect(long).toMatchObject({
    metric: { name: 'BurnRate', dimensions: { SloName: 'tocsin.prod.checkout.latency', BurnRateWindowMinutes: '60' } },
    statistic: 'Maximum',
    threshold: 13.44,
    periodSeconds: 60,
  });
});

describe('what is counted', () => {
  const mathOf = (slo: SloDeclaration) => {
    const long = alarmSpecs(declare(slo), { stage: 'prod' }).find(({ name }) => name.endsWith('page-1h'));
    if (long?.type !== 'math') throw new Error('no math');
    return long.queries.map((query) =>
      'metric' in query
        ? `${query.id} = ${query.statistic} ${query.metric.name} ${JSON.stringify(query.metric.dimensions)}`
        : `${query.id} = ${query.expression}`,
    );
  };
  test.each<[string, SloDeclaration]>([
    ['tries of the canary', { objective: 99.9, window: '28d' }],
    ['how long its runs take', { objective: 99, window: '28d', sli: 'latency', thresholdMs: 2000 }],
    ['bad requests', { objective: 99.9, window: '28d', from: requests }],
    [
      'all but the good ones',
      { objective: 99.9, window: '28d', from: { type: 'metrics', good: count('Good'), total: count('All') } },
    ],
    [
      'requests that take too long',
      {
        objective: 99,
        window: '28d',
        sli: 'latency',
        thresholdMs: 300,
        from: { type: 'metrics', latency: count('Latency') },
      },
    ],
  ])('%s', (what, slo) => {
    expect({ [what]: mathOf(slo) }).toMatchSnapshot();
  });
});

test.each<[SloDeclaration, string]>([
  [
    { objective: 99, window: '28d', sli: 'latency' },
    'slo.thresholdMs: a latency objective has no limit. State how many ms a good one takes at most.',
  ],
  [
    { objective: 99, window: '28d', from: { type: 'metrics', total: count('All') } },
    'slo.from.total: the share of bad requests does not follow. Give `total`, and either `bad` or `good`.',
  ],
  [
    { objective: 99, window: '28d', sli: 'latency', thresholdMs: 1, from: { type: 'metrics' } },
    'slo.from.latency: there is no latency to look at. Name its metric, in milliseconds.',
  ],
  [
    {
      objective: 99,
      window: '28d',
      from: {
        type: 'metrics',
        bad: { expression: 'm1', metrics: { m1: count('A') } },
        total: { expression: 'm1', metrics: { m1: count('B') } },
      },
    },
    'slo.from.bad: the metric id "m1" is taken. Give each metric of the math an id of its own.',
  ],
])('%j is refused: %s', (slo, text) => {
  expect(() => declare(slo)).toThrow(text);
});

test('a canary is told how little it can find: at a low rate of errors there is too little to count', () => {
  const [explained] = sloExplain(declare({ objective: 99.9, window: '28d' }));
  expect(explained?.perMinute).toBe(1);
  expect(explained?.rows[0]?.detections.map(({ seconds, waitsFor }) => [seconds, waitsFor])).toEqual([
    [240, 'least-bad'],
    [480, 'least-bad'],
    [null, 'least-bad'],
    [null, 'least-bad'],
  ]);
  expect(explained?.advice).toHaveLength(2);
});
