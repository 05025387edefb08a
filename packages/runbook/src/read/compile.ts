import { createHash } from 'node:crypto';
import type { Runbook, Step } from '../model.ts';
import type { RunbookProblem } from '../problem.ts';
import { type Assembled, assemble, type Part } from './assemble.ts';
import { type Way, waysOf } from './exits.ts';
import { flowProblems } from './flow.ts';
import type { Source } from './source.ts';

export interface Compiled {
  readonly runbook: Runbook;
  readonly assembled: Assembled;
  readonly problems: readonly RunbookProblem[];
}

/** Puts a runbook together from its file and those it includes. */
export function compile(
  source: Source,
  { sourceOf, textOf }: { sourceOf: (file: string) => Source | undefined; textOf: (file: string) => string },
): Compiled {
  const assembled = assemble(source, sourceOf);
  const parts = assembled.parts.filter(({ isStep }) => isStep);
  const ways = waysOf(assembled.parts, sourceOf);
  const steps = parts.flatMap((part, index) => {
    const way = ways[index];
    return way ? [stepOf(part, way)] : [];
  });
  const { matter } = source;
  const variables = Object.assign({}, ...assembled.files.map((file) => sourceOf(file)?.matter.variables).reverse());
  const runbook: Runbook = {
    file: source.file,
    version: versionOf(assembled.files.map((file) => [file, textOf(file)])),
    title: source.title,
    scope: matter.scope,
    ...(matter.owner === undefined ? {} : { owner: matter.owner }),
    ...(matter.lastReviewed === undefined ? {} : { lastReviewed: matter.lastReviewed }),
    variables,
    introduction: source.introduction,
    steps,
  };
  const problems = [...assembled.problems, ...ways.flatMap((way) => way.problems), ...flowProblems(steps)];
  return { runbook, assembled, problems };
}

function stepOf({ id, section, sections }: Part, { type, exits }: Way): Step {
  const { title, place, text, spec } = section;
  const common = { id, title, sections, place, text, exits };
  if (type === 'check' && spec?.type === 'check') return { ...common, type, check: spec.check };
  if (type === 'act' && spec?.type === 'act') return { ...common, type, act: spec.act };
  return { ...common, type: type === 'decide' ? 'decide' : 'do' };
}

/** The same for the same text, wherever it is computed. */
function versionOf(texts: readonly (readonly [string, string])[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}
