import type { Branch, Exits, StepType, Target } from '../model.ts';
import { problemAt, type RunbookProblem } from '../problem.ts';
import type { Part } from './assemble.ts';
import { outcomeOf, type WrittenBranch } from './branches.ts';
import { follow } from './paths.ts';
import type { Source } from './source.ts';

export interface Way {
  readonly type: StepType;
  readonly exits: Exits;
  readonly problems: readonly RunbookProblem[];
}

/** Where each step leads: by its answers, else to the next one. */
export function waysOf(parts: readonly Part[], sourceOf: (file: string) => Source | undefined): Way[] {
  const steps = parts.filter(({ isStep }) => isStep);
  return steps.map((part, index) => {
    const following = steps[index + 1];
    const next: Target = following ? { type: 'step', step: following.id } : { type: 'end' };
    return wayOf(part, next, (branch) => targetOf(branch, part, parts, sourceOf));
  });
}

type Resolve = (branch: WrittenBranch) => Target | RunbookProblem;

function wayOf({ section, source }: Part, next: Target, resolve: Resolve): Way {
  const problems: RunbookProblem[] = [];
  const found = section.branches.flatMap((written): (Branch & WrittenBranch)[] => {
    const target = resolve(written);
    if ('type' in target) return [{ ...written, target }];
    problems.push(target);
    return [];
  });
  for (const { label, line } of found.filter(
    (one, index) => found.findIndex((other) => sameLabel(one, other)) < index,
  )) {
    problems.push(
      problemAt({ file: source.file, line }, `the answer "${label}" is given twice`, 'Keep one, or tell them apart.'),
    );
  }
  const branches = found.map(({ label, target }) => ({ label, target }));
  const by = (wanted: 'then' | 'good' | 'bad'): Target | undefined =>
    found.find(({ label }) => outcomeOf(label) === wanted)?.target;
  const [then, good, bad] = [by('then'), by('good'), by('bad')];

  if (section.specified) {
    for (const { label, line } of found.filter((one) => outcomeOf(one.label) === 'answer')) {
      problems.push(
        problemAt(
          { file: source.file, line },
          `"${label}" is no outcome of a check or an act`,
          'Use "As expected" and "Otherwise", or "Worked" and "Did not work".',
        ),
      );
    }
    const exits = { onward: good ?? then ?? next, ...(bad ? { otherwise: bad } : {}), branches: [] };
    return { type: section.spec?.type ?? 'do', exits, problems };
  }
  const onlyOneWay = found.length === 1 && (then ?? bad) !== undefined;
  // One that lost its answers to dead links goes on like any other; the links are reported.
  if (found.length === 0 || onlyOneWay) {
    return { type: 'do', exits: { onward: then ?? next, ...(bad ? { otherwise: bad } : {}), branches: [] }, problems };
  }
  const exits = found.length === 1 ? { onward: next, branches } : { branches };
  return { type: 'decide', exits, problems };
}

const sameLabel = (one: Branch, other: Branch): boolean => one.label.toLowerCase() === other.label.toLowerCase();

function targetOf(
  { url, label, line }: WrittenBranch,
  { source, inclusion }: Part,
  parts: readonly Part[],
  sourceOf: (file: string) => Source | undefined,
): Target | RunbookProblem {
  const dead = (problem: string): RunbookProblem =>
    problemAt({ file: source.file, line }, `"${label}" leads nowhere: ${problem}`, 'Correct the link.');
  const place = follow(source.file, url);
  if (!place) return dead(`${url} is no heading and no runbook`);
  const { file, anchor } = place;
  if (file !== source.file) {
    const other = sourceOf(file);
    if (!other) return dead(`there is no runbook ${file}`);
    return anchor === undefined || leadsTo(other, anchor)
      ? { type: 'runbook', file }
      : dead(`there is no heading #${anchor} in ${file}`);
  }
  const start = parts.findIndex(
    (part) => part.source === source && part.inclusion === inclusion && part.section.anchors.includes(anchor ?? ''),
  );
  const atTitle = anchor === undefined || source.anchors.includes(anchor);
  if (start === -1 && !atTitle) return dead(`there is no heading #${anchor}`);
  // A heading that only groups others stands for the first step under it.
  const from = start === -1 ? parts.findIndex((part) => part.inclusion === inclusion) : start;
  const step = parts.slice(from).find(({ isStep }) => isStep);
  return step ? { type: 'step', step: step.id } : { type: 'end' };
}

export const leadsTo = (source: Source, anchor: string): boolean =>
  source.anchors.includes(anchor) || source.sections.some(({ anchors }) => anchors.includes(anchor));
