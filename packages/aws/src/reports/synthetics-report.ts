import { descendantsOf, parseFailureText, type StepResult, stepOf, type Workflow } from '@tocsin/workflow';
import * as z from 'zod/mini';

/** A failure's text is a line or two; a page's whole content is not worth its place on the timeline. */
const longestReason = 1_000;

/** SyntheticsReport-*.json as far as it is used. Its shape is not documented, so everything below the top may be missing. */
const Text = z.nullish(z.string());
const ReportedStep = z.object({
  stepName: Text,
  startTime: Text,
  endTime: Text,
  status: Text,
  failureReason: Text,
});
type ReportedStep = z.infer<typeof ReportedStep>;
const Report = z.object({
  endTime: Text,
  customerScript: z.nullish(z.object({ endTime: Text, steps: z.nullish(z.array(ReportedStep)) })),
});

/** The steps of a report in the workflow's terms, or why there are none to be had. */
export type Reported =
  | { readonly type: 'steps'; readonly results: readonly StepResult[] }
  | { readonly type: 'unusable'; readonly reason: string };

/**
 * Steps that the report does not hold were not reached: behind a failed step they are blocked, elsewhere nothing is
 * known of them and they are left out. Of a step that ran twice the last try counts.
 */
export function parseReport(json: unknown, workflow: Workflow): Reported {
  const parsed = Report.safeParse(json);
  if (!parsed.success) return { type: 'unusable', reason: `it is no report: ${z.prettifyError(parsed.error)}` };
  const { customerScript, endTime } = parsed.data;
  const reported = (customerScript?.steps ?? []).flatMap((step) => {
    const result = toResult(step, workflow);
    return result ? [result] : [];
  });
  const byStep = new Map(reported.map((result) => [result.step, result]));
  if (byStep.size === 0) {
    return { type: 'unusable', reason: `none of its steps is one of workflow ${workflow.id} with an outcome` };
  }
  const failed = [...byStep.values()].filter((result) => result.status === 'failed');
  const behind = new Set(failed.flatMap(({ step }) => [...descendantsOf(workflow.steps, step)]));
  const endedAt = toTime(customerScript?.endTime) ?? toTime(endTime) ?? failed.at(-1)?.startedAt ?? '';
  const results = workflow.steps.flatMap(({ id }): StepResult[] => {
    const result = byStep.get(id);
    if (result) return [result];
    if (!behind.has(id)) return [];
    return [{ step: id, status: 'blocked', startedAt: endedAt, durationMs: 0, degraded: [], evidence: [] }];
  });
  return { type: 'steps', results };
}

function toResult(reported: ReportedStep, workflow: Workflow): StepResult | undefined {
  const step = stepOf(workflow, reported.stepName ?? '');
  const startedAt = toTime(reported.startTime) ?? toTime(reported.endTime);
  if (!step || startedAt === undefined) return undefined;
  const endedAt = toTime(reported.endTime) ?? startedAt;
  const common = {
    step: step.id,
    startedAt,
    durationMs: Math.max(Date.parse(endedAt) - Date.parse(startedAt), 0),
    degraded: [],
    evidence: [],
  };
  if (reported.status === 'PASSED') return { ...common, status: 'passed' };
  if (reported.status !== 'FAILED') return undefined;
  const { dependency, text } = parseFailureText(step, (reported.failureReason ?? 'failed').slice(0, longestReason));
  return { ...common, status: 'failed', reason: text, ...(dependency === undefined ? {} : { dependency }) };
}

function toTime(text: string | null | undefined): string | undefined {
  const date = new Date(text ?? 'none');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
