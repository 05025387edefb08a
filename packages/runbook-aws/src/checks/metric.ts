import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import type { LookAt } from './checking.ts';

/** The latest datapoint of a metric; none where nothing was put for as long as the check looks back. */
export const lookAtMetric: LookAt<'metric'> = async ({ clients, region: home, now }, check, { deadline }) => {
  const { namespace, metric, dimensions, statistic, period, over, region = home } = check;
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const cloudwatch = await clients('cloudwatch', { purpose: 'look', region });
  const at = now();
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(at.getTime() - over),
      EndTime: at,
      ScanBy: 'TimestampDescending',
      MaxDatapoints: 500,
      MetricDataQueries: [
        {
          Id: 'looked',
          MetricStat: {
            Metric: {
              Namespace: namespace,
              MetricName: metric,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: Math.max(1, Math.round(period / 1000)),
            Stat: statistic,
          },
        },
      ],
    }),
    until(deadline, at),
  );
  const [result] = MetricDataResults;
  const value = result?.Values?.[0];
  const taken = result?.Timestamps?.[0];
  const link = consoleLink.metric(region, { namespace, metric });
  const reading = { type: 'value', value: value === undefined ? null : rounded(value) } as const;
  if (value === undefined || taken === undefined) {
    const text = `${namespace} ${metric} has no datapoint in the last ${Math.round(over / 60_000)} minutes`;
    return { type: 'read', reading, at: at.toISOString(), text, link };
  }
  const text = `${statistic} of ${namespace} ${metric} over ${Math.round(period / 1000)} s`;
  return { type: 'read', reading, at: taken.toISOString(), text, link };
};

/** Six digits: enough to compare, and no 0.30000000000000004. */
const rounded = (value: number): number => Number(value.toPrecision(6));
