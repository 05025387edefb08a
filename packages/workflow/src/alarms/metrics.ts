/**
 * Metrics of Tocsin's own, put by the canary beside those of Synthetics, with a resolution of a second.
 *
 *     Degraded  {Stage, Workflow, Step, Dependency}         1 when a soft dependency let its step down
 *     Dead      {Stage, Workflow, Step}                     1 when a step failed and still failed when it was tried again
 *     Failed    {Stage, Workflow}, {Stage, Workflow, Step}  1 when the first try failed, whatever came of the others
 *
 * A step that was not reached has no datapoint: nothing is known of it. The stage is among the dimensions because stages share
 * an account, and what the canary of one sees is none of the other's business.
 */
const namespace = 'Tocsin';
export const degradedMetric = { namespace, name: 'Degraded' } as const;
export const deadMetric = { namespace, name: 'Dead' } as const;
export const failedMetric = { namespace, name: 'Failed' } as const;

export interface MeasuredSubject {
  readonly stage: string;
  readonly workflow: string;
  readonly step?: string | undefined;
  /** The soft dependency that a step does without. */
  readonly dependency?: string;
}

/** The dimensions of what the canary measured. */
export const measuredOf = ({ stage, workflow, step, dependency }: MeasuredSubject): Record<string, string> => ({
  Stage: stage,
  Workflow: workflow,
  ...(step === undefined ? {} : { Step: step }),
  ...(dependency === undefined ? {} : { Dependency: dependency }),
});

/** What the canary measured: its alarms fire only for a step that was reached. */
export const isCanaryNamespace = (name: string | undefined): boolean =>
  name === 'CloudWatchSynthetics' || name === namespace;
