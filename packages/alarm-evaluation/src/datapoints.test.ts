import { describe, expect, test } from 'vitest';
import { datapointsOf } from './datapoints.ts';
import { createEngine, type Move } from './engine.ts';
import { metricStore } from './metric-store.ts';
import type { CompositeAlarm, DataAlarm } from './spec.ts';

const metric = { namespace: 'Shop', name: 'Failed', dimensions: {} };
const at = (time: string) => new Date(`2026-11-05T${time}Z`);
const sum = (periodSeconds: number, more: Partial<DataAlarm> = {}): DataAlarm =>
  ({
    type: 'metric',
    name: 'failed',
    metric,
    statistic: 'Sum',
    periodSeconds,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 3,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    ...more,
  }) as DataAlarm;

function store(...times: string[]) {
  const metrics = metricStore();
  for (const time of times) metrics.put({ ...metric, value: 1, at: at(time) });
  return metrics;
}
const valuesAt = (alarm: DataAlarm, source: ReturnType<typeof store>, time: string) =>
  datapointsOf(alarm, { source, at: at(time), timeScale: 1 }).map((point) => point?.value ?? null);

describe('a window slides', () => {
  const source = store('14:00:30', '14:30:30', '14:59:30');
  test('an hour is looked at each minute, and ends with the last whole minute', () => {
    expect(valuesAt(sum(3600), source, '15:00:10')).toEqual([3]);
    expect(valuesAt(sum(3600), source, '15:01:10')).toEqual([2]);
    expect(valuesAt(sum(3600), source, '14:59:59')).toEqual([2]);
  });
  test('half a minute is looked at every ten seconds', () => {
    expect(valuesAt(sum(30), source, '14:31:00')).toEqual([1]);
    expect(valuesAt(sum(30), source, '14:30:41')).toEqual([1]);
    expect(valuesAt(sum(30), source, '14:30:39')).toEqual([null, null, null]);
  });
  test('a minute is a whole one', () => {
    expect(valuesAt(sum(60), source, '14:31:40')).toEqual([1]);
  });
});

test('where a latest period is missing, it is looked further back', () => {
  expect(valuesAt(sum(60), store('14:00:30'), '14:03:10')).toEqual([1, null, null]);
});

test('math is worked out period by period, and what has no data has no value', () => {
  const ratio: DataAlarm = {
    ...sum(300),
    type: 'math',
    queries: [
      { id: 'bad', metric, statistic: 'Sum' },
      { id: 'total', metric: { ...metric, name: 'All' }, statistic: 'SampleCount' },
      { id: 'ratio', expression: 'IF(FILL(bad, 0) >= 2, bad / total, 0)', label: '', returned: true },
    ],
  };
  const source = store('14:01:00', '14:02:00');
  expect(valuesAt(ratio, source, '14:05:00').at(-1)).toBeNull();
  for (const time of ['14:01:00', '14:02:00', '14:03:00', '14:04:00'])
    source.put({ ...metric, name: 'All', value: 1, at: at(time) });
  expect(valuesAt(ratio, source, '14:05:00')).toEqual([0.5]);
  expect(valuesAt(ratio, source, '14:06:30').at(-1)).toBe(0.5);
  expect(valuesAt(ratio, source, '14:07:00').at(-1)).toBe(0);
});

test('how many lie above a bound is a statistic', () => {
  const metrics = metricStore();
  for (const value of [100, 299, 300, 301, 900]) metrics.put({ ...metric, value, at: at('14:00:10') });
  expect(valuesAt(sum(60, { statistic: 'TC(300:)' } as Partial<DataAlarm>), metrics, '14:01:00')).toEqual([2]);
});

describe('the engine', () => {
  const both: CompositeAlarm = { type: 'composite', name: 'both', rule: 'ALARM("long") AND ALARM("short")' };
  function engineOf(source: ReturnType<typeof store>) {
    const moves: string[] = [];
    const moved = ({ name, from, to }: Move) => void moves.push(`${name} ${from} → ${to}`);
    return { engine: createEngine({ source, moved }), moves };
  }

  test('a composite follows its last child, after it', () => {
    const source = store('14:00:10', '14:00:20', '14:00:30');
    const { engine, moves } = engineOf(source);
    for (const alarm of [{ ...sum(3600), name: 'long' }, { ...sum(300), name: 'short' }, both])
      engine.put(alarm, at('14:00:00'));
    engine.evaluate('both', at('14:00:00'));
    engine.tick(at('14:01:00'));
    source.put({ ...metric, value: 0, at: at('14:04:00') });
    engine.tick(at('14:06:00'));
    expect(moves).toEqual([
      'both INSUFFICIENT_DATA → OK',
      'long INSUFFICIENT_DATA → ALARM',
      'short INSUFFICIENT_DATA → ALARM',
      'both OK → ALARM',
      'short ALARM → OK',
      'both ALARM → OK',
    ]);
  });

  test('an alarm is looked at once a turn: each minute, every ten seconds, or hourly beyond a day', () => {
    const looks: string[] = [];
    const source = {
      periods({ metric: { name }, until }: { metric: { name: string }; until: Date }) {
        looks.push(`${name} ${until.toISOString().slice(11, 19)}`);
        return [{ at: until, value: 0, sampleCount: 1 }];
      },
    };
    const engine = createEngine({ source, moved: () => {} });
    for (const [name, seconds] of [
      ['ten', 10],
      ['minute', 60],
      ['days', 259_200],
    ] as const)
      engine.put({ ...sum(seconds), name, metric: { ...metric, name } } as DataAlarm, at('14:00:00'));
    for (const time of ['14:00:05', '14:00:10', '14:00:19', '14:01:00', '15:00:00']) engine.tick(at(time));
    expect(looks).toEqual([
      'ten 14:00:10',
      'ten 14:01:00',
      'minute 14:01:00',
      'ten 15:00:00',
      'minute 15:00:00',
      'days 15:00:00',
    ]);
  });

  test('one that was removed moves nothing any more', () => {
    const { engine, moves } = engineOf(store('14:00:10', '14:00:20', '14:00:30'));
    engine.put({ ...sum(60), name: 'long' }, at('14:00:00'));
    engine.remove('long');
    engine.tick(at('14:01:00'));
    expect([moves, engine.state('long')]).toEqual([[], undefined]);
  });
});
