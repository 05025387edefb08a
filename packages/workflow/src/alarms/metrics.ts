/**
 * Metrics of Tocsin's own, put by the canary beside those of Synthetics, with a resolution of a second.
 *
 *     Degraded  {Workflow, Step, Dependency}   1 when a soft dependency let its step down
 *     Dead      {Workflow, Step}               1 when a step failed and still failed when it was tried again (`confirmMs`)
 *     Failed    {Workflow}, {Workflow, Step}   1 when the first try failed, whatever came of the others
 *
 * A step that was not reached has no datapoint: nothing is known of it.
 */
const namespace = 'Tocsin';
export const degradedMetric = { namespace, name: 'Degraded' } as const;
export const deadMetric = { namespace, name: 'Dead' } as const;
export const failedMetric = { namespace, name: 'Failed' } as const;

/** What the canary measured: its alarms fire only for a step that was reached. */
export const isCanaryNamespace = (name: string | undefined): boolean =>
  name === 'CloudWatchSynthetics' || name === namespace;
