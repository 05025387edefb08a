import type { Severity } from '@tocsin/workflow';
import { matches } from './glob.ts';
import type { Runbook } from './model.ts';

/** What is known of an incident when a runbook is wanted. */
export interface Situation {
  readonly workflow?: string;
  readonly step?: string;
  readonly dependency?: string;
  readonly alarms?: readonly string[];
  readonly severity?: Severity;
}
export interface Choice {
  readonly runbook: Runbook;
  /** Why it is offered, in words. */
  readonly reason: string;
}
export type Choices =
  | { readonly type: 'chosen'; readonly choices: readonly [Choice, ...Choice[]] }
  | { readonly type: 'none'; readonly reason: string };

/**
 * The runbooks for a situation, the most fitting first: that of the failing step, then that of the dependency, then that
 * of an alarm, then that of the workflow. Among equals, what names more of the situation comes first, then by file.
 */
export function chooseRunbook(runbooks: readonly Runbook[], situation: Situation): Choices {
  const fitting = runbooks
    .flatMap((runbook) => {
      const reasons = reasonsFor(runbook, situation);
      return reasons.length > 0 ? [{ runbook, reasons }] : [];
    })
    .sort((a, b) => {
      const byRank = (a.reasons[0]?.rank ?? 0) - (b.reasons[0]?.rank ?? 0) || b.reasons.length - a.reasons.length;
      if (byRank !== 0) return byRank;
      const byNarrowness = narrowness(b.runbook) - narrowness(a.runbook);
      return byNarrowness || (a.runbook.file < b.runbook.file ? -1 : 1);
    });
  const [first, ...others] = fitting.map(({ runbook, reasons }) => ({
    runbook,
    reason: `for ${reasons.map(({ words }) => words).join(', and for ')}`,
  }));
  return first ? { type: 'chosen', choices: [first, ...others] } : { type: 'none', reason: noneFor(situation) };
}

interface Reason {
  /** Lower is nearer to what is broken. */
  readonly rank: number;
  readonly words: string;
}

function reasonsFor({ scope, steps }: Runbook, situation: Situation): Reason[] {
  const { workflow, step, dependency, alarms = [], severity } = situation;
  if (steps.length === 0) return [];
  if (scope.severities.length > 0 && (severity === undefined || !scope.severities.includes(severity))) return [];
  if (scope.workflows.length > 0 && (workflow === undefined || !scope.workflows.includes(workflow))) return [];
  const named = workflow !== undefined && step !== undefined ? `${workflow}/${step}` : undefined;
  const alarm = alarms.find((name) => scope.alarms.some((pattern) => matches(pattern, name)));
  const reasons: Reason[] = [];
  if (named !== undefined && scope.steps.includes(named)) reasons.push({ rank: 1, words: `the failing step ${named}` });
  if (dependency !== undefined && scope.dependencies.includes(dependency))
    reasons.push({ rank: 2, words: `the dependency ${dependency}` });
  if (alarm !== undefined) reasons.push({ rank: 3, words: `the alarm ${alarm}` });
  const special = scope.steps.length + scope.dependencies.length + scope.alarms.length > 0;
  if (!special && scope.workflows.length > 0) reasons.push({ rank: 4, words: `the workflow ${workflow}` });
  return reasons;
}

const narrowness = ({ scope }: Runbook): number =>
  Number(scope.severities.length > 0) + Number(scope.workflows.length > 0);

function noneFor({ workflow, step, dependency, alarms = [], severity }: Situation): string {
  const about = [
    step === undefined ? undefined : `step ${step}`,
    dependency === undefined ? undefined : `dependency ${dependency}`,
    workflow === undefined ? undefined : `workflow ${workflow}`,
    alarms.length === 0 ? undefined : `alarm ${alarms.join(', ')}`,
  ].filter((part) => part !== undefined);
  const what = about.length > 0 ? about.join(', ') : 'an incident of which nothing is known yet';
  return `no runbook applies to ${what}${severity === undefined ? '' : ` at ${severity}`}`;
}
