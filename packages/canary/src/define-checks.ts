import { DeclarationError, type Problem, type Step, type Workflow } from '@tocsin/workflow';
import type { Probe } from './probe.ts';

/** Names of what the checks read of their environment; the values are a stage's own (docs/deploying.md). */
export interface CheckNeeds {
  /** Must be set where the canary runs, such as `BASE_URL`. */
  readonly environment?: readonly string[];
  /** Kept in Parameter Store or Secrets Manager; the environment says where, never what. */
  readonly secrets?: readonly string[];
}

/** The checks of one workflow: for each step its probes, tried in order. */
export interface Checks {
  readonly workflow: string;
  readonly steps: Readonly<Record<string, readonly Probe[]>>;
  readonly needs: Required<CheckNeeds>;
}

/**
 * Gives every step of a workflow its check: one probe, or several tried in order. A step without a check and a check
 * without a step do not compile, and are refused at load as well.
 *
 * @throws DeclarationError listing every problem with its place and mend
 * @example
 * export const checks = defineChecks(viewer, {
 *   'sign-in': http({ dependency: 'identity', method: 'POST', url: '/sign-in', expect: { status: 200 } }),
 *   view: [
 *     http({ dependency: 'tile-server', url: '/view', expect: { status: 200, maxMs: 1_500 } }),
 *     http({ dependency: 'thumbnails', url: '/thumbnails', expect: { status: 200 } }),
 *   ],
 * }, { environment: ['BASE_URL'] });
 */
export function defineChecks<const StepId extends string>(
  workflow: Workflow<StepId>,
  checks: { readonly [Id in NoInfer<StepId>]: Probe | readonly Probe[] },
  { environment = [], secrets = [] }: CheckNeeds = {},
): Checks {
  const given: Readonly<Record<string, Probe | readonly Probe[] | undefined>> = checks;
  const unknown = Object.keys(given)
    .filter((id) => !workflow.steps.some((step) => step.id === id))
    .map((id): Problem => {
      const known = workflow.steps.map((step) => step.id).join(', ');
      return { place: id, problem: `there is no step "${id}"`, mend: `Name one of: ${known}.` };
    });
  const steps = Object.fromEntries(
    workflow.steps.map((step) => {
      const check = given[step.id];
      return [step.id, check === undefined ? [] : Array.isArray(check) ? [...check] : [check as Probe]];
    }),
  ) as Record<string, Probe[]>;
  const names = [...environment, ...secrets].filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name));
  const badNames = names.map(
    (name): Problem => ({ place: 'needs', problem: `"${name}" is no name of a variable`, mend: 'Use A-Z, 0-9 and _.' }),
  );
  const problems = [
    ...unknown,
    ...badNames,
    ...workflow.steps.flatMap((step) => problemsOf(step, steps[step.id] ?? [])),
  ];
  if (problems.length > 0) throw new DeclarationError(`The check list of workflow "${workflow.id}"`, problems);
  return { workflow: workflow.id, steps, needs: { environment, secrets } };
}

function problemsOf(step: Step, probes: readonly Probe[]): Problem[] {
  if (probes.length === 0) {
    return [{ place: step.id, problem: 'the step has no check', mend: 'Give it at least one probe.' }];
  }
  const needed = step.needs.map((need) => need.dependency.id);
  const strangers = probes.flatMap(({ dependency }, index): Problem[] => {
    if (dependency === undefined || needed.includes(dependency)) return [];
    const mend =
      needed.length > 0
        ? `Name one of: ${needed.join(', ')}; or add it to the step's needs.`
        : "Leave it out, or add it to the step's needs.";
    return [{ place: `${step.id}[${index}].dependency`, problem: `the step does not stand on "${dependency}"`, mend }];
  });
  // Each soft dependency has an alarm of its own (alarmSpecs); without a probe it could never fire.
  const unseen = step.needs
    .filter(({ kind, dependency }) => kind === 'soft' && !probes.some((probe) => probe.dependency === dependency.id))
    .map(
      ({ dependency }): Problem => ({
        place: step.id,
        problem: `no probe tells of its soft dependency "${dependency.id}", so its failure would go unseen`,
        mend: `Add a probe with dependency: '${dependency.id}'.`,
      }),
    );
  return [...strangers, ...unseen];
}
