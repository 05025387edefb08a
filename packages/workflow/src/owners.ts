import type { Owner, Workflow } from './model.ts';

/** Every team that owns something, each once, by name: workflows' owners first, then those of steps and dependencies. */
export function ownersIn(workflows: readonly Workflow[]): Owner[] {
  const steps = workflows.flatMap((workflow) => workflow.steps);
  const all = [
    ...workflows.map(({ owner }) => owner),
    ...steps.map(({ owner }) => owner),
    ...steps.flatMap(({ needs }) => needs.map(({ dependency }) => dependency.owner)),
  ].filter((owner) => owner !== undefined);
  return all.filter(({ team }, index) => all.findIndex((other) => other.team === team) === index);
}
