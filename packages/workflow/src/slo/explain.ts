import type { Workflow } from '../model.ts';
import { isHighResolution, outage, slosOf } from './alarms.ts';
import {
  type BurnRateRow,
  budgetOf,
  burnRateOf,
  burnRateRows,
  thresholdOf,
  windowLabel,
  windowSeconds,
} from './burn-rates.ts';
import type { SliSource, Slo } from './declare.ts';
import { type Detection, detectionOf } from './formulas.ts';
import type { SloSubject } from './sli.ts';
import { lagAtMost, lagOnAverage, timingOf, timings } from './timing.ts';

/** One pair of windows and what it detects. */
export interface ExplainedRow {
  readonly severity: BurnRateRow['severity'];
  readonly long: string;
  readonly short: string;
  readonly burnRate: number;
  /** The share of bad ones above which it fires. */
  readonly threshold: number;
  /** False: the objective is so low that not even a total outage burns that fast. */
  readonly reachable: boolean;
  /** The share of the budget that is spent when it fires. */
  readonly budget: number;
  readonly detections: readonly Detection[];
  /** What CloudWatch adds to each detection, in seconds. */
  readonly lag: { readonly average: number; readonly most: number };
}

/** How soon something is known whatever the objective: a dead step by the canary, an outage by high resolution. */
export interface ExplainedFast {
  readonly kind: 'outage' | 'step-failing';
  readonly averageSeconds: number;
  readonly mostSeconds: number;
  readonly how: string;
}

export interface SloExplanation {
  readonly workflow: string;
  readonly step?: string;
  readonly sli: Slo['sli'];
  readonly source: SliSource['type'];
  readonly objective: number;
  readonly window: Slo['window'];
  /** The share that may be bad, and how many minutes of total outage that is. */
  readonly budget: { readonly share: number; readonly minutes: number };
  /** Requests or canary runs a minute that the figures are for; undefined: busy. */
  readonly perMinute?: number;
  readonly rows: readonly ExplainedRow[];
  readonly fast: readonly ExplainedFast[];
  readonly advice: readonly string[];
}

/** The rates of errors that are looked at: all, half, a tenth, a twentieth. */
export const explainedRates = [1, 0.5, 0.1, 0.05] as const;

/**
 * What the objectives of a workflow detect and how soon: windows, thresholds, detection times, budget spent, reset times, for the
 * workflow and for each step with an objective of its own.
 *
 * @example
 * for (const { rows } of sloExplain(checkout)) console.table(rows.map(({ long, burnRate, threshold }) => ({ long, burnRate, threshold })));
 */
export function sloExplain(workflow: Workflow): SloExplanation[] {
  return slosOf(workflow).map((subject) => {
    const { slo, step } = subject;
    const perMinute = perMinuteOf(subject);
    const fast = fastOf(subject);
    const share = budgetOf(slo);
    const rows = burnRateRows.map((row) => explained(slo, row, perMinute));
    return {
      workflow: workflow.id,
      ...(step === undefined ? {} : { step }),
      sli: slo.sli,
      source: slo.from.type,
      objective: slo.objective,
      window: slo.window,
      budget: { share, minutes: (share * windowSeconds(slo)) / 60 },
      ...(perMinute === undefined ? {} : { perMinute }),
      rows,
      fast,
      advice: adviceOn(subject, rows, fast),
    };
  });
}

/** How often there is something to count. */
export function perMinuteOf({ workflow, slo: { from } }: SloSubject): number | undefined {
  if (from.type === 'canary') return workflow.canary.twin ? 2 : 1;
  return from.type === 'metrics' ? from.perMinute : undefined;
}

function explained(slo: Slo, row: BurnRateRow, perMinute: number | undefined): ExplainedRow {
  const threshold = thresholdOf(slo, row);
  const timing = timingOf({ periodSeconds: row.longSeconds, evaluationPeriods: 1 });
  return {
    severity: row.severity,
    long: windowLabel(row.longSeconds),
    short: windowLabel(row.shortSeconds),
    burnRate: burnRateOf(slo, row),
    threshold,
    reachable: threshold < 1,
    budget: row.budget,
    detections: explainedRates.map((errorRate) => detectionOf(slo, row, { errorRate, perMinute })),
    lag: { average: lagOnAverage(timing), most: lagAtMost(timing) },
  };
}

function fastOf(subject: SloSubject): ExplainedFast[] {
  const fast: ExplainedFast[] = [];
  if (isHighResolution(subject)) {
    const deciding = outage.windowSeconds * outage.share;
    fast.push({
      kind: 'outage',
      averageSeconds: deciding + lagOnAverage(timings.high),
      mostSeconds: deciding + lagAtMost(timings.high),
      how: `${outage.share * 100} % of the requests fail for ${outage.windowSeconds} s, looked at every 10 s`,
    });
  }
  if (subject.step === undefined) fast.push(deadStep(subject.workflow));
  return fast;
}

/** A canary finds a dead step: it starts, gets there, makes sure, and its datum is seen. */
function deadStep({ canary: { twin, confirmMs } }: Workflow): ExplainedFast {
  const [timing, pace] = twin ? [timings.high, 30] : [timings.standard, 60];
  return {
    kind: 'step-failing',
    averageSeconds: pace / 2 + confirmMs / 1000 + lagOnAverage(timing),
    mostSeconds: pace + confirmMs / 1000 + lagAtMost(timing),
    how: `${twin ? 'two canaries, half a minute apart, and a metric of high resolution' : 'one canary a minute'}; failing for ${confirmMs / 1000} s counts`,
  };
}

function adviceOn(
  { workflow, slo, step }: SloSubject,
  rows: readonly ExplainedRow[],
  fast: readonly ExplainedFast[],
): string[] {
  const advice: string[] = [];
  if (rows.some(({ severity, reachable }) => severity === 'page' && !reachable))
    advice.push(
      'Not even a total outage burns the budget fast enough for each page: what is declared here is an objective for tickets.',
    );
  if (!fast.some(({ averageSeconds }) => averageSeconds < 60))
    advice.push(
      step === undefined && slo.from.type === 'canary' && !workflow.canary.twin
        ? 'Nothing here tells of an outage within a minute: give the canary a twin, or the step a metric of high resolution.'
        : 'Nothing here tells of an outage within a minute: store the metric with high resolution (`resolution: "high"`).',
    );
  const blind = rows.flatMap(({ severity, detections }) =>
    severity === 'page'
      ? detections.filter(({ seconds, waitsFor }) => seconds === null && waitsFor === 'least-bad')
      : [],
  );
  if (blind.length > 0)
    advice.push(
      'There is too little to count for a page at low rates of errors: count real requests, put services together, or let the ticket tell.',
    );
  return advice;
}
