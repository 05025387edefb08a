import { type StandingEntry, walksOf } from '@tocsin/incident';
import { isOutcome, type Outcome, recordOf, type Walk } from '@tocsin/runbook';
import { entry, type Source, type Sourced } from './cite.ts';
import type { KnownRunbook, Sources } from './sources.ts';

/** A walk through a runbook, with the entries that tell of each step. */
export interface KnownWalk {
  readonly id: string;
  readonly walk: Walk;
  readonly runbook?: KnownRunbook;
  readonly sources: Sourced;
  /** The runbook's step, and the entries that settled it. */
  readonly sourcesOf: (step: string) => Sourced;
}

export function walksIn({ incident, runbooks }: Sources, entries: readonly StandingEntry[]): KnownWalk[] {
  const settled = new Map<string, Source[]>();
  const begun = new Map<string, Source>();
  for (const { entry: one, ref } of entries) {
    if (one.type === 'walk.began') begun.set(one.walk, entry(ref));
    if (one.type !== 'walk.moved' || one.event.type !== 'step.settled') continue;
    const key = `${one.walk} ${one.event.step}`;
    settled.set(key, [...(settled.get(key) ?? []), entry(ref)]);
  }
  return walksOf(incident).map(({ id, walk }) => {
    const runbook = runbooks.find(({ file }) => file === walk.plan.file);
    const began = begun.get(id);
    return {
      id,
      walk,
      ...(runbook ? { runbook } : {}),
      sources: [{ type: 'runbook', walk: id }, ...(began ? [began] : [])],
      sourcesOf: (step) => [{ type: 'runbook', walk: id, step }, ...(settled.get(`${id} ${step}`) ?? [])],
    };
  });
}

/** What became of a step, each time that it was tried, in order. */
export function outcomesOf(walk: Walk, step: string): Outcome[] {
  const { earlier, status } = recordOf(walk, step);
  return isOutcome(status) ? [...earlier, status] : [...earlier];
}
