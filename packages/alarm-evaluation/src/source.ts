import type { AlarmMetric, Statistic } from '@tocsin/workflow';

/** One period's worth of a metric. */
export interface Datapoint {
  /** The period's start. */
  readonly at: Date;
  readonly value: number;
  readonly sampleCount: number;
}

export interface PeriodsQuery {
  readonly metric: AlarmMetric;
  readonly statistic: Statistic;
  readonly periodMs: number;
  readonly count: number;
  readonly until: Date;
  /**
   * The periods end at the last whole slot before `until`, counted from the epoch; the period itself when left out. A window
   * longer than its slot slides: that is how alarms look at an hour each minute.
   */
  readonly slotMs?: number;
}

/** Where datapoints come from. */
export interface MetricSource {
  /** The `count` periods before `until`, oldest first; null where there is nothing. */
  periods(query: PeriodsQuery): Array<Datapoint | null>;
}
