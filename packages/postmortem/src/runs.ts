import type { CanaryRun, StandingEntry } from '@tocsin/incident';
import { canary, entry, type Sourced } from './cite.ts';
import type { Sources } from './sources.ts';

/** A canary run with where it is known from. */
export interface KnownRun {
  readonly run: CanaryRun;
  readonly sources: Sourced;
  readonly failed?: CanaryRun['results'][number];
}

/** All runs of the incident's workflow, each once, from the first to the last. */
export function runsOf({ canaryRuns, incident }: Sources, entries: readonly StandingEntry[]): KnownRun[] {
  const known = new Map<string, KnownRun>();
  const add = (run: CanaryRun, sources: Sourced): void => {
    if (run.workflow !== incident.workflow || known.has(run.runId)) return;
    const failed = run.results.find(({ status }) => status === 'failed');
    known.set(run.runId, { run, sources, ...(failed ? { failed } : {}) });
  };
  for (const { entry: one, ref } of entries) if (one.type === 'canary.reported') add(one.run, [entry(ref)]);
  for (const run of canaryRuns) add(run, [canary(run.runId)]);
  return [...known.values()].sort(
    (a, b) => a.run.startedAt.localeCompare(b.run.startedAt) || a.run.runId.localeCompare(b.run.runId),
  );
}

export interface TurningPoint {
  readonly lastGood?: KnownRun;
  readonly firstBad?: KnownRun;
  readonly nextGood?: KnownRun;
}

/** The first of the failed runs in a row that were under way when the incident was detected, and what stood around them. */
export function turningPoint(runs: readonly KnownRun[], detectedAt: string): TurningPoint {
  // The failure that was detected is the newest one by then; where none was yet, the first one after.
  const before = runs.findLastIndex(({ run }) => !run.ok && run.startedAt <= detectedAt);
  const start = before >= 0 ? before : runs.findIndex(({ run }) => !run.ok);
  if (start < 0) return {};
  let first = start;
  while (first > 0 && runs[first - 1]?.run.ok === false) first -= 1;
  const next = runs.findIndex(({ run }, index) => index > start && run.ok);
  const [lastGood, firstBad, nextGood] = [runs[first - 1], runs[first], runs[next]];
  return {
    ...(lastGood ? { lastGood } : {}),
    ...(firstBad ? { firstBad } : {}),
    ...(nextGood ? { nextGood } : {}),
  };
}
