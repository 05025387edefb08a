import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { MetricSeries } from '@tocsin/postmortem';
import { countsOf, type MathQuery, type SloSubject, type Workflow } from '@tocsin/workflow';

/** An objective that is measured by requests: how CloudWatch is asked for its indicator, and what the answers are. */
export interface ObjectiveQuery {
  readonly queries: readonly MetricDataQuery[];
  /** By the id under which CloudWatch answers. */
  readonly answers: Readonly<Record<string, Pick<MetricSeries, 'id' | 'title' | 'type' | 'unit' | 'query'> & Of>>;
}
type Of = Pick<MetricSeries, 'slo' | 'requestsOf'>;

/**
 * The objectives of a workflow and of its steps that real requests are counted for, by the same lines that their alarms look
 * at. Those of canaries are their runs; Application Signals answers for its own.
 */
export function objectiveQueries(
  workflow: Workflow,
  { stage, periodSeconds }: { readonly stage: string; readonly periodSeconds: number },
): ObjectiveQuery[] {
  const subjects: SloSubject[] = [
    { workflow, slo: workflow.slo },
    ...workflow.steps.flatMap(({ id, slo }) => (slo ? [{ workflow, step: id, slo }] : [])),
  ];
  return subjects
    .filter(({ slo }) => slo.from.type === 'metrics')
    .flatMap((subject) => queryOf(subject, { stage, periodSeconds }) ?? []);
}

function queryOf(
  subject: SloSubject,
  { stage, periodSeconds }: { stage: string; periodSeconds: number },
): ObjectiveQuery | undefined {
  const counts = countsOf(subject, { stage });
  if (!counts) return undefined;
  const { workflow, step, slo } = subject;
  const id = [workflow.id, ...(step === undefined ? [] : [step]), 'objective'].join('/');
  const title = workflow.steps.find((one) => one.id === step)?.title ?? workflow.title;
  const good = `100 * (1 - (${counts.bad}) / (${counts.total}))`;
  const asked = counts.queries.map((query) =>
    'metric' in query ? `${query.id}: ${nameOf(query)}` : `${query.id} = ${query.expression}`,
  );
  const query = (expression: string) => [expression, ...asked].join('; ');
  return {
    queries: [
      ...counts.queries.map((one) => toQuery(one, periodSeconds)),
      { Id: 'indicator', Expression: good, ReturnData: true },
      { Id: 'requests', Expression: `(${counts.total}) + 0`, ReturnData: true },
    ],
    answers: {
      indicator: {
        id,
        title: `Good requests of “${title}”${slo.sli === 'latency' ? `, within ${slo.thresholdMs} ms` : ''}`,
        type: 'sli',
        unit: '%',
        query: query(good),
        slo: { objective: slo.objective, window: slo.window },
      },
      requests: {
        id: `${id}/requests`,
        title: `Requests of “${title}”`,
        type: 'requests',
        unit: 'requests',
        query: query(counts.total),
        requestsOf: id,
      },
    },
  };
}

function toQuery(query: MathQuery, periodSeconds: number): MetricDataQuery {
  if (!('metric' in query)) return { Id: query.id, Expression: query.expression, ReturnData: false };
  const { namespace, name, dimensions } = query.metric;
  return {
    Id: query.id,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: query.statistic,
    },
  };
}

function nameOf({ metric, statistic }: Extract<MathQuery, { metric: unknown }>): string {
  const dimensions = Object.entries(metric.dimensions).map(([name, value]) => `, ${name}=${value}`);
  return `${statistic} of ${metric.namespace} ${metric.name}${dimensions.join('')}`;
}
