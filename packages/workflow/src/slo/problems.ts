import type { Problem } from '../errors.ts';
import { MetricRef, type Slo } from './declare.ts';

interface WithSlos {
  readonly slo: Slo;
  readonly steps: readonly { readonly id: string; readonly slo?: Slo | undefined }[];
}

/** What is wrong with the objectives of a workflow and what to write instead; nothing for one that did not parse. */
export function sloProblems(workflow: WithSlos | undefined): Problem[] {
  if (!workflow) return [];
  return [
    ...problemsOf(workflow.slo, 'slo'),
    ...workflow.steps.flatMap(({ id, slo }) => (slo ? problemsOf(slo, `steps.${id}.slo`) : [])),
  ];
}

function problemsOf({ sli, thresholdMs, from }: Slo, place: string): Problem[] {
  const problem = (at: string, text: string, mend: string): Problem => ({
    place: `${place}.${at}`,
    problem: text,
    mend,
  });
  const limit =
    sli === 'latency' && thresholdMs === undefined
      ? [problem('thresholdMs', 'a latency objective has no limit', 'State how many ms a good one takes at most.')]
      : [];
  if (from.type !== 'metrics') return limit;
  if (sli === 'latency') {
    const missing = problem('from.latency', 'there is no latency to look at', 'Name its metric, in milliseconds.');
    return [...limit, ...(from.latency ? [] : [missing])];
  }
  const counted = (from.bad === undefined) !== (from.good === undefined) && from.total !== undefined;
  const how = problem(
    'from.total',
    'the share of bad requests does not follow',
    'Give `total`, and either `bad` or `good`.',
  );
  const ids = [from.bad ?? from.good, from.total].flatMap((count) =>
    count && !MetricRef.safeParse(count).success && 'metrics' in count ? Object.keys(count.metrics) : [],
  );
  const doubled = ids.find((id, index) => ids.indexOf(id) !== index || reserved.has(id));
  const twice = problem(
    'from.bad',
    `the metric id "${doubled}" is taken`,
    'Give each metric of the math an id of its own.',
  );
  return [...limit, ...(counted ? [] : [how]), ...(doubled === undefined ? [] : [twice])];
}

/** Ids that the derived alarms use themselves. */
const reserved = new Set(['bad', 'good', 'total', 'ratio']);
