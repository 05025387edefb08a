import { readFileSync } from 'node:fs';
import { workflows } from '@tocsin/catalog';
import { policy } from '@tocsin/catalog/runbook-policy';
import { texts } from '@tocsin/catalog/runbooks';
import { readRunbooks } from '@tocsin/runbook/read';
import { DeclarationError, defineWorkflow, describeProblem, type WorkflowDeclaration } from '@tocsin/workflow';
import fc from 'fast-check';
import { hostile } from '../properties/hostile.ts';
import { type Door, door, expectClear, type Opened } from './door.ts';
import { type Json, mutantOf } from './mutation.ts';

const sampleText = (name: string): string =>
  readFileSync(new URL(`../../packages/runbook/src/samples/${name}.md`, import.meta.url), 'utf8');
const books = [
  ...Object.values(texts),
  ...['flat-template', 'operations-template', 'response-playbook'].map(sampleText),
];
const lines = [...new Set(books.flatMap((text) => text.split('\n')))];

/** Lines of what people wrote, in another order, cut, doubled, with what Markdown and YAML stumble over in between. */
const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...lines) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '---',
      '```yaml',
      '```',
      '~~~',
      '- [ ] ',
      '> ',
      '# ',
      '## Look',
      '| a | b |',
      '|-|-|',
      '&a [*a, *a]',
      '<<: *a',
      '__proto__: {a: 1}',
      'check: http',
      'act: lambda',
      '? [',
      '!!js/function x',
      '- Yes → [Look](#look)',
      '\t- x',
      '[a]: <',
      '$'.repeat(200),
      '*'.repeat(300),
      '['.repeat(300),
      '`'.repeat(300),
    ),
  },
  { weight: 1, arbitrary: hostile.filter((text) => text.length < 500) },
);
const spliced = fc
  .tuple(fc.constantFrom(...books), fc.nat(), fc.nat(12), fc.array(pieces, { maxLength: 8 }))
  .map(([text, at, gone, put]) => {
    const all = text.split('\n').slice(0, 120);
    all.splice(at % (all.length + 1), gone, ...put);
    return all.join('\n');
  });

/** A runbook as somebody may have left it. */
export const runbookText = fc.oneof(
  { weight: 3, arbitrary: spliced },
  { weight: 2, arbitrary: fc.array(pieces, { maxLength: 25 }).map((all) => all.join('\n')) },
);

const runbooks = door<string>({
  name: 'runbooks',
  async open(): Promise<Opened<string>> {
    return {
      inputs: runbookText,
      async enter(text) {
        const read = readRunbooks({ texts: { 'runbooks/book.md': text }, policy, workflows });
        for (const problem of read.problems) expectClear(describeProblem(problem));
        if (read.runbooks.length !== 1) throw new Error(`one file became ${read.runbooks.length} runbooks`);
        return read.problems.length === 0 ? 'taken' : 'refused';
      },
    };
  },
});

const declarations: readonly Json[] = JSON.parse(
  JSON.stringify(
    workflows.map(({ steps, ...rest }) => ({
      ...rest,
      steps: Object.fromEntries(steps.map(({ id, ...step }) => [id, step])),
    })),
  ),
) as Json[];

const catalog = door<Json>({
  name: 'catalog',
  async open(): Promise<Opened<Json>> {
    return {
      inputs: mutantOf(declarations),
      async enter(declaration) {
        try {
          defineWorkflow(declaration as unknown as WorkflowDeclaration<string>);
          return 'taken';
        } catch (error) {
          if (!(error instanceof DeclarationError)) throw error;
          expectClear(error.message.slice(0, 2_000));
          return 'refused';
        }
      },
    };
  },
});

export const documentDoors: readonly Door[] = [runbooks, catalog];
