import { DeclarationError, type Problem } from './errors.ts';
import { findCycle } from './graph.ts';
import { type CanaryPlan, Dependency, type Links, type Need, type Owner, type Severity, Workflow } from './model.ts';
import { inWords, problemsOf } from './problems.ts';
import type { SloDeclaration } from './slo/declare.ts';
import { sloProblems } from './slo/problems.ts';

/** What a step declares; everything but its title has a default. */
export interface StepDeclaration<StepId extends string> {
  readonly title: string;
  readonly service?: string;
  /** Steps that must have passed before; the step declared just above when left out, none when `[]`. */
  readonly after?: readonly StepId[];
  readonly needs?: readonly Need[];
  /** Time limit of its check, ms; 10,000 when left out. */
  readonly timeoutMs?: number;
  readonly owner?: Owner;
  readonly runbook?: string;
  /** An objective of its own; from the step's own requests it finds what the canary is too coarse for (docs/slo.md). */
  readonly slo?: SloDeclaration;
  readonly alarms?: readonly string[];
}

export interface WorkflowDeclaration<StepId extends string> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly owner: Owner;
  readonly runbook: string;
  readonly slo: SloDeclaration;
  readonly canary?: Partial<CanaryPlan>;
  readonly links: Links;
  readonly severity?: Severity;
  readonly steps: { readonly [Id in StepId]: StepDeclaration<NoInfer<StepId>> };
  readonly alarms?: readonly string[];
}

/** Declares a dependency once, for every workflow that stands on it. */
export function defineDependency<const Id extends string>(
  declaration: Dependency & { id: Id },
): Dependency & { id: Id } {
  const parsed = Dependency.safeParse(declaration, inWords);
  if (!parsed.success) throw new DeclarationError(`Dependency "${declaration.id}"`, problemsOf(parsed.error.issues));
  return parsed.data as Dependency & { id: Id };
}

/** The step fails when the dependency does. */
export const hard = (dependency: Dependency): Need => ({ dependency, kind: 'hard' });
/** The step only degrades when the dependency fails. */
export const soft = (dependency: Dependency): Need => ({ dependency, kind: 'soft' });

/**
 * Declares a workflow: the path users depend on, as steps in order. Step ids are the keys, so a duplicate or an unknown
 * id in `after` does not compile; what types cannot see (cycles, bad ids) is thrown at load.
 *
 * @throws DeclarationError listing every problem with its place and mend
 * @example
 * export const viewer = defineWorkflow({
 *   id: 'design-viewer', title: 'View a design', summary: 'Upload a file and look at it', owner: { team: 'Viewer' },
 *   runbook: 'runbook.md', slo: { objective: 99.9, window: '28d' }, links: { source: 'https://git.example/viewer' },
 *   steps: {
 *     'sign-in': { title: 'Sign in', needs: [hard(identity)] },
 *     view: { title: 'Open the viewer', needs: [hard(tiles), soft(thumbnails)] },
 *   },
 * });
 */
export function defineWorkflow<const StepId extends string>(
  declaration: WorkflowDeclaration<StepId>,
): Workflow<StepId> {
  const ids = Object.keys(declaration.steps ?? {}) as StepId[];
  const steps = ids.map((id, index) => {
    const step: Partial<StepDeclaration<StepId>> = declaration.steps[id] ?? {};
    const previous = ids[index - 1];
    return {
      ...step,
      id,
      service: step.service ?? String(declaration.title),
      after: copyOf(step.after ?? (previous === undefined ? [] : [previous])),
      needs: copyOf(step.needs ?? []),
      timeoutMs: step.timeoutMs ?? 10_000,
      alarms: copyOf(step.alarms ?? []),
    };
  });
  const parsed = Workflow.safeParse({ ...declaration, steps, alarms: copyOf(declaration.alarms ?? []) }, inWords);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error.issues, ids)),
    ...(areListed(steps) ? orderProblems(steps) : []),
    ...sloProblems(parsed.data),
  ];
  if (!parsed.success || problems.length > 0)
    throw new DeclarationError(`Workflow "${typeof declaration.id === 'string' ? declaration.id : '?'}"`, problems);
  return parsed.data as unknown as Workflow<StepId>;
}

/** What is no list, though the compiler would have said so, is left for the schema to name. */
const copyOf = <One>(list: readonly One[]): readonly One[] => (Array.isArray(list) ? [...list] : list);

const areListed = (steps: readonly Ordered[]): boolean =>
  steps.every(
    ({ after, needs }) =>
      Array.isArray(after) && Array.isArray(needs) && needs.every((need: Need | undefined) => need?.dependency),
  );

interface Ordered {
  readonly id: string;
  readonly after: readonly string[];
  readonly needs: readonly Need[];
}

function orderProblems(steps: readonly Ordered[]): Problem[] {
  const known = new Set(steps.map((step) => step.id));
  const unknown = steps.flatMap((step) =>
    step.after
      .filter((id) => !known.has(id))
      .map((id) => ({
        place: `steps.${step.id}.after`,
        problem: `there is no step "${id}"`,
        mend: `Name one of: ${[...known].join(', ')}.`,
      })),
  );
  const doubled = steps.flatMap((step) => {
    const needed = step.needs.map((need) => need.dependency.id);
    return needed
      .filter((id, index) => needed.indexOf(id) !== index)
      .map((id) => ({
        place: `steps.${step.id}.needs`,
        problem: `dependency "${id}" is named twice`,
        mend: 'Keep one, hard or soft.',
      }));
  });
  const cycle = unknown.length > 0 ? undefined : findCycle(steps);
  const cyclic = cycle
    ? [
        {
          place: `steps.${cycle[0]}.after`,
          problem: `steps wait for each other: ${cycle.join(' → ')}`,
          mend: 'Take one of these steps out of the `after` of the next.',
        },
      ]
    : [];
  return [...unknown, ...doubled, ...cyclic];
}
