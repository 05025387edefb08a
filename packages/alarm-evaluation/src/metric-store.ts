import type { AlarmMetric } from '@tocsin/workflow';
import type { MetricSource } from './source.ts';
import { statisticOf } from './statistics.ts';

export interface Datum extends AlarmMetric {
  readonly value: number;
  readonly at: Date;
}

/** Metrics in memory: what was put can be asked for by period, or as it is. */
export interface Metrics extends MetricSource {
  put(datum: Datum): void;
  /** Everything put, oldest first; for pages and tests. */
  data(metric: AlarmMetric): ReadonlyArray<{ readonly at: Date; readonly value: number }>;
}

// Alarms look back at most one day for periods under an hour, and the local run has no longer ones.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (EvaluationPeriods)
const retentionMs = 86_400_000;

/** An in-memory metric store; a metric is its namespace, its name and exactly its dimensions. */
export function metricStore(): Metrics {
  const series = new Map<string, Array<{ at: Date; value: number }>>();
  const data = (metric: AlarmMetric) => series.get(keyOf(metric)) ?? [];
  return {
    put({ value, at, ...metric }) {
      const points = data(metric).filter((point) => point.at.getTime() > at.getTime() - retentionMs);
      points.push({ at, value });
      points.sort((a, b) => a.at.getTime() - b.at.getTime());
      series.set(keyOf(metric), points);
    },
    periods({ metric, statistic, periodMs, count, until, slotMs = periodMs }) {
      const end = Math.floor(until.getTime() / slotMs) * slotMs;
      return Array.from({ length: count }, (_, index) => {
        const from = end - (count - index) * periodMs;
        const values = data(metric)
          .filter(({ at }) => at.getTime() >= from && at.getTime() < from + periodMs)
          .map((point) => point.value);
        if (values.length === 0) return null;
        return { at: new Date(from), value: statisticOf(statistic, values), sampleCount: values.length };
      });
    },
    data,
  };
}

function keyOf({ namespace, name, dimensions }: AlarmMetric): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}
