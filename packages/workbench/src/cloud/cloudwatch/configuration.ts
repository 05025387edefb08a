import type { Alarm, DataAlarm } from '@tocsin/alarm-evaluation';
import { awsTime } from './reason.ts';

/** The `configuration` of a state change: what is watched, and neither threshold nor evaluation periods. */
export function stateChangeConfiguration(spec: Alarm, metricId: string): Record<string, unknown> {
  const description = spec.description === undefined ? {} : { description: spec.description };
  if (spec.type === 'composite') return { alarmRule: spec.rule, ...description };
  return { ...description, metrics: metricsOf(spec, metricId) };
}

/** The `configuration` of a configuration change: everything that PutMetricAlarm or PutCompositeAlarm was told. */
export function fullConfiguration(spec: Alarm, metricId: string, changed: Date): Record<string, unknown> {
  const rule =
    spec.type === 'composite'
      ? { alarmRule: spec.rule }
      : {
          evaluationPeriods: spec.evaluationPeriods,
          datapointsToAlarm: spec.datapointsToAlarm,
          threshold: spec.threshold,
          comparisonOperator: spec.comparison,
          treatMissingData: spec.treatMissingData,
          metrics: metricsOf(spec, metricId),
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

/** What an alarm watches, as its events list it: one metric, or every line of its math. */
function metricsOf(spec: DataAlarm, id: string) {
  const stat = (metric: object, stat: string) => ({ metricStat: { metric, period: spec.periodSeconds, stat } });
  if (spec.type === 'metric') return [{ id, ...stat(spec.metric, spec.statistic), returnData: true }];
  return spec.queries.map((query) =>
    'metric' in query
      ? { id: query.id, ...stat(query.metric, query.statistic), returnData: false }
      : { id: query.id, expression: query.expression, label: query.label, returnData: query.returned },
  );
}
