import type { Workflow } from '@tocsin/workflow';
import { nameOneOf, problemAt, type RunbookProblem } from '../problem.ts';
import type { Source } from './source.ts';

/** What a runbook is for has to be there: workflows, steps and dependencies of the catalog. */
export function scopeProblems({ file, matter }: Source, workflows: readonly Workflow[]): RunbookProblem[] {
  const ids = workflows.map(({ id }) => id);
  const steps = workflows.flatMap(({ id, steps }) => steps.map((step) => `${id}/${step.id}`));
  const dependencies = [
    ...new Set(workflows.flatMap(({ steps }) => steps.flatMap(({ needs }) => needs.map((need) => need.dependency.id)))),
  ];
  const unknown = (what: string, names: readonly string[], known: readonly string[]): RunbookProblem[] =>
    names
      .filter((name) => !known.includes(name))
      .map((name) => problemAt({ file, line: 1 }, `applies-to: there is no ${what} "${name}"`, nameOneOf(name, known)));
  return [
    ...unknown('workflow', matter.scope.workflows, ids),
    ...unknown('step', matter.scope.steps, steps),
    ...unknown('dependency', matter.scope.dependencies, dependencies),
  ];
}
