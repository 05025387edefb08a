import { expect, test } from 'vitest';
import { defineDependency, defineWorkflow, hard, soft, type WorkflowDeclaration } from './index.ts';

const store = defineDependency({ id: 'store', title: 'Store' });
const base = {
  id: 'sample',
  title: 'Sample',
  summary: '',
  owner: { team: 'Sample' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/sample' },
} as const;
const declare = (steps: WorkflowDeclaration<string>['steps'], more: object = {}) =>
  defineWorkflow<string>({ ...base, ...more, steps });

test('what is left out has its default, and a step follows the one above it', () => {
  const { steps, severity, slo } = declare({
    a: { title: 'A' },
    b: { title: 'B', service: 'Billing' },
    c: { title: 'C', after: [] },
  });
  expect(severity).toBe('SEV2');
  expect(slo.sli).toBe('availability');
  expect(steps.map(({ id, after, service, timeoutMs }) => [id, after, service, timeoutMs])).toEqual([
    ['a', [], 'Sample', 10_000],
    ['b', ['a'], 'Billing', 10_000],
    ['c', [], 'Sample', 10_000],
  ]);
});

test('an unknown step in `after` does not compile, and is refused with the ones there are', () => {
  expect(() =>
    // @ts-expect-error: there is no step z
    defineWorkflow({ ...base, steps: { a: { title: 'A' }, b: { title: 'B', after: ['z'] } } }),
  ).toThrow('steps.b.after: there is no step "z". Name one of: a, b.');
});

test('steps that wait for each other are named in order', () => {
  expect(() =>
    declare({ a: { title: 'A', after: ['c'] }, b: { title: 'B', after: ['a'] }, c: { title: 'C', after: ['b'] } }),
  ).toThrow('steps.a.after: steps wait for each other: a → b → c → a.');
});

test.each([
  [{ 'Sign In': { title: 'A' } }, {}, 'steps.Sign In.id: the value does not fit. Use lower-case letters'],
  [{ a: { title: '' } }, {}, 'steps.a.title: the value does not fit. Give it a title.'],
  [{ a: { title: 'A', timeoutMs: 900_000 } }, {}, 'a canary run ends after 840 s'],
  [{ a: { title: 'A', runbook: '/etc/a.txt' } }, {}, 'steps.a.runbook: the value does not fit. Name a Markdown file'],
  [{ a: { title: 'A', needs: [hard(store), soft(store)] } }, {}, 'steps.a.needs: dependency "store" is named twice'],
  [{}, {}, 'steps: the value does not fit. Declare at least one step.'],
  [{ a: { title: 'A' } }, { owner: { team: 'X', userGroup: 'x' } }, 'owner.userGroup: the value does not fit.'],
  [{ a: { title: 'A' } }, { slo: { objective: 100, window: '28d' } }, 'Stay below 100 %.'],
  [{ a: { title: 'A' } }, { links: { source: 'http://git.example' } }, 'Use an https:// address.'],
])('%j with %j is refused with its place and mend', (steps, more, text) => {
  expect(() => declare(steps, more)).toThrowError(expect.objectContaining({ code: 'wrong-declaration' }));
  expect(() => declare(steps, more)).toThrow(new RegExp(text.replace(/[.()/[\]]/g, '\\$&'), 'i'));
});

test('a bad dependency is refused', () => {
  expect(() => defineDependency({ id: 'Store', title: '' })).toThrow(/Dependency "Store" is declared wrongly:\n  id: /);
});
