import { expect, it, test } from 'vitest';
import { chooseRunbook, type Runbook, type Scope, type Situation } from './index.ts';

const nothing: Scope = { workflows: [], steps: [], dependencies: [], alarms: [], severities: [] };
const runbook = (file: string, scope: Partial<Scope>): Runbook => ({
  file,
  version: 'v1',
  title: file,
  scope: { ...nothing, ...scope },
  variables: {},
  introduction: [],
  steps: [
    {
      type: 'do',
      id: 'a',
      title: 'A',
      sections: [],
      place: { file, line: 1, lastLine: 2 },
      text: [],
      exits: { onward: { type: 'end' }, branches: [] },
    },
  ],
});
const shelf = [
  runbook('included', {}),
  runbook('workflow', { workflows: ['shop'] }),
  runbook('workflow-sev1', { workflows: ['shop'], severities: ['SEV1'] }),
  runbook('alarm', { alarms: ['shop-*-5xx'] }),
  runbook('dependency', { dependencies: ['tiles'] }),
  runbook('dependency-in-shop', { dependencies: ['tiles'], workflows: ['shop'] }),
  runbook('step', { steps: ['shop/view'] }),
  runbook('step-and-dependency', { steps: ['shop/view'], dependencies: ['tiles'] }),
];
const files = (situation: Situation) => {
  const chosen = chooseRunbook(shelf, situation);
  return chosen.type === 'chosen' ? chosen.choices.map((choice) => choice.runbook.file) : chosen.reason;
};

it.each<[string, Situation, string | string[]]>([
  [
    'the step comes before the dependency, the alarm and the workflow',
    { workflow: 'shop', step: 'view', dependency: 'tiles', alarms: ['other', 'shop-eu-5xx'], severity: 'SEV2' },
    ['step-and-dependency', 'step', 'dependency-in-shop', 'dependency', 'alarm', 'workflow'],
  ],
  [
    'a step of the same name elsewhere is another one',
    { workflow: 'mail', step: 'view', dependency: 'tiles' },
    ['dependency', 'step-and-dependency'],
  ],
  [
    'a severity narrows down, and is nearer than none',
    { workflow: 'shop', severity: 'SEV1' },
    ['workflow-sev1', 'workflow'],
  ],
  ['a severity that is not known yet is none', { workflow: 'shop' }, ['workflow']],
  [
    'where there is none, it says for what',
    { workflow: 'mail', step: 'send', alarms: ['mail-5xx'], severity: 'SEV3' },
    'no runbook applies to step send, workflow mail, alarm mail-5xx at SEV3',
  ],
  ['nothing is known', {}, 'no runbook applies to an incident of which nothing is known yet'],
])('%s', (_, situation, expected) => {
  expect(files(situation)).toEqual(expected);
});

test('each is offered with its reason', () => {
  const chosen = chooseRunbook(shelf, { workflow: 'shop', step: 'view', dependency: 'tiles' });
  expect(chosen.type === 'chosen' && chosen.choices[0].reason).toBe(
    'for the failing step shop/view, and for the dependency tiles',
  );
});

test('one without steps is of no use to anyone', () => {
  const empty = { ...runbook('empty', { workflows: ['shop'] }), steps: [] };
  expect(chooseRunbook([empty], { workflow: 'shop' }).type).toBe('none');
});
