import type { CloudWatchClient, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Catalog, Log } from '@tocsin/app';
import type { SeriesReader } from '@tocsin/app/drafting';
import type { MetricSeries } from '@tocsin/postmortem';
import { canaryNames } from '@tocsin/workflow';

const namespace = 'CloudWatchSynthetics';
const metric = 'SuccessPercent';
const statistic = 'Average';
/** GetMetricData gives up to 100,800 points a call; a chart of more than a few hundred shows no more. */
const mostPoints = 500;
/** Periods that people think in, seconds; a point in CloudWatch's store is a minute, five minutes or an hour old-age wide. */
const periods = [60, 300, 900, 3_600] as const;

type Window = Parameters<SeriesReader['read']>[1];

/**
 * What the workflow's canaries measured around an incident, from CloudWatch. Whatever is wrong with it costs the charts
 * alone: it is logged, and the draft is drawn up without them.
 */
export function cloudWatchSeries({
  client,
  stage,
  region,
  catalog,
  log,
}: {
  client: () => Promise<CloudWatchClient>;
  stage: string;
  region: string;
  catalog: Pick<Catalog, 'workflows'>;
  log: Log;
}): SeriesReader {
  return {
    async read(incident, window) {
      const workflow = catalog.workflows.find(({ id }) => id === incident.workflow);
      if (!workflow) return [];
      const canaries = canaryNames(workflow, { stage });
      try {
        const results = await ask(await client(), canaries, window);
        return canaries.flatMap((canary, index) => {
          const found = results.find(({ Id }) => Id === `m${index}`);
          const points = found ? pointsOf(found) : [];
          return points.length === 0 ? [] : [seriesOf({ canary, title: workflow.title, region, window, points })];
        });
      } catch (error) {
        log.warn('series', { incident: incident.id, workflow: workflow.id, error });
        return [];
      }
    },
  };
}

async function ask(cloudwatch: CloudWatchClient, canaries: readonly string[], window: Window) {
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(window.from),
      EndTime: new Date(window.to),
      ScanBy: 'TimestampAscending',
      MaxDatapoints: mostPoints * canaries.length,
      MetricDataQueries: canaries.map((canary, index) => ({
        Id: `m${index}`,
        MetricStat: {
          Metric: { Namespace: namespace, MetricName: metric, Dimensions: [{ Name: 'CanaryName', Value: canary }] },
          Period: periodFor(window),
          Stat: statistic,
        },
      })),
    }),
  );
  return MetricDataResults;
}

/** The finest period of which the window has not too many. */
function periodFor({ from, to }: Window): number {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1_000;
  return periods.find((period) => seconds / period <= mostPoints) ?? 86_400;
}

const pointsOf = ({ Timestamps = [], Values = [] }: MetricDataResult): MetricSeries['points'] =>
  Timestamps.flatMap((at, index) => {
    const value = Values[index];
    // Six digits: enough to read, and no 0.30000000000000004.
    return value === undefined ? [] : [{ at: at.toISOString(), value: Number(value.toPrecision(6)) }];
  });

function seriesOf({
  canary,
  title,
  region,
  window,
  points,
}: {
  canary: string;
  title: string;
  region: string;
  window: Window;
  points: MetricSeries['points'];
}): MetricSeries {
  const search = `${namespace} CanaryName=${canary} ${metric}`;
  return {
    id: canary,
    title: `Canary runs of “${title}” that succeeded${canary.endsWith('_twin') ? ' (twin)' : ''}`,
    type: 'sli',
    unit: '%',
    query: `${statistic} of ${namespace} ${metric}, CanaryName=${canary}`,
    ...window,
    periodSeconds: periodFor(window),
    points,
    link: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#metricsV2:graph=~();query=${encodeURIComponent(`~'${search}`)}`,
  };
}
