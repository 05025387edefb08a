import { tagsOf } from '../alarms/describe.ts';
import { burnRateRows, windowSeconds } from './burn-rates.ts';
import type { SloSubject } from './sli.ts';

/** A service level objective of Application Signals, in CreateServiceLevelObjective's terms. */
export interface ServiceLevelSpec {
  readonly name: string;
  readonly description: string;
  readonly service: Readonly<Record<'Type' | 'Name' | 'Environment', string>>;
  readonly operation?: string;
  readonly metricType: 'AVAILABILITY' | 'LATENCY';
  /** ms, for a latency. */
  readonly threshold?: number;
  readonly days: number;
  readonly attainmentGoal: number;
  /** Look-back windows whose burn rate is put as a metric. */
  readonly burnRateMinutes: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Letters, digits, `-`, `.`, `_` and spaces, 128 at most (CreateServiceLevelObjective, Name). */
export function sloName({ workflow, step, slo }: SloSubject, { stage }: { readonly stage: string }): string {
  return ['tocsin', stage, workflow.id, ...(step === undefined ? [] : [step]), slo.sli].join('.').slice(0, 128);
}

/** The objective as Application Signals keeps it, where it counts the requests itself. */
export function serviceLevel(subject: SloSubject, { stage }: { readonly stage: string }): ServiceLevelSpec | undefined {
  const { workflow, slo, step } = subject;
  const { from, sli } = slo;
  if (from.type !== 'application-signals') return undefined;
  return {
    name: sloName(subject, { stage }),
    description: `${step ?? workflow.id}: ${sli} ${slo.objective} % in ${slo.window}`,
    service: { Type: 'Service', Name: from.service, Environment: from.environment },
    ...(from.operation === undefined ? {} : { operation: from.operation }),
    metricType: sli === 'latency' ? 'LATENCY' : 'AVAILABILITY',
    ...(slo.thresholdMs === undefined ? {} : { threshold: slo.thresholdMs }),
    days: windowSeconds(slo) / 86_400,
    attainmentGoal: slo.objective,
    // Two pairs share a window, and a burn rate is kept once.
    burnRateMinutes: [...new Set(burnRateRows.flatMap((row) => [row.longSeconds / 60, row.shortSeconds / 60]))],
    tags: tagsOf({ workflow: workflow.id, ...(step === undefined ? {} : { step }), kind: 'slo-page' }),
  };
}
