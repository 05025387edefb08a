import type { Step, Workflow } from '../model.ts';
import { type AlarmKind, alarmName, canaryName } from '../names.ts';
import { leastBad } from '../slo/burn-rates.ts';
import { describeAlarm, tagsOf } from './describe.ts';
import { deadMetric, degradedMetric, failedMetric, measuredOf } from './metrics.ts';
import type { AlarmActions, AlarmSpec, MetricAlarmSpec } from './spec.ts';

// Synthetics metrics have standard resolution and one minute is the shortest schedule, so 60 s is the shortest period.
const once = { periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1 } as const;

/**
 * The alarms on what the canary sees of a workflow.
 *
 *     step-failing     the step failed and kept failing while it was tried again. With a twin: looked at every 10 s
 *     step-stumbling   it failed now and then, four times in an hour: names the step of a brown-out
 *     step-degraded    it does without a soft dependency
 *     canary-failing   two runs in a row failed
 *
 * A step that was not reached has no datapoint: its alarm says INSUFFICIENT_DATA, which is the truth. That a canary reports
 * nothing at all is for the dead man's switch to tell (health.ts): it says nothing of the workflow.
 */
export function canaryAlarms(workflow: Workflow, { stage }: { readonly stage: string }): AlarmSpec[] {
  const steps = workflow.steps.flatMap((step) => [
    stepFailing(workflow, step, stage),
    ...(workflow.slo.from.type === 'canary' ? [stepStumbling(workflow, step, stage)] : []),
    ...step.needs
      .filter((need) => need.kind === 'soft')
      .map(({ dependency }) => stepDegraded(workflow, step, dependency, stage)),
  ]);
  return [...steps, canaryFailing(workflow, stage)];
}

function stepFailing(workflow: Workflow, step: Step, stage: string): MetricAlarmSpec {
  const about = head(workflow, { stage, kind: 'step-failing', step });
  const text = `Step "${step.title}" of "${workflow.title}" fails.`;
  const described = { ...about, description: describeAlarm(workflow, text, step) };
  if (workflow.canary.twin) {
    return {
      ...described,
      ...once,
      type: 'metric',
      periodSeconds: 10,
      metric: { ...deadMetric, dimensions: measuredOf({ stage, workflow: workflow.id, step: step.id }) },
      statistic: 'Maximum',
      threshold: 1,
      comparison: 'GreaterThanOrEqualToThreshold',
      // There is a datapoint every half minute and most periods have none: what was seen last holds until more is seen.
      treatMissingData: 'ignore',
      actions: fast,
    };
  }
  return {
    ...described,
    ...once,
    type: 'metric',
    metric: {
      namespace: 'CloudWatchSynthetics',
      name: 'SuccessPercent',
      dimensions: { CanaryName: canaryName({ stage, workflow: workflow.id }), StepName: step.id },
    },
    statistic: 'Average',
    threshold: 90,
    comparison: 'LessThanThreshold',
    treatMissingData: 'missing',
    actions: seen,
  };
}

function stepStumbling(workflow: Workflow, step: Step, stage: string): MetricAlarmSpec {
  const text = `Step "${step.title}" of "${workflow.title}" failed ${leastBad.long} times within an hour, and worked in between.`;
  return {
    ...head(workflow, { stage, kind: 'step-stumbling', step }),
    ...once,
    type: 'metric',
    description: describeAlarm(workflow, text, step),
    periodSeconds: 3600,
    metric: { ...failedMetric, dimensions: measuredOf({ stage, workflow: workflow.id, step: step.id }) },
    statistic: 'Sum',
    threshold: leastBad.long,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    actions: {
      ...seen,
      reason: 'it names the step when the error budget burns; by itself it can wait for the morning',
    },
  };
}

function stepDegraded(
  workflow: Workflow,
  step: Step,
  { id, title }: { id: string; title: string },
  stage: string,
): MetricAlarmSpec {
  const text = `Step "${step.title}" of "${workflow.title}" does without ${title}.`;
  return {
    ...head(workflow, { stage, kind: 'step-degraded', step, dependency: id }),
    ...once,
    type: 'metric',
    description: describeAlarm(workflow, text, step),
    metric: {
      ...degradedMetric,
      dimensions: measuredOf({ stage, workflow: workflow.id, step: step.id, dependency: id }),
    },
    statistic: 'Maximum',
    threshold: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'missing',
    actions: seen,
  };
}

function canaryFailing(workflow: Workflow, stage: string): MetricAlarmSpec {
  return {
    ...head(workflow, { stage, kind: 'canary-failing' }),
    ...once,
    type: 'metric',
    description: describeAlarm(workflow, `Two runs in a row of the canary of "${workflow.title}" failed.`),
    metric: {
      namespace: 'CloudWatchSynthetics',
      name: 'SuccessPercent',
      dimensions: { CanaryName: canaryName({ stage, workflow: workflow.id }) },
    },
    statistic: 'Average',
    threshold: 90,
    comparison: 'LessThanThreshold',
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    treatMissingData: 'missing',
    actions: seen,
  };
}

const seen: AlarmActions = {
  alarm: 'incident',
  ok: 'incident',
  missing: 'incident',
  reason: 'Tocsin opens the incident, and a step without data was not reached: neither failing nor fine',
};
const fast: AlarmActions = {
  ...seen,
  reason: 'Tocsin opens the incident; between two runs there is no data, which says nothing and keeps the state',
};

function head(
  { id }: Workflow,
  { stage, kind, step, dependency }: { stage: string; kind: AlarmKind; step?: Step; dependency?: string },
) {
  const about = {
    workflow: id,
    kind,
    ...(step === undefined ? {} : { step: step.id }),
    ...(dependency === undefined ? {} : { dependency }),
  };
  return { name: alarmName({ stage, ...about }), tags: tagsOf(about) };
}
