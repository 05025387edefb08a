import type { Alarm, DataAlarm } from '@tocsin/alarm-evaluation';
import type { Reach } from '@tocsin/workflow';
import { localPlace } from '../aws.ts';
import type { Alarms } from '../cloudwatch/alarms.ts';
import { only } from './refusal.ts';

/** CloudWatch's most a page (DescribeAlarms, MaxRecords). */
const mostRecords = 100;
const defaultRecords = 50;

/** DescribeAlarms: by name or by the beginning of names, a page at a time. */
export function describeAlarms(alarms: Alarms, input: Record<string, unknown>): object {
  only(input, 'AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'MaxRecords', 'NextToken');
  const names = input['AlarmNames'] as readonly string[] | undefined;
  const prefix = input['AlarmNamePrefix'] as string | undefined;
  const types = (input['AlarmTypes'] ?? ['MetricAlarm']) as readonly string[];
  const all = alarms
    .list()
    .filter(({ spec }) => types.includes(spec.type === 'composite' ? 'CompositeAlarm' : 'MetricAlarm'))
    .filter(({ spec: { name } }) => names?.includes(name) ?? name.startsWith(prefix ?? ''));
  const from = Number(input['NextToken'] ?? 0);
  const to = from + Math.min(Number(input['MaxRecords'] ?? defaultRecords), mostRecords);
  const page = all.slice(from, to);
  const described = page.map(({ spec, arn, state }) => ({
    composite: spec.type === 'composite',
    alarm: {
      ...configurationOf(spec),
      AlarmArn: arn,
      StateValue: state.value,
      StateReason: state.reason,
      StateUpdatedTimestamp: state.at.getTime() / 1000,
    },
  }));
  return {
    MetricAlarms: described.filter(({ composite }) => !composite).map(({ alarm }) => alarm),
    CompositeAlarms: described.filter(({ composite }) => composite).map(({ alarm }) => alarm),
    ...(to < all.length ? { NextToken: String(to) } : {}),
  };
}

function configurationOf(spec: Alarm) {
  const { name, description, actions } = spec;
  const common = {
    AlarmName: name,
    ...(description === undefined ? {} : { AlarmDescription: description }),
    ActionsEnabled: true,
    AlarmActions: actionsOf(actions?.alarm),
    OKActions: actionsOf(actions?.ok),
    InsufficientDataActions: actionsOf(actions?.missing),
  };
  return spec.type === 'composite' ? { ...common, AlarmRule: spec.rule } : { ...common, ...evaluationOf(spec) };
}

function evaluationOf(spec: DataAlarm) {
  const stat = (metric: { namespace: string; name: string; dimensions: Readonly<Record<string, string>> }) => ({
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
  });
  const evaluation = {
    EvaluationPeriods: spec.evaluationPeriods,
    DatapointsToAlarm: spec.datapointsToAlarm,
    Threshold: spec.threshold,
    ComparisonOperator: spec.comparison,
    TreatMissingData: spec.treatMissingData,
  };
  if (spec.type === 'metric') {
    const statistic = spec.statistic.startsWith('TC(')
      ? { ExtendedStatistic: spec.statistic }
      : { Statistic: spec.statistic };
    return { ...evaluation, ...stat(spec.metric), ...statistic, Period: spec.periodSeconds };
  }
  return {
    ...evaluation,
    Metrics: spec.queries.map((query) =>
      'metric' in query
        ? {
            Id: query.id,
            MetricStat: { Metric: stat(query.metric), Period: spec.periodSeconds, Stat: query.statistic },
            ReturnData: false,
          }
        : { Id: query.id, Expression: query.expression, Label: query.label, ReturnData: query.returned },
    ),
  };
}

const actionsOf = (reach: Reach | undefined): string[] =>
  reach === 'page' ? [`arn:aws:sns:${localPlace.region}:${localPlace.account}:pages`] : [];
