import { failedMetric, measuredOf } from '../alarms/metrics.ts';
import type { AlarmMetric, MathQuery, Statistic } from '../alarms/spec.ts';
import type { Workflow } from '../model.ts';
import { canaryNames } from '../names.ts';
import type { Count, Slo } from './declare.ts';

/** Whose objective it is: a workflow's, or that of one of its steps. */
export interface SloSubject {
  readonly workflow: Workflow;
  readonly step?: string;
  readonly slo: Slo;
}

/** Bad ones and all of them, as lines of metric math with what they rest on; undefined where Application Signals counts. */
export interface Counts {
  readonly queries: readonly MathQuery[];
  readonly bad: string;
  readonly total: string;
}

/** How the bad ones and all of them are counted. The same lines serve every window: the alarm's period is the window. */
export function countsOf(
  { workflow, step, slo }: SloSubject,
  { stage }: { readonly stage: string },
): Counts | undefined {
  const { from, sli } = slo;
  if (from.type === 'application-signals') return undefined;
  if (from.type === 'canary') {
    if (sli === 'latency')
      return summed(
        canaryNames(workflow, { stage }).map((CanaryName) => ({
          namespace: 'CloudWatchSynthetics',
          name: 'Duration',
          dimensions: { CanaryName, ...(step === undefined ? {} : { StepName: step }) },
        })),
        slo.thresholdMs,
      );
    return summed([{ ...failedMetric, dimensions: measuredOf({ stage, workflow: workflow.id, step }) }]);
  }
  if (sli === 'latency') return summed(from.latency ? [withoutStatistic(from.latency)] : [], slo.thresholdMs);
  const total = lines('total', from.total);
  const some = from.bad ? lines('bad', from.bad) : lines('good', from.good);
  // A count of failures is often not sent at all while there are none.
  const bad = from.bad ? `FILL(${some.value}, 0)` : `${total.value} - FILL(${some.value}, 0)`;
  return { queries: [...some.queries, ...total.queries], bad, total: total.value };
}

/** One metric whose datapoints are tries: 1 for each bad one, or how long each took. */
function summed(metrics: readonly AlarmMetric[], thresholdMs?: number): Counts {
  const statistic: Statistic = thresholdMs === undefined ? 'Sum' : `TC(${thresholdMs}:)`;
  const id = (name: string, index: number) => (metrics.length === 1 ? name : `${name}${index + 1}`);
  const all = (name: string) => metrics.map((_, index) => `FILL(${id(name, index)}, 0)`).join(' + ');
  return {
    queries: metrics.flatMap((metric, index) => [
      { id: id('bad', index), metric, statistic },
      { id: id('total', index), metric, statistic: 'SampleCount' },
    ]),
    bad: all('bad'),
    total: metrics.length === 1 ? 'total' : all('total'),
  };
}

function lines(id: 'bad' | 'good' | 'total', count: Count | undefined): { queries: MathQuery[]; value: string } {
  if (count === undefined) return { queries: [], value: id };
  if ('namespace' in count)
    return { queries: [{ id, metric: withoutStatistic(count), statistic: count.statistic }], value: id };
  const metrics = Object.entries(count.metrics).map(
    ([own, metric]): MathQuery => ({ id: own, metric: withoutStatistic(metric), statistic: metric.statistic }),
  );
  return { queries: [...metrics, { id, expression: count.expression, label: id, returned: false }], value: id };
}

const withoutStatistic = ({ namespace, name, dimensions }: AlarmMetric): AlarmMetric => ({
  namespace,
  name,
  dimensions,
});
