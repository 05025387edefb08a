import type { Metrics } from '@tocsin/alarm-evaluation';
import type { Statistic } from '@tocsin/workflow';
import type { Alarms } from '../cloudwatch/alarms.ts';
import { describeAlarms } from './describe-alarms.ts';
import { only, Refusal, required, unknownOperation } from './refusal.ts';

interface Query {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: { Namespace: string; MetricName: string; Dimensions?: readonly { Name: string; Value: string }[] };
    readonly Period: number;
    readonly Stat: string;
  };
}

interface Datum {
  readonly MetricName: string;
  readonly Dimensions?: readonly { Name: string; Value: string }[];
  readonly Value: number;
  /** Seconds since 1970. */
  readonly Timestamp?: number;
}

const statistics = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'];

/** GetMetricData, PutMetricData and DescribeAlarms over the cloud's own metrics and alarms, in JSON as the SDK asks for them. */
export function cloudWatch({
  metrics,
  alarms,
  now,
  timeScale,
}: {
  metrics: Metrics;
  alarms: Alarms;
  now: () => Date;
  timeScale: number;
}) {
  const getMetricData = (input: Record<string, unknown>) => {
    only(input, 'StartTime', 'EndTime', 'ScanBy', 'MaxDatapoints', 'MetricDataQueries');
    const [start, end] = [Number(input['StartTime']) * 1000, Number(input['EndTime']) * 1000];
    if (!(start < end))
      throw new Refusal('ValidationError', 'The parameter StartTime must be less than the parameter EndTime.');
    const queries = required(input['MetricDataQueries'] as Query[], 'metricDataQueries');
    return {
      MetricDataResults: queries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => {
        if (Period % 60 !== 0 && ![1, 5, 10, 20, 30].includes(Period))
          throw new Refusal('ValidationError', `Period ${Period} is none of CloudWatch's`);
        if (!statistics.includes(Stat))
          throw new Refusal('ValidationError', `The stand-in does not know the statistic ${Stat}`);
        const periodMs = (Period * 1000) / timeScale;
        const dimensions = Object.fromEntries((Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
        const points = metrics
          .periods({
            metric: { namespace: Metric.Namespace, name: Metric.MetricName, dimensions },
            statistic: Stat as Statistic,
            periodMs,
            // The period under way has datapoints too, unlike for an alarm.
            count: Math.ceil((end - start) / periodMs) + 1,
            until: new Date((Math.floor(end / periodMs) + 1) * periodMs),
          })
          .filter((point) => point !== null && point.at.getTime() >= Math.floor(start / periodMs) * periodMs);
        if (input['ScanBy'] === 'TimestampDescending') points.reverse();
        return {
          Id,
          Label: Metric.MetricName,
          StatusCode: 'Complete',
          Timestamps: points.map((point) => (point?.at.getTime() ?? 0) / 1000),
          Values: points.map((point) => point?.value ?? 0),
        };
      }),
      Messages: [],
    };
  };
  const putMetricData = (input: Record<string, unknown>) => {
    only(input, 'Namespace', 'MetricData');
    const namespace = required(input['Namespace'] as string, 'namespace');
    if (namespace.startsWith('AWS/'))
      throw new Refusal('InvalidParameterValue', 'The value AWS/ for parameter Namespace is invalid.');
    for (const datum of required(input['MetricData'] as Datum[], 'metricData')) {
      only(datum, 'MetricName', 'Dimensions', 'Value', 'Timestamp', 'Unit', 'StorageResolution');
      const dimensions = Object.fromEntries((datum.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
      const at = datum.Timestamp === undefined ? now() : new Date(datum.Timestamp * 1000);
      metrics.put({ namespace, name: required(datum.MetricName, 'metricName'), dimensions, value: datum.Value, at });
    }
    return {};
  };
  return (operation: string, input: Record<string, unknown>): object => {
    if (operation === 'GetMetricData') return getMetricData(input);
    if (operation === 'PutMetricData') return putMetricData(input);
    if (operation === 'DescribeAlarms') return describeAlarms(alarms, input);
    throw unknownOperation(`cloudwatch:${operation}`);
  };
}
