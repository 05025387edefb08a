import type { Step, Workflow } from './model.ts';

interface Ordered {
  readonly id: string;
  readonly after: readonly string[];
}

/** The ids of a cycle, first one repeated at the end, or undefined when the order is a proper graph. */
export function findCycle(steps: readonly Ordered[]): string[] | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const finished = new Set<string>();
  const walk = (id: string, path: readonly string[]): string[] | undefined => {
    if (finished.has(id)) return undefined;
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id].reverse();
    for (const before of byId.get(id)?.after ?? []) {
      const cycle = walk(before, [...path, id]);
      if (cycle) return cycle;
    }
    finished.add(id);
    return undefined;
  };
  for (const step of steps) {
    const cycle = walk(step.id, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Steps so that each stands behind all it waits for; declared order decides where the graph does not. */
export function inOrder<S extends Ordered>(steps: readonly S[]): S[] {
  const placed = new Set<string>();
  const ordered: S[] = [];
  while (ordered.length < steps.length) {
    const next = steps.find((step) => !placed.has(step.id) && step.after.every((id) => placed.has(id)));
    if (!next) throw new Error(`steps wait for each other: ${steps.map((step) => step.id).join(', ')}`);
    placed.add(next.id);
    ordered.push(next);
  }
  return ordered;
}

/** Everything a step stands on, near and far, without itself. */
export function ancestorsOf(steps: readonly Ordered[], id: string): Set<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const visit = (current: string): void => {
    for (const before of byId.get(current)?.after ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      visit(before);
    }
  };
  visit(id);
  return found;
}

/** Everything behind a step: what is blocked while it fails. */
export function descendantsOf(steps: readonly Ordered[], id: string): Set<string> {
  return new Set(steps.filter((step) => ancestorsOf(steps, step.id).has(id)).map((step) => step.id));
}

export function stepOf(workflow: Workflow, id: string): Step | undefined {
  return workflow.steps.find((step) => step.id === id);
}

/** Ids of the dependencies a workflow stands on, in the order of its steps, each once. */
export function dependenciesOf(workflow: Workflow): string[] {
  return [...new Set(workflow.steps.flatMap((step) => step.needs.map((need) => need.dependency.id)))];
}
