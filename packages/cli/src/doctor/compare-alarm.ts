import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { AlarmSpec, MathQuery, Reach } from '@tocsin/workflow';

/** An alarm as CloudWatch describes it. */
export type FoundAlarm =
  | { readonly type: 'metric'; readonly alarm: MetricAlarm }
  | { readonly type: 'composite'; readonly alarm: CompositeAlarm };

export interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** What somebody changed by hand: the fields of an alarm that are not as the catalog derives them. */
export function differencesOf(spec: AlarmSpec, { type, alarm }: FoundAlarm): Difference[] {
  if ((spec.type === 'composite') !== (type === 'composite')) return differing([['type', spec.type, type]]);
  const common: Compared[] = [
    ['description', spec.description, alarm.AlarmDescription ?? ''],
    ['actions enabled', true, alarm.ActionsEnabled ?? true],
    ['actions of ALARM', reached(spec.actions.alarm), (alarm.AlarmActions ?? []).length > 0],
    ['actions of OK', reached(spec.actions.ok), (alarm.OKActions ?? []).length > 0],
    ['actions of missing data', reached(spec.actions.missing), (alarm.InsufficientDataActions ?? []).length > 0],
  ];
  if (spec.type === 'composite')
    return differing([...common, ['rule', spec.rule, type === 'composite' ? alarm.AlarmRule : undefined]]);
  if (type === 'composite') return [];
  return differing([
    ...common,
    ['threshold', spec.threshold, alarm.Threshold],
    ['comparison', spec.comparison, alarm.ComparisonOperator],
    ['evaluation periods', spec.evaluationPeriods, alarm.EvaluationPeriods],
    // CloudWatch leaves it out where it is the same as the evaluation periods.
    ['datapoints to alarm', spec.datapointsToAlarm, alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods],
    ['missing data', spec.treatMissingData, alarm.TreatMissingData ?? 'missing'],
    ...(spec.type === 'metric'
      ? ([
          [
            'metric',
            metricText(spec.metric),
            metricText({
              namespace: alarm.Namespace,
              name: alarm.MetricName,
              dimensions: dimensionsOf(alarm.Dimensions),
            }),
          ],
          ['statistic', spec.statistic, alarm.Statistic ?? alarm.ExtendedStatistic],
          ['period', spec.periodSeconds, alarm.Period],
        ] satisfies Compared[])
      : ([['queries', queriesText(spec.queries, spec.periodSeconds), foundQueries(alarm)]] satisfies Compared[])),
  ]);
}

type Compared = readonly [field: string, expected: unknown, found: unknown];

const differing = (all: readonly Compared[]): Difference[] =>
  all
    .filter(([, expected, found]) => expected !== found)
    .map(([field, expected, found]) => ({ field, expected: shown(expected), found: shown(found) }));

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'boolean' ? (value ? 'some' : 'none') : String(value);

/** Only a page has an action: an incident is told by EventBridge. */
const reached = (reach: Reach): boolean => reach === 'page';

interface Metric {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
}

function metricText({ namespace, name, dimensions }: Metric): string {
  const named = Object.entries(dimensions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  return `${namespace ?? '?'} ${name ?? '?'} {${named.join(', ')}}`;
}

const dimensionsOf = (dimensions: MetricAlarm['Dimensions'] = []): Record<string, string> =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [Name ?? '', Value ?? '']));

const queriesText = (queries: readonly MathQuery[], periodSeconds: number): string =>
  queries
    .map((query) =>
      'metric' in query
        ? `${query.id} = ${query.statistic} of ${metricText(query.metric)} each ${periodSeconds} s`
        : `${query.id} = ${query.expression}${query.returned ? ' (returned)' : ''}`,
    )
    .sort()
    .join('; ');

const foundQueries = ({ Metrics = [] }: MetricAlarm): string =>
  Metrics.map(({ Id, Expression, MetricStat, ReturnData }) => {
    if (Expression !== undefined) return `${Id} = ${Expression}${ReturnData === false ? '' : ' (returned)'}`;
    const { Metric: { Namespace, MetricName, Dimensions } = {}, Stat, Period } = MetricStat ?? {};
    const metric = { namespace: Namespace, name: MetricName, dimensions: dimensionsOf(Dimensions) };
    return `${Id} = ${Stat} of ${metricText(metric)} each ${Period} s`;
  })
    .sort()
    .join('; ');
