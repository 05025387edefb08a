import { evaluateMath, type MathScope, type Metrics, parseMath, type Series } from '@tocsin/alarm-evaluation';
import type { Statistic } from '@tocsin/workflow';
import type { Alarms } from '../cloudwatch/alarms.ts';
import { describeAlarms } from './describe-alarms.ts';
import { only, Refusal, required, unknownOperation } from './refusal.ts';

interface Query {
  readonly Id: string;
  /** Metric math over the other queries, instead of a metric. */
  readonly Expression?: string;
  readonly ReturnData?: boolean;
  readonly MetricStat?: MetricStat;
}

interface MetricStat {
  readonly Metric: { Namespace: string; MetricName: string; Dimensions?: readonly { Name: string; Value: string }[] };
  readonly Period: number;
  readonly Stat: string;
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
    const series: Record<string, Series> = {};
    const starts = startsOf(queries, start, end);
    for (const query of queries) series[query.Id] = solved(query, { series, starts }, periods);
    const descending = input['ScanBy'] === 'TimestampDescending';
    return {
      MetricDataResults: queries
        .filter(({ ReturnData = true }) => ReturnData)
        .map(({ Id, MetricStat }) => {
          const values = series[Id] ?? [];
          const points = starts.flatMap((at, index) => {
            const value = typeof values === 'number' ? values : (values[index] ?? null);
            return value === null ? [] : [{ at, value }];
          });
          if (descending) points.reverse();
          return {
            Id,
            Label: MetricStat?.Metric.MetricName ?? Id,
            StatusCode: 'Complete',
            Timestamps: points.map(({ at }) => at / 1000),
            Values: points.map(({ value }) => value),
          };
        }),
      Messages: [],
    };
  };
  /** A metric's value in each period; the period under way has one too, unlike for an alarm. */
  const periods = ({ Metric, Period, Stat }: MetricStat, starts: readonly number[]): Series => {
    const periodMs = (Period * 1000) / timeScale;
    const dimensions = Object.fromEntries((Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
    const found = metrics.periods({
      metric: { namespace: Metric.Namespace, name: Metric.MetricName, dimensions },
      statistic: Stat as Statistic,
      periodMs,
      count: starts.length,
      until: new Date((starts.at(-1) ?? 0) + periodMs),
    });
    return found.map((point) => point?.value ?? null);
  };
  const startsOf = (queries: readonly Query[], start: number, end: number): number[] => {
    const stats = queries.flatMap(({ MetricStat }) => MetricStat ?? []);
    const [Period, ...others] = new Set(stats.map((one) => one.Period));
    if (Period === undefined || others.length > 0)
      throw new Refusal('ValidationError', 'The stand-in takes metrics of one period a call');
    if (Period % 60 !== 0 && ![1, 5, 10, 20, 30].includes(Period))
      throw new Refusal('ValidationError', `Period ${Period} is none of CloudWatch's`);
    const unknown = stats.find(({ Stat }) => !statistics.includes(Stat) && !Stat.startsWith('TC('));
    if (unknown) throw new Refusal('ValidationError', `The stand-in does not know the statistic ${unknown.Stat}`);
    const periodMs = (Period * 1000) / timeScale;
    const first = Math.floor(start / periodMs) * periodMs;
    return Array.from({ length: Math.floor((end - first) / periodMs) + 1 }, (_, index) => first + index * periodMs);
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

/** By CloudWatch's own order: an expression may rest on what stands before it. */
function solved(
  { Id, Expression, MetricStat }: Query,
  scope: MathScope,
  periods: (stat: MetricStat, starts: readonly number[]) => Series,
): Series {
  if (MetricStat) return periods(MetricStat, scope.starts);
  const expression = required(Expression, `metricDataQueries.${Id}.expression`);
  try {
    return evaluateMath(parseMath(expression), scope);
  } catch (error) {
    throw new Refusal('ValidationError', `Error in expression '${Id}': ${String(error)}`);
  }
}
