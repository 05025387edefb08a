import type { Workflow } from '../model.ts';
import { canaryNames, healthPrefix, heartbeatName } from '../names.ts';
import { describeAlarm } from './describe.ts';
import type { AlarmActions, AlarmMetric, MathAlarmSpec, MetricAlarmSpec } from './spec.ts';

/** The dead man's switch needs so many minutes: a run may take longer than a minute, and a deploy restarts the canary. */
const silentMinutes = 5;

/**
 * The dead man's switch of each canary: it breaches while nothing is reported, and pages without passing through Tocsin. A
 * silent canary says nothing of its workflow, so it opens no incident there.
 */
export function silenceAlarms(workflow: Workflow, { stage }: { readonly stage: string }): MetricAlarmSpec[] {
  return canaryNames(workflow, { stage }).map((CanaryName, index) => {
    const which = index === 0 ? 'canary' : 'twin canary';
    const text = `The ${which} of "${workflow.title}" has not reported for ${silentMinutes} minutes: nobody knows whether it works.`;
    return {
      type: 'metric',
      name: `${healthPrefix(stage)}${index === 0 ? 'canary' : 'twin'}-silent/${workflow.id}`,
      description: describeAlarm(workflow, text),
      metric: { namespace: 'CloudWatchSynthetics', name: 'SuccessPercent', dimensions: { CanaryName } },
      statistic: 'SampleCount',
      periodSeconds: 60,
      evaluationPeriods: silentMinutes,
      datapointsToAlarm: silentMinutes,
      threshold: 1,
      comparison: 'LessThanThreshold',
      treatMissingData: 'breaching',
      tags: { 'tocsin:workflow': workflow.id, 'tocsin:kind': 'canary-silent' },
      actions: silence,
    };
  });
}

const silence: AlarmActions = {
  alarm: 'page',
  ok: 'page',
  missing: 'nobody',
  reason: 'silence is the breach, so data is never missing; whoever was paged hears that it reports again',
};

/**
 * How often the heartbeat beats, and when the tick takes it for late: two beats are lost by then, or one and the OK after it.
 */
export const heartbeat = { everyMinutes: 60, beatsFor: 10, lateMinutes: 75 } as const;

/** A metric that has a datapoint each minute while Tocsin is deployed. */
export const tickInvocations = (FunctionName: string): AlarmMetric => ({
  namespace: 'AWS/Lambda',
  name: 'Invocations',
  dimensions: { FunctionName },
});

/**
 * An alarm that goes off for the first minutes of each hour, and back: what CloudWatch tells of it takes the way of every
 * other alarm, through EventBridge and the queues to intake and on to respond, which notes it. It opens nothing. The tick
 * looks for what was noted. `ticks` is a metric that has a datapoint each minute; its value does not matter.
 */
export function heartbeatAlarm({
  stage,
  ticks,
}: {
  readonly stage: string;
  readonly ticks: AlarmMetric;
}): MathAlarmSpec {
  return {
    type: 'math',
    name: heartbeatName(stage),
    description:
      'Goes off each hour to prove that alarms reach Tocsin. Nobody is to act on it: when it stays away, the tick pages.',
    queries: [
      { id: 'ticks', metric: ticks, statistic: 'SampleCount' },
      { id: 'beat', expression: `IF(MINUTE(ticks) < ${heartbeat.beatsFor}, 1, 0)`, label: 'beat', returned: true },
    ],
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'ignore',
    tags: { 'tocsin:kind': 'heartbeat' },
    actions: {
      alarm: 'incident',
      ok: 'incident',
      missing: 'nobody',
      reason: 'it must take the way of every other alarm, by EventBridge; an action would take another',
    },
  };
}
