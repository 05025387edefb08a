import { isOutcome, type Outcome, plannedStep, recordOf, type Walk } from './walk.ts';

export interface Progress {
  /** Steps that are settled. */
  readonly settled: number;
  /** Those, and the fewest that are still to come. */
  readonly total: number;
  readonly skipped: number;
  readonly didNotWork: number;
  readonly minutes: number;
  /** `3 of 7, 1 skipped, 4 min` */
  readonly summary: string;
}

/**
 * How far a walk is.
 *
 * @param now an ISO time; once the walk has ended, the time of its end counts
 */
export function progressOf(walk: Walk, now: string): Progress {
  const settled = walk.plan.steps.filter(({ id }) => id !== walk.at && isOutcome(recordOf(walk, id).status));
  const count = (types: readonly Outcome['type'][]): number =>
    settled.filter(({ id }) => types.some((type) => recordOf(walk, id).status.type === type)).length;
  const [skipped, didNotWork] = [count(['skipped']), count(['did-not-work'])];
  const total = settled.length + fewestFrom(walk, new Set(settled.map(({ id }) => id)));
  const minutes = Math.max(0, Math.round((Date.parse(walk.ended?.at ?? now) - Date.parse(walk.startedAt)) / 60_000));
  const parts = [
    `${settled.length} of ${total}`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(didNotWork > 0 ? [`${didNotWork} did not work`] : []),
    `${minutes} min`,
  ];
  return { settled: settled.length, total, skipped, didNotWork, minutes, summary: parts.join(', ') };
}

/** The fewest steps from where it is to an end, that one included; those that are settled already count once. */
function fewestFrom(walk: Walk, settled: ReadonlySet<string>): number {
  const seen = new Set<string>();
  let open = walk.at === undefined ? [] : [{ id: walk.at, fresh: 0 }];
  // Breadth first: the first way that ends is a shortest one.
  while (open.length > 0) {
    const further: typeof open = [];
    for (const { id, fresh } of open) {
      const step = seen.has(id) ? undefined : plannedStep(walk, id);
      if (!step) continue;
      seen.add(id);
      const count = fresh + (settled.has(id) ? 0 : 1);
      const { onward, otherwise, branches } = step.exits;
      const targets = [onward, ...branches.map(({ target }) => target), otherwise].filter(
        (target) => target !== undefined,
      );
      if (targets.some(({ type }) => type !== 'step')) return count;
      for (const target of targets) if (target.type === 'step') further.push({ id: target.step, fresh: count });
    }
    open = further;
  }
  return walk.at === undefined ? 0 : 1;
}

/** Whether people said anything that its runbook could learn from: what they skipped, what did not work, what they noted. */
export const hasLessons = (walk: Walk): boolean =>
  walk.plan.steps.some(({ id }) => {
    const { status, earlier, notes } = recordOf(walk, id);
    const lacked = [...earlier, ...(isOutcome(status) ? [status] : [])].some(
      (outcome) =>
        outcome.type === 'skipped' || outcome.type === 'did-not-work' || (outcome.type === 'acted' && !outcome.worked),
    );
    return lacked || notes.length > 0;
  });
