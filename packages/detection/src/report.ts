import { type Played, play } from './play.ts';
import type { Scenario } from './scenario.ts';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** What a scenario came to over all its seeds; times in whole seconds. */
export interface ScenarioReport {
  readonly name: string;
  readonly what: string;
  /** Whether it met what was expected of it in every play. */
  readonly ok: boolean;
  /** Where it did not: the seed and what was seen. */
  readonly misses: readonly string[];
  readonly seeds: number;
  readonly detected: boolean;
  /** The share of plays in which it was detected. */
  readonly recall: number;
  /** The share of pages that were about the fault; 1 where nobody was paged. */
  readonly precision: number;
  /** From the fault to the first action that tells of it. */
  readonly detectionSeconds: Percentiles | null;
  /** From the fault until the step was named that stayed named. */
  readonly namedSeconds: Percentiles | null;
  readonly targetSeconds: number | null;
  /** Why there is none. */
  readonly noTarget: string | null;
  readonly namedStep: string | null;
  readonly expectedStep: string | null;
  readonly namedDependency: string | null;
  /** People woken, in all plays together. */
  readonly pages: number;
  /** From the end of the fault until the last alarm was quiet. */
  readonly resetSeconds: Percentiles | null;
  /** The share of the whole budget that was gone when it was detected. */
  readonly budgetSpent: number | null;
}

interface Outcome {
  readonly seed: number;
  readonly detectedAt?: number;
  readonly namedAt?: number;
  readonly step: string;
  readonly dependency?: string;
  /** By Tocsin's incidents, then by alarms that page themselves. */
  readonly pages: readonly number[];
  readonly direct: readonly number[];
  readonly reset?: number;
  readonly spent?: number;
}

/** Plays a scenario with seeds from 1 on, and says what came of it. */
export function reportOn(scenario: Scenario, { seeds }: { readonly seeds: number }): ScenarioReport {
  const count = Math.min(seeds, scenario.mostSeeds ?? seeds);
  const outcomes = Array.from({ length: count }, (_, index) =>
    outcomeOf(scenario, index + 1, play(scenario, index + 1)),
  );
  const { expected } = scenario;
  const detection = percentiles(outcomes.map(({ detectedAt }) => detectedAt));
  const misses = outcomes.flatMap((outcome) =>
    missesOf(scenario, outcome).map((miss) => `seed ${outcome.seed}: ${miss}`),
  );
  const late = expected.withinSeconds !== undefined && detection !== null && detection.p95 > expected.withinSeconds;
  const pages = outcomes.flatMap((outcome) => [...outcome.pages, ...outcome.direct]);
  const right = expected.detected ? pages.filter((at) => at >= 0).length : 0;
  const detected = outcomes.filter(({ detectedAt }) => detectedAt !== undefined).length;
  const all = [...misses, ...(late ? [`p95 is ${detection?.p95} s, the target ${expected.withinSeconds} s`] : [])];
  return {
    name: scenario.name,
    what: scenario.what,
    ok: all.length === 0,
    misses: all,
    seeds: count,
    detected: detected === count,
    recall: detected / count,
    precision: pages.length === 0 ? 1 : right / pages.length,
    detectionSeconds: detection,
    namedSeconds: percentiles(outcomes.map(({ namedAt }) => namedAt)),
    targetSeconds: expected.withinSeconds ?? null,
    noTarget: expected.noTarget ?? null,
    namedStep: detected === 0 ? null : mostCommon(outcomes.map(({ step }) => step)),
    expectedStep: expected.step ?? null,
    namedDependency: mostCommon(outcomes.flatMap(({ dependency }) => dependency ?? [])),
    pages: pages.length,
    resetSeconds: percentiles(outcomes.map(({ reset }) => reset)),
    budgetSpent: mean(outcomes.flatMap(({ spent }) => spent ?? [])),
  };
}

function outcomeOf(scenario: Scenario, seed: number, played: Played): Outcome {
  const incident = played.opened.find(({ at }) => at >= 0);
  const direct = scenario.expected.by === 'page-topic';
  const detectedAt = direct ? played.toldDirectly[0] : scenario.expected.detected ? incident?.at : played.opened[0]?.at;
  const ended = Math.max(0, ...scenario.faults.map(({ from, seconds }) => from + seconds));
  // On the way to recovery one thing after another is fine again: what was named while it lasted is what counts.
  const last = incident?.names.findLast(({ at }) => at <= ended);
  const step = last?.step ?? 'unknown';
  const namedAt = incident?.names.find((name) => (name.step ?? 'unknown') === step)?.at;
  const resets = played.alarms.flatMap(({ firedAt, resetAt }) =>
    firedAt >= 0 && resetAt !== undefined ? resetAt : [],
  );
  const reset = Math.max(...resets) - ended;
  return {
    seed,
    step,
    pages: played.opened.flatMap(({ pagedAt }) => pagedAt ?? []),
    direct: played.toldDirectly,
    ...(detectedAt === undefined ? {} : { detectedAt, spent: played.spentBy(detectedAt) }),
    ...(namedAt === undefined ? {} : { namedAt }),
    ...(last?.dependency === undefined ? {} : { dependency: last.dependency }),
    ...(Number.isFinite(reset) && scenario.faults.length > 0 ? { reset } : {}),
  };
}

function missesOf({ expected }: Scenario, { detectedAt, step, dependency, pages, direct }: Outcome): string[] {
  const all = pages.length + direct.length;
  if (!expected.detected) return all > 0 ? [`${all} pages for nothing`] : [];
  const misses: string[] = [];
  if (detectedAt === undefined) misses.push('not detected');
  if (detectedAt !== undefined && expected.step !== undefined && step !== expected.step)
    misses.push(`${step} was named, not ${expected.step}`);
  if (expected.dependency !== undefined && dependency !== expected.dependency)
    misses.push(`${dependency ?? 'no dependency'} was named, not ${expected.dependency}`);
  if (expected.ticket && pages.length > 0) misses.push('somebody was paged for what can wait');
  if (pages.length > 1) misses.push(`${pages.length} pages for one fault`);
  return misses;
}

/** Nearest rank; nothing where there are no values. */
export function percentiles(values: readonly (number | undefined)[]): Percentiles | null {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (share: number) => Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

function mostCommon(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
