import type { Workflow } from './model.ts';
import { alarmName, canaryName } from './names.ts';

/** A CloudWatch metric alarm in PutMetricAlarm's terms; stacks and the local CloudWatch transcribe it. */
export interface AlarmSpec {
  readonly name: string;
  readonly description: string;
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
  readonly statistic: 'Average' | 'Sum' | 'Minimum' | 'Maximum' | 'SampleCount';
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison:
    | 'GreaterThanOrEqualToThreshold'
    | 'GreaterThanThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  readonly treatMissingData: 'missing' | 'notBreaching' | 'breaching' | 'ignore';
  readonly tags: Readonly<Record<string, string>>;
}

/** Where the canary says that a soft dependency let a step down; CloudWatchSynthetics has no such metric. */
export const degradedMetric = { namespace: 'Tocsin', name: 'Degraded' } as const;

// Synthetics metrics have standard resolution and one minute is the shortest schedule, so 60 s is the shortest period.
const once = { periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1 } as const;

/**
 * The canary alarms of a workflow: one a step, one for each soft dependency of a step, one for the canary as a whole.
 * A step that was not reached has no datapoint: its alarm says INSUFFICIENT_DATA, which is the truth. A canary that
 * reports nothing at all is broken, so there missing data breaches.
 */
export function alarmSpecs(workflow: Workflow, { stage }: { readonly stage: string }): AlarmSpec[] {
  const canary = canaryName({ stage, workflow: workflow.id });
  const about = { stage, workflow: workflow.id };
  const tagsOf = (more: Record<string, string>) => ({ 'tocsin:workflow': workflow.id, ...more });
  const steps = workflow.steps.flatMap((step): AlarmSpec[] => [
    {
      ...once,
      name: alarmName({ ...about, kind: 'step-failing', step: step.id }),
      description: `Step "${step.title}" of "${workflow.title}" fails. Runbook: ${runbookUrl(workflow, step.runbook)}`,
      metric: {
        namespace: 'CloudWatchSynthetics',
        name: 'SuccessPercent',
        dimensions: { CanaryName: canary, StepName: step.id },
      },
      statistic: 'Average',
      threshold: 90,
      comparison: 'LessThanThreshold',
      treatMissingData: 'missing',
      tags: tagsOf({ 'tocsin:step': step.id }),
    },
    ...step.needs
      .filter((need) => need.kind === 'soft')
      .map(
        ({ dependency }): AlarmSpec => ({
          ...once,
          name: alarmName({ ...about, kind: 'step-degraded', step: step.id, dependency: dependency.id }),
          description: `Step "${step.title}" of "${workflow.title}" does without ${dependency.title}. Runbook: ${runbookUrl(workflow, step.runbook)}`,
          metric: {
            ...degradedMetric,
            dimensions: { Workflow: workflow.id, Step: step.id, Dependency: dependency.id },
          },
          statistic: 'Maximum',
          threshold: 1,
          comparison: 'GreaterThanOrEqualToThreshold',
          treatMissingData: 'missing',
          tags: tagsOf({ 'tocsin:step': step.id, 'tocsin:dependency': dependency.id }),
        }),
      ),
  ]);
  return [
    ...steps,
    {
      ...once,
      name: alarmName({ ...about, kind: 'canary-failing' }),
      description: `"${workflow.title}" fails, or its canary is silent. Runbook: ${runbookUrl(workflow)}`,
      metric: { namespace: 'CloudWatchSynthetics', name: 'SuccessPercent', dimensions: { CanaryName: canary } },
      statistic: 'Average',
      threshold: 90,
      comparison: 'LessThanThreshold',
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      treatMissingData: 'breaching',
      tags: tagsOf({}),
    },
  ];
}

/** Where people read the runbook: beside the declaration on the Git host. */
export function runbookUrl(workflow: Workflow, file = workflow.runbook): string {
  return `${workflow.links.source.replace(/\/$/, '')}/${file}`;
}
