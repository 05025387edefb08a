import { awsTime } from './reason.ts';
import { type CloudAlarmSpec, isComposite, type MetricAlarmSpec } from './spec.ts';

/** The `configuration` of a state change: what is watched, and neither threshold nor evaluation periods. */
export function stateChangeConfiguration(spec: CloudAlarmSpec, metricId: string): Record<string, unknown> {
  const description = spec.description === undefined ? {} : { description: spec.description };
  if (isComposite(spec)) return { alarmRule: spec.rule, ...description };
  return { ...description, metrics: [metricOf(spec, metricId)] };
}

/** The `configuration` of a configuration change: everything that PutMetricAlarm or PutCompositeAlarm was told. */
export function fullConfiguration(spec: CloudAlarmSpec, metricId: string, changed: Date): Record<string, unknown> {
  const rule = isComposite(spec)
    ? { alarmRule: spec.rule }
    : {
        evaluationPeriods: spec.evaluationPeriods,
        datapointsToAlarm: spec.datapointsToAlarm,
        threshold: spec.threshold,
        comparisonOperator: spec.comparison,
        treatMissingData: spec.treatMissingData,
        metrics: [metricOf(spec, metricId)],
      };
  return {
    ...rule,
    alarmName: spec.name,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    actionsEnabled: true,
    timestamp: awsTime(changed),
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
  };
}

function metricOf(spec: MetricAlarmSpec, id: string) {
  return {
    id,
    metricStat: { metric: spec.metric, period: spec.periodSeconds, stat: spec.statistic },
    returnData: true,
  };
}
