import { descendantsOf, stepOf } from './graph.ts';
import type { Workflow } from './model.ts';
import { parseFailureText, type StepResult } from './step-result.ts';

/**
 * What the steps of a canary's run came to, by the one text that Synthetics tells of it: it ends with ` for step: NAME`. A
 * report says more; without one this is all there is.
 */
export function resultsFromReason(
  workflow: Workflow,
  { ok, reason, startedAt }: { readonly ok: boolean; readonly reason?: string; readonly startedAt: string },
): StepResult[] {
  const common = { startedAt, durationMs: 0, degraded: [], evidence: [] };
  if (ok) return workflow.steps.map((step) => ({ ...common, step: step.id, status: 'passed' }));
  const [, text = '', name = ''] = /^([\s\S]*) for step: (\S+)\s*$/.exec(reason ?? '') ?? [];
  const step = stepOf(workflow, name);
  if (!step) return [];
  const failure = parseFailureText(step, text);
  const blocked = [...descendantsOf(workflow.steps, step.id)].map(
    (id): StepResult => ({ ...common, step: id, status: 'blocked' }),
  );
  const failed: StepResult = {
    ...common,
    step: step.id,
    status: 'failed',
    reason: failure.text,
    ...(failure.dependency === undefined ? {} : { dependency: failure.dependency }),
  };
  return [failed, ...blocked];
}
