import { expect, test } from 'vitest';
import { listedIn } from './doors.ts';
import { identifierOf } from './templates.ts';

const made = (id: string) => ({ id, name: identifierOf(id), title: '', steps: [] });
const door = (names: string) => `import type { Workflow } from '@tocsin/workflow';
import { b } from './b/workflow.ts';
import { d } from './d/workflow.ts';

export const workflows: readonly Workflow[] = [${names}];
`;

test('a workflow is imported in its place and listed last', () => {
  expect(listedIn(door('b, d'), made('c'), 'workflow')).toMatchInlineSnapshot(`
    "import type { Workflow } from '@tocsin/workflow';
    import { b } from './b/workflow.ts';
    import { c } from './c/workflow.ts';
    import { d } from './d/workflow.ts';

    export const workflows: readonly Workflow[] = [b, d, c];
    "
  `);
  expect(listedIn(door('b, d'), made('e'), 'workflow')).toContain(
    "'./d/workflow.ts';\nimport { e } from './e/workflow.ts';\n",
  );
});

test('a list that is too long for a line, or written in several, is one name a line', () => {
  const long = 'a-workflow-with-a-very-long-name-indeed';
  const listed =
    listedIn(door('b, d, eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'), made(long), 'workflow') ?? '';
  expect(listed).toContain(
    `[\n  b,\n  d,\n  eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,\n  aWorkflowWithAVeryLongNameIndeed,\n];`,
  );
  expect(listedIn(door('\n  b,\n  d,\n'), made('c'), 'workflow')).toContain('= [b, d, c];');
});

test('a door that somebody wrote otherwise is left alone', () => {
  expect(listedIn('export const workflows = load();\n', made('c'), 'workflow')).toBeUndefined();
  expect(listedIn('export const workflows: readonly Workflow[] = [];\n', made('c'), 'workflow')).toBeUndefined();
});

test.each([
  ['check-out', 'checkOut'],
  ['new', 'newWorkflow'],
  ['settings', 'settingsWorkflow'],
  ['v2-of-it', 'v2OfIt'],
])('%s is called %s in code', (id, name) => expect(identifierOf(id)).toBe(name));
