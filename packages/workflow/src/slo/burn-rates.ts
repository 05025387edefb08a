import type { Slo } from './declare.ts';

/** A long window that says enough was spent, and a short one that says it is still being spent. */
export interface BurnRateRow {
  readonly severity: 'page' | 'ticket';
  readonly longSeconds: number;
  /** A twelfth of the long one. */
  readonly shortSeconds: number;
  /** The share of the budget that is spent when it fires. */
  readonly budget: number;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Recommended windows of "The Site Reliability Workbook", chapter 5, "Alerting on SLOs", table 5-8. For 30 days they are
 * burn rates of 14.4, 6 and 1; for 28 days, of 13.44, 5.6 and 0.93: the budget spent is what stays the same.
 * https://sre.google/workbook/alerting-on-slos/
 */
export const burnRateRows: readonly BurnRateRow[] = [
  { severity: 'page', longSeconds: hour, shortSeconds: 5 * minute, budget: 0.02 },
  { severity: 'page', longSeconds: 6 * hour, shortSeconds: 30 * minute, budget: 0.05 },
  { severity: 'ticket', longSeconds: 3 * day, shortSeconds: 6 * hour, budget: 0.1 },
];

/**
 * How many bad ones must be in the windows besides: one failure among sixty would otherwise be a burn rate of 16, and wake
 * somebody ("Low-Traffic Services and Error Budget Alerting", the same chapter). It delays nothing where traffic is busy.
 */
export const leastBad = { long: 4, short: 2 } as const;

export const windowSeconds = ({ window }: Pick<Slo, 'window'>): number => (window === '28d' ? 28 : 30) * day;

/** The share of bad ones that the objective allows, such as 0.001. */
export const budgetOf = ({ objective }: Pick<Slo, 'objective'>): number => (100 - objective) / 100;

/** How many times faster than evenly the budget is spent when the row fires. */
export const burnRateOf = (slo: Pick<Slo, 'window'>, { budget, longSeconds }: BurnRateRow): number =>
  (budget * windowSeconds(slo)) / longSeconds;

/** The share of bad ones above which a row fires; above 1 it never can. Without what floating point adds. */
export const thresholdOf = (slo: Pick<Slo, 'window' | 'objective'>, row: BurnRateRow): number =>
  Number((burnRateOf(slo, row) * budgetOf(slo)).toPrecision(12));

/** `5m`, `1h`, `3d`: as windows are called in names and words. */
export function windowLabel(seconds: number): string {
  if (seconds % day === 0) return `${seconds / day}d`;
  return seconds % hour === 0 ? `${seconds / hour}h` : `${seconds / minute}m`;
}
