import { expect, test } from 'vitest';
import { checkCatalog, DeclarationError, type Workflow } from './index.ts';
import { sample } from './sample.ts';

const withDependency = (id: string, title: string): Workflow => ({
  ...sample,
  id,
  steps: sample.steps.map((step) => ({
    ...step,
    needs: step.needs.map((need) => ({ ...need, dependency: { ...need.dependency, title } })),
  })),
});
function problems(workflows: readonly Workflow[], files = ['runbook.md', 'draw.md']) {
  try {
    checkCatalog(workflows, { fileExists: (path) => files.some((file) => path === `sample/${file}`) });
  } catch (error) {
    if (error instanceof DeclarationError) return error.problems;
    throw error;
  }
  return [];
}

test('a sound catalog passes', () => {
  expect(problems([sample])).toEqual([]);
});

test('two workflows with one id are refused', () => {
  expect(problems([sample, sample])[0]).toEqual({
    place: 'sample',
    problem: '2 workflows have the id "sample"',
    mend: 'Give each an id of its own: alarms, metrics and incidents are joined by it.',
  });
});

test('one dependency declared twice is fine while its content is the same, in whatever order', () => {
  const [first, ...others] = sample.steps;
  const need = first?.needs[0];
  if (!first || !need) throw new Error('no need');
  const { id, title, alarms } = need.dependency;
  const twin = { ...sample, steps: [{ ...first, needs: [{ ...need, dependency: { title, alarms, id } }] }, ...others] };
  expect(problems([twin])).toEqual([]);
});

test('two dependencies with one id but different content are refused, once each', () => {
  const found = problems([sample, withDependency('other', 'Another')]).filter(({ place }) => place.includes('needs'));
  expect(found.map(({ place, problem }) => [place, problem])).toEqual([
    ['other.steps.a.needs', 'dependency "store" differs from the one at sample.steps.a.needs'],
    ['other.steps.b.needs', 'dependency "pictures" differs from the one at sample.steps.b.needs'],
  ]);
  for (const { mend } of found) expect(mend).toBe('Declare it once with defineDependency and use that in both places.');
});

test('a runbook that is not there is refused, of a workflow or of a step', () => {
  expect(problems([sample], [])).toEqual([
    {
      place: 'sample.runbook',
      problem: 'there is no file sample/runbook.md',
      mend: 'Write the runbook there, or name the file that holds it.',
    },
    expect.objectContaining({ place: 'sample.steps.b.runbook', problem: 'there is no file sample/draw.md' }),
  ]);
});

test('an owner whom nobody can page is refused; a channel alone wakes nobody', () => {
  const owner = { team: 'Quiet', channel: 'C0QUIET' };
  expect(problems([{ ...sample, owner }])).toEqual([
    {
      place: 'sample.owner',
      problem: 'team "Quiet" has nothing to page',
      mend: 'Give it a userGroup (S…), a pager (ARN of an SNS topic), or both.',
    },
  ]);
});
