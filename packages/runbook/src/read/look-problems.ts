import type { Workflow } from '@tocsin/workflow';
import { couldMatch, matches } from '../glob.ts';
import { nameOneOf, problemAt, type RunbookProblem } from '../problem.ts';
import type { Check } from '../spec/checks.ts';
import type { RunbookPolicy } from '../spec/policy.ts';
import { hasVariables, withWildcards } from '../variables.ts';
import type { Source } from './source.ts';

interface Known {
  readonly policy: RunbookPolicy;
  /** Undefined where they are not known. */
  readonly workflows: readonly Workflow[] | undefined;
}

/** Checks that nobody could carry out: of a canary that there is not, of what the role that looks may not read. */
export function lookProblems({ sections }: Source, known: Known): RunbookProblem[] {
  return sections.flatMap(({ spec, place }) =>
    spec?.type === 'check'
      ? wrongWith(spec.check, known).map(({ problem, mend }) => problemAt(place, problem, mend))
      : [],
  );
}

interface Wrong {
  readonly problem: string;
  readonly mend: string;
}

function wrongWith(check: Check, { policy, workflows }: Known): Wrong[] {
  switch (check.check) {
    case 'canary':
      return workflows ? canaryProblems(check, workflows) : [];
    case 'logs':
      return check.groups
        .filter(notIn(policy.read?.logGroups))
        .map((group) => unreadable(`the log group ${group}`, 'logGroups'));
    case 'dynamodb':
      return [check.table]
        .filter(notIn(policy.read?.tables))
        .map((table) => unreadable(`the table ${table}`, 'tables'));
    case 'metric':
    case 'http':
    case 'alarm':
      return [];
    default:
      return check satisfies never;
  }
}

function canaryProblems(
  { workflow: id, step }: Extract<Check, { check: 'canary' }>,
  workflows: readonly Workflow[],
): Wrong[] {
  if (hasVariables(id)) return [];
  const workflow = workflows.find((one) => one.id === id);
  const ids = workflows.map((one) => one.id);
  if (!workflow) return [{ problem: `check canary: there is no workflow "${id}"`, mend: nameOneOf(id, ids) }];
  const steps = workflow.steps.map((one) => one.id);
  if (step === undefined || hasVariables(step) || steps.includes(step)) return [];
  return [{ problem: `check canary: ${id} has no step "${step}"`, mend: nameOneOf(step, steps) }];
}

const notIn =
  (patterns: readonly string[] = []) =>
  (name: string): boolean =>
    !patterns.some((pattern) =>
      hasVariables(name) ? couldMatch(pattern, withWildcards(name)) : matches(pattern, name),
    );

const unreadable = (what: string, key: string): Wrong => ({
  problem: `the policy lets checks not read ${what}`,
  mend: `Add it to read.${key} of the policy in the catalog; the role that looks is given that and no more.`,
});
