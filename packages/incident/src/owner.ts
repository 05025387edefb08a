import { type Owner, type Severity, stepOf, type Workflow } from '@tocsin/workflow';
import type { Incident } from './incident.ts';

/** Whom to page and invite: the failing step's owner, else the workflow's. */
export function ownerOf(
  { naming }: { readonly naming?: Pick<NonNullable<Incident['naming']>, 'step'> | undefined },
  workflow: Workflow | undefined,
): Owner | undefined {
  return ownerOfStep(naming?.step, workflow);
}

/**
 * Whose pager calls. Until somebody acknowledges, a step renamed to another owner calls that one too; from then on
 * people see the naming for themselves.
 */
export function pagedOwner(
  { acknowledged, naming }: Pick<Incident, 'naming' | 'acknowledged'>,
  workflow: Workflow | undefined,
): Owner | undefined {
  return ownerOfStep(acknowledged ? acknowledged.step : naming?.step, workflow);
}

export const workflowOf = (
  { workflow }: Pick<Incident, 'workflow'>,
  workflows: readonly Workflow[],
): Workflow | undefined => workflows.find(({ id }) => id === workflow);

/** SEV1 is the worst. */
export const isWorse = (severity: Severity, than: Severity): boolean => severity < than;

const ownerOfStep = (step: string | undefined, workflow: Workflow | undefined): Owner | undefined =>
  (workflow && stepOf(workflow, step ?? '')?.owner) ?? workflow?.owner;
