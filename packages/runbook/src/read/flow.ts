import type { Step, Target } from '../model.ts';
import { problemAt, type RunbookProblem } from '../problem.ts';

/** Steps that no way leads to, and ways that never end. */
export function flowProblems(steps: readonly Step[]): RunbookProblem[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const reached = reachable(steps, byId);
  const unreachable = steps
    .filter(({ id }) => !reached.has(id))
    // The first of a row is the one to mend; those behind it are reached through it.
    .filter(({ id }, index, all) => !all.slice(0, index).some((before) => leadsOn(before, id)))
    .map(({ place, title }) =>
      problemAt(place, `no way leads to the step "${title}"`, 'Link it from an answer, or take it out.'),
    );
  const ending = thatEnd(steps);
  const endless = steps.find(({ id }) => reached.has(id) && !ending.has(id));
  if (!endless) return unreachable;
  const loop = steps.filter(({ id }) => reached.has(id) && !ending.has(id)).map(({ title }) => `"${title}"`);
  return [
    ...unreachable,
    problemAt(
      endless.place,
      `there is no way out of ${loop.join(', ')}`,
      'Let an answer of one of them lead to a step outside, or to the last one.',
    ),
  ];
}

const targetsOf = ({ exits }: Step): Target[] => [
  ...(exits.onward ? [exits.onward] : []),
  ...(exits.otherwise ? [exits.otherwise] : []),
  ...exits.branches.map(({ target }) => target),
];
const leadsOn = (step: Step, id: string): boolean =>
  targetsOf(step).some((target) => target.type === 'step' && target.step === id);

function reachable(steps: readonly Step[], byId: ReadonlyMap<string, Step>): Set<string> {
  const reached = new Set<string>();
  const open = steps.slice(0, 1);
  for (let step = open.pop(); step; step = open.pop()) {
    if (reached.has(step.id)) continue;
    reached.add(step.id);
    for (const target of targetsOf(step)) {
      const next = target.type === 'step' ? byId.get(target.step) : undefined;
      if (next) open.push(next);
    }
  }
  return reached;
}

/** Steps from which an end can be reached: found backwards from the ends. */
function thatEnd(steps: readonly Step[]): Set<string> {
  const before = new Map<string, string[]>();
  const open: string[] = [];
  for (const step of steps) {
    for (const target of targetsOf(step)) {
      if (target.type === 'step') before.set(target.step, [...(before.get(target.step) ?? []), step.id]);
      else open.push(step.id);
    }
  }
  const ending = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (ending.has(id)) continue;
    ending.add(id);
    open.push(...(before.get(id) ?? []));
  }
  return ending;
}
