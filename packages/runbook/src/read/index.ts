import type { Workflow } from '@tocsin/workflow';
import type { Runbook, Scope } from '../model.ts';
import type { RunbookProblem } from '../problem.ts';
import type { RunbookPolicy } from '../spec/policy.ts';
import { compile } from './compile.ts';
import { lookProblems } from './look-problems.ts';
import { scopeProblems } from './scope-problems.ts';
import { sectionProblems } from './section-problems.ts';
import { plainText, readSource, type Source } from './source.ts';

export { checkRunbooks } from './check.ts';

export interface RunbooksInput {
  /** The texts of all Markdown files, by their paths from the catalog's root. */
  readonly texts: Readonly<Record<string, string>>;
  /** Whether another file is there: an image, a script. */
  readonly fileExists?: (path: string) => boolean;
  /** What runbooks may do; nothing when left out. */
  readonly policy?: RunbookPolicy;
  /** Names of variables that the catalog gives to all runbooks. */
  readonly variables?: readonly string[];
  /** What runbooks are for is held against these, and those that they declare (`runbook: …`) apply to them. */
  readonly workflows?: readonly Workflow[];
}
export interface Runbooks {
  readonly runbooks: readonly Runbook[];
  readonly problems: readonly RunbookProblem[];
}

/**
 * Reads runbooks: every file becomes one, whether it is written for Tocsin or not, and everything that is wrong is listed.
 * Never throws for what a text says. It loads a Markdown parser, so it belongs into a build, not into a function.
 */
export function readRunbooks(input: RunbooksInput): Runbooks {
  const { texts, fileExists = () => false, policy = { allow: [] }, variables = [], workflows } = input;
  const sources = new Map(Object.entries(texts).map(([file, text]) => [file, readSource(file, text)]));
  const sourceOf = (file: string): Source | undefined => sources.get(file);
  const textOf = (file: string): string => plainText(Object.hasOwn(texts, file) ? (texts[file] ?? '') : '');
  const compiled = [...sources.values()].map((source) => compile(source, { sourceOf, textOf }));
  const problems = [
    ...[...sources.values()].flatMap((source) => [
      ...source.problems,
      ...sectionProblems(source, { sourceOf, fileExists, policy, variables }),
      ...lookProblems(source, { policy, workflows }),
      ...(workflows ? scopeProblems(source, workflows) : []),
    ]),
    ...compiled.flatMap((one) => one.problems),
  ];
  return {
    runbooks: compiled.map(({ runbook }) => ({ ...runbook, scope: declaredScope(runbook, workflows ?? []) })),
    problems: inOrder(problems),
  };
}

/** What it says it is for, and what a workflow says of it. */
function declaredScope({ file, scope }: Runbook, workflows: readonly Workflow[]): Scope {
  const steps = workflows.flatMap(({ id, steps: all }) =>
    all.filter(({ runbook }) => runbook !== undefined && `${id}/${runbook}` === file).map((step) => `${id}/${step.id}`),
  );
  const whole = workflows.filter(({ id, runbook }) => `${id}/${runbook}` === file).map(({ id }) => id);
  const narrowed = steps.length > 0 || scope.steps.length + scope.dependencies.length + scope.alarms.length > 0;
  return {
    ...scope,
    steps: [...new Set([...scope.steps, ...steps])],
    // A step's own runbook is for that step; its workflow would only narrow it down to what it is already.
    workflows: narrowed ? scope.workflows : [...new Set([...scope.workflows, ...whole])],
  };
}

/** By file and line, each once: a file that several include is reported once. */
function inOrder(problems: readonly RunbookProblem[]): RunbookProblem[] {
  const once = new Map(problems.map((problem) => [`${problem.place} ${problem.problem}`, problem]));
  return [...once.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
