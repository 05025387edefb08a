import { expect, test } from 'vitest';
import { DeclarationError, defineDependency, defineWorkflow, hard, soft, type WorkflowDeclaration } from './index.ts';

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
  ).toThrow(
    'steps.a.after: steps wait for each other: a → b → c → a. Take one of these steps out of the `after` of the next.',
  );
});

const lowerCase = 'Use lower-case letters, digits and single hyphens, starting with a letter.';
const metrics = (more: object) => ({ slo: { objective: 99, window: '28d', from: { type: 'metrics', ...more } } });

test.each<[steps: object, more: object, problems: readonly string[]]>([
  [{ 'Sign In': { title: 'A' } }, {}, [`steps.Sign In.id: the value does not fit. ${lowerCase}`]],
  [
    { ['a'.repeat(41)]: { title: 'A' } },
    {},
    [`steps.${'a'.repeat(41)}.id: the value does not fit. Keep it within 40 characters.`],
  ],
  [{ a: { title: '' } }, {}, ['steps.a.title: the value does not fit. Give it a title.']],
  [{ a: null }, {}, ['steps.a.title: the value is missing. Write a text.']],
  [
    { a: { title: 'A', timeoutMs: 900_000, soft: [] } },
    {},
    [
      'steps.a.timeoutMs: the value does not fit. A canary run ends after 840 s at the latest.',
      'steps.a.soft: there is no "soft" here. Use one of: id, title, service, after, needs, timeoutMs, owner, runbook, slo, alarms.',
    ],
  ],
  [
    { a: { title: 'A', after: 'b', needs: ['store'], timeoutMs: 0, service: 4 } },
    {},
    [
      'steps.a.service: the value does not fit. Write a text.',
      'steps.a.after: the value does not fit. Write a list, in brackets.',
      'steps.a.needs.0: the value does not fit. Write an object, in braces.',
      'steps.a.timeoutMs: the value does not fit. Write a number above 0.',
    ],
  ],
  [
    { a: { title: 'A', runbook: '/etc/a.txt' } },
    {},
    ['steps.a.runbook: the value does not fit. Name a Markdown file beside the declaration, such as runbook.md.'],
  ],
  [
    { a: { title: 'A', needs: [hard(store), soft(store)] } },
    {},
    ['steps.a.needs: dependency "store" is named twice. Keep one, hard or soft.'],
  ],
  [{}, {}, ['steps: the value does not fit. Declare at least one step.']],
  [{ a: { title: 'A' } }, { title: undefined }, ['title: the value is missing. Write a text.']],
  [
    { a: { title: 'A' } },
    { owner: { team: '', userGroup: 'x', channel: '#x', pager: 'x', escalation: ['y'], phone: 1 } },
    [
      'owner.team: the value does not fit. Name the team.',
      "owner.userGroup: the value does not fit. Use a user group's id, S….",
      "owner.channel: the value does not fit. Use a channel's id, C….",
      "owner.pager: the value does not fit. Use an SNS topic's ARN.",
      "owner.escalation.0: the value does not fit. Use an SNS topic's ARN.",
      'owner.phone: there is no "phone" here. Use one of: team, userGroup, channel, pager, escalation.',
    ],
  ],
  [
    { a: { title: 'A' } },
    { slo: { objective: 100, window: '7d' } },
    [
      'slo.objective: the value does not fit. Stay below 100 %.',
      'slo.window: the value does not fit. Use one of: 28d, 30d.',
    ],
  ],
  [
    { a: { title: 'A' } },
    { slo: { objective: 99, window: '28d', from: { type: 'logs' } } },
    ['slo.from.type: the value does not fit. Use one of: canary, metrics, application-signals.'],
  ],
  [
    { a: { title: 'A' } },
    metrics({ bad: { name: '' }, total: 5, perMinute: 0 }),
    [
      'slo.from.bad.namespace: the value is missing. Write a text.',
      'slo.from.bad.name: the value does not fit. Name the metric.',
      'slo.from.total: the value does not fit. Name a metric (namespace, name), or give math over some (expression, metrics).',
      'slo.from.perMinute: the value does not fit. Write a number above 0.',
    ],
  ],
  [
    { a: { title: 'A' } },
    metrics({ bad: { expression: '', metrics: { '5xx': { namespace: 'Shop', name: '5xx' } } } }),
    [
      'slo.from.bad.expression: the value does not fit. Write metric math.',
      'slo.from.bad.metrics.5xx: the value does not fit. Use a letter, then letters, digits and underscores.',
    ],
  ],
  [
    { a: { title: 'A' } },
    { links: { source: 'http://git.example' } },
    ['links.source: the value does not fit. Use an https:// address.'],
  ],
  [
    { a: { title: 'A' } },
    { canary: { confirmMs: -1 } },
    ['canary.confirmMs: the value does not fit. Write a number of 0 or more.'],
  ],
  [
    { a: { title: 'A' } },
    { canary: { confirmMs: 60_000 } },
    ['canary.confirmMs: the value does not fit. Confirm within 30 s: people wait.'],
  ],
  [
    { a: { title: 'A' } },
    { severity: 'SEV9' },
    ['severity: the value does not fit. Use one of: SEV1, SEV2, SEV3, SEV4.'],
  ],
])('%j with %j is refused: each of what does not fit with its place and mend', (steps, more, problems) => {
  expect(refusal(() => declare(steps as never, more))).toEqual(['Workflow "sample" is declared wrongly:', ...problems]);
});

test('a bad dependency is refused', () => {
  expect(refusal(() => defineDependency({ id: 'Store', title: '', kind: 'hard' } as never))).toEqual([
    'Dependency "Store" is declared wrongly:',
    `id: the value does not fit. ${lowerCase}`,
    'title: the value does not fit. Give it a title.',
    'kind: there is no "kind" here. Use one of: id, title, owner, alarms.',
  ]);
});

/** The lines of what a declaration is refused with. */
function refusal(declare: () => unknown): string[] {
  try {
    declare();
  } catch (error) {
    if (error instanceof DeclarationError) return error.message.split('\n').map((line) => line.trim());
    throw error;
  }
  return [];
}
