import type { CloudWatchClient, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Catalog, Log } from '@tocsin/app';
import type { SeriesReader } from '@tocsin/app/drafting';
import type { MetricSeries } from '@tocsin/postmortem';
import { canaryNames, type Workflow } from '@tocsin/workflow';
import { objectiveQueries } from './objective-series.ts';

const namespace = 'CloudWatchSynthetics';
const metric = 'SuccessPercent';
const statistic = 'Average';
/** GetMetricData gives up to 100,800 points a call; a chart of more than a few hundred shows no more. */
const mostPoints = 500;
/** Periods that people think in, seconds; a point in CloudWatch's store is a minute, five minutes or an hour old-age wide. */
const periods = [60, 300, 900, 3_600] as const;

type Window = Parameters<SeriesReader['read']>[1];

/**
 * What the workflow's canaries measured around an incident, and real requests where an objective counts them, from
 * CloudWatch. Whatever is wrong with an answer costs its charts alone: it is logged, and the draft is drawn up without them.
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
      const periodSeconds = periodFor(window);
      const questions = [
        canaryQuestion(workflow, { stage, region, periodSeconds }),
        ...objectiveQueries(workflow, { stage, periodSeconds }),
      ];
      const answered = await Promise.all(
        questions.map(async ({ queries, answers }) => {
          try {
            const results = await ask(await client(), queries, window);
            const series = new Map(Object.values(answers).map((about) => [about.id, about]));
            return [...series.values()].flatMap((about) => {
              const points = together(results.filter(({ Id = '' }) => answers[Id]?.id === about.id).flatMap(pointsOf));
              return points.length === 0 ? [] : [{ ...about, ...window, periodSeconds, points }];
            });
          } catch (error) {
            log.warn('series', { incident: incident.id, workflow: workflow.id, error });
            return [];
          }
        }),
      );
      return answered.flat();
    },
  };
}

/** What is asked in one call, and what its answers are. */
interface Question {
  readonly queries: readonly MetricDataQuery[];
  /** By the id of the query; queries of one series are taken together. */
  readonly answers: Readonly<Record<string, Omit<MetricSeries, 'points' | 'from' | 'to' | 'periodSeconds'>>>;
}

/** A workflow's canaries look at the same thing by turns: together they are one indicator. */
function canaryQuestion(
  workflow: Workflow,
  { stage, region, periodSeconds }: { stage: string; region: string; periodSeconds: number },
): Question {
  const canaries = canaryNames(workflow, { stage });
  const about = canarySeries(canaries, { title: workflow.title, region });
  return {
    queries: canaries.map((canary, index) => ({
      Id: `m${index}`,
      MetricStat: {
        Metric: { Namespace: namespace, MetricName: metric, Dimensions: [{ Name: 'CanaryName', Value: canary }] },
        Period: periodSeconds,
        Stat: statistic,
      },
    })),
    answers: Object.fromEntries(canaries.map((_, index) => [`m${index}`, about])),
  };
}

/** One value for each time: the mean of those that are there. */
function together(points: MetricSeries['points']): MetricSeries['points'] {
  const values = new Map<string, number[]>();
  for (const { at, value } of points) values.set(at, [...(values.get(at) ?? []), value]);
  return [...values]
    .map(([at, all]) => ({ at, value: all.reduce((sum, value) => sum + value, 0) / all.length }))
    .sort((a, b) => a.at.localeCompare(b.at));
}

async function ask(cloudwatch: CloudWatchClient, queries: readonly MetricDataQuery[], window: Window) {
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(window.from),
      EndTime: new Date(window.to),
      ScanBy: 'TimestampAscending',
      MaxDatapoints: mostPoints * queries.length,
      MetricDataQueries: [...queries],
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

function canarySeries(
  canaries: readonly string[],
  { title, region }: { title: string; region: string },
): Question['answers'][string] {
  const [first = ''] = canaries;
  const search = `${namespace} CanaryName=${first} ${metric}`;
  return {
    id: first,
    title: `Canary runs of “${title}” that succeeded`,
    type: 'sli',
    ofCanary: true,
    unit: '%',
    query: `${statistic} of ${namespace} ${metric}, CanaryName=${canaries.join(' and ')}`,
    link: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#metricsV2:graph=~();query=${encodeURIComponent(`~'${search}`)}`,
  };
}
