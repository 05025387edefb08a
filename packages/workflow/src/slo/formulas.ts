import { type BurnRateRow, budgetOf, leastBad, thresholdOf, windowSeconds } from './burn-rates.ts';
import type { Slo } from './declare.ts';

/** What an alarm does about one rate of errors; null: it never fires, or only by luck. */
export interface Detection {
  /** The share of requests that fail, 1 for all. */
  readonly errorRate: number;
  /** From the fault to the datum that decides; what CloudWatch needs besides is `Timing`. */
  readonly seconds: number | null;
  /** What it waits for: the burn rate, or that there are enough failures to go by. */
  readonly waitsFor: 'burn-rate' | 'least-bad';
  /** The share of the whole budget that is gone by then. */
  readonly budgetSpent: number | null;
  /** From the fault's end until the short window is quiet. */
  readonly resetSeconds: number | null;
}

export interface Load {
  /** Requests, or runs of a canary, a minute; undefined: busy enough not to matter. */
  readonly perMinute: number | undefined;
}

/**
 * The workbook's closed formulas (chapter 5): detection time = (1 − SLO) ÷ error rate × window × burn rate, here threshold ÷
 * error rate × window; spent by then: error rate × detection time of budget × SLO window; reset: the short window, less the
 * part of it that alone would not breach. Beside them stands how long it takes for enough failures to be counted.
 */
export function detectionOf(
  slo: Slo,
  row: BurnRateRow,
  { errorRate, perMinute }: Load & { readonly errorRate: number },
): Detection {
  const threshold = thresholdOf(slo, row);
  const byRate = (threshold / errorRate) * row.longSeconds;
  const badPerSecond = perMinute === undefined ? Number.POSITIVE_INFINITY : (perMinute / 60) * errorRate;
  const byCount = leastBad.long / badPerSecond;
  const seconds = Math.max(byRate, byCount);
  const waitsFor = byCount > byRate ? 'least-bad' : 'burn-rate';
  const enough = badPerSecond * row.shortSeconds >= leastBad.short && byCount <= row.longSeconds;
  if (errorRate <= threshold || !enough)
    return {
      errorRate,
      seconds: null,
      waitsFor: enough ? 'burn-rate' : 'least-bad',
      budgetSpent: null,
      resetSeconds: null,
    };
  const resets = [row.shortSeconds * (1 - threshold / errorRate), row.shortSeconds - leastBad.short / badPerSecond];
  return {
    errorRate,
    seconds,
    waitsFor,
    budgetSpent: (errorRate * seconds) / (budgetOf(slo) * windowSeconds(slo)),
    resetSeconds: Math.max(0, Math.min(...resets)),
  };
}
