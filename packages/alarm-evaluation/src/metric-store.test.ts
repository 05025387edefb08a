import { expect, test } from 'vitest';
import { metricStore } from './metric-store.ts';

const metric = { namespace: 'N', name: 'M', dimensions: { B: '2', A: '1' } };
const at = (second: number) => new Date(Date.UTC(2026, 10, 5, 14, 0, second));

function store() {
  const metrics = metricStore();
  for (const [second, value] of [
    [0, 1],
    [59, 3],
    [130, 8],
  ] as const)
    metrics.put({ ...metric, value, at: at(second) });
  return metrics;
}

test.each([
  ['Average', [2, null, 8]],
  ['Sum', [4, null, 8]],
  ['Minimum', [1, null, 8]],
  ['Maximum', [3, null, 8]],
  ['SampleCount', [2, null, 1]],
] as const)('%s by the minute, null where nothing was put', (statistic, expected) => {
  const periods = store().periods({ metric, statistic, periodMs: 60_000, count: 3, until: at(180) });
  expect(periods.map((point) => point?.value ?? null)).toEqual(expected);
  expect(periods[0]?.at).toEqual(at(0));
});

test('a period that is not over does not count', () => {
  const periods = store().periods({ metric, statistic: 'Sum', periodMs: 60_000, count: 2, until: at(179) });
  expect(periods.map((point) => point?.value ?? null)).toEqual([4, null]);
});

test('a period has its start and not its end', () => {
  const metrics = metricStore();
  metrics.put({ ...metric, value: 7, at: at(60) });
  const periods = metrics.periods({ metric, statistic: 'Sum', periodMs: 60_000, count: 2, until: at(120) });
  expect(periods.map((point) => point?.value ?? null)).toEqual([null, 7]);
});

test('dimensions are a set: their order does not matter, each of them does', () => {
  const metrics = store();
  expect(metrics.data({ ...metric, dimensions: { A: '1', B: '2' } })).toHaveLength(3);
  expect(metrics.data({ ...metric, dimensions: { A: '1' } })).toHaveLength(0);
});
