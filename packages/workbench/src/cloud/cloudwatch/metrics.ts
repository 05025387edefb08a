import type { MetricAlarmSpec } from './spec.ts';

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Datum extends Metric {
  readonly value: number;
  readonly at: Date;
}

/** One period's worth of a metric. */
export interface Datapoint {
  /** The period's start. */
  readonly at: Date;
  readonly value: number;
  readonly sampleCount: number;
}

export interface Metrics {
  put(datum: Datum): void;
  /**
   * The `count` periods of `periodMs` that end at or before `until`, oldest first, periods aligned to the epoch as in
   * CloudWatch; null where nothing was put.
   */
  periods(query: {
    readonly metric: Metric;
    readonly statistic: MetricAlarmSpec['statistic'];
    readonly periodMs: number;
    readonly count: number;
    readonly until: Date;
  }): Array<Datapoint | null>;
  /** Everything put, oldest first; for pages and tests. */
  data(metric: Metric): ReadonlyArray<{ readonly at: Date; readonly value: number }>;
}

// Alarms look back at most one day for periods under an hour, and the local run has no longer ones.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (EvaluationPeriods)
const retentionMs = 86_400_000;

/** An in-memory metric store; a metric is its namespace, its name and exactly its dimensions. */
export function metricStore(): Metrics {
  const series = new Map<string, Array<{ at: Date; value: number }>>();
  const data = (metric: Metric) => series.get(keyOf(metric)) ?? [];
  return {
    put({ value, at, ...metric }) {
      const points = data(metric).filter((point) => point.at.getTime() > at.getTime() - retentionMs);
      points.push({ at, value });
      points.sort((a, b) => a.at.getTime() - b.at.getTime());
      series.set(keyOf(metric), points);
    },
    periods({ metric, statistic, periodMs, count, until }) {
      const end = Math.floor(until.getTime() / periodMs) * periodMs;
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

function statisticOf(statistic: MetricAlarmSpec['statistic'], values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Average':
      return sum / values.length;
    case 'Sum':
      return sum;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    case 'SampleCount':
      return values.length;
    default:
      return statistic satisfies never;
  }
}

function keyOf({ namespace, name, dimensions }: Metric): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}
