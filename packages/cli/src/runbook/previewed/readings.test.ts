import { checkRunbooks } from '@tocsin/runbook/read';
import { expect, it } from 'vitest';
import { madeUpReadings } from './readings.ts';

const checkOf = (yaml: string) => {
  const texts = { 'a.md': `## A\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n` };
  const [runbook] = checkRunbooks({ texts, policy: { allow: [], read: { logGroups: ['/a'], tables: ['t'] } } });
  const [step] = runbook?.steps ?? [];
  if (step?.type !== 'check') throw new Error('no check');
  return step.check;
};

it.each([
  [
    'check: metric\nnamespace: A\nmetric: Age\nexpect: "< 60"',
    'Age (Average): 59, expected < 60',
    'Age (Average): 60, expected < 60',
  ],
  [
    'check: metric\nnamespace: A\nmetric: Age\nexpect: 10..20',
    'Age (Average): 10, expected 10 to 20',
    'Age (Average): 1, expected 10 to 20',
  ],
  [
    'check: logs\ngroups: [/a]\nquery: fields @message\nexpect: 0',
    'rows found: 0, expected = 0',
    'rows found: 1, expected = 0',
  ],
  [
    'check: dynamodb\ntable: t\nkey: { id: a }\nexpect: exists',
    'the item is there, expected: exists',
    'no item, expected: exists',
  ],
  [
    'check: dynamodb\ntable: t\nkey: { id: a }\nexpect: { status: "!= FAILED" }',
    'status: something else, expected != FAILED',
    'status: FAILED, expected != FAILED',
  ],
  [
    'check: http\nurl: https://a.example\nexpect: 2xx\ncontains: fine',
    'HTTP status: 200, expected 200 to 299',
    'HTTP status: 503, expected 200 to 299',
  ],
  ['check: canary\nworkflow: w', 'canary of w: PASSED, expected = PASSED', 'canary of w: FAILED, expected = PASSED'],
  ['check: alarm\nalarm: a\nexpect: ALARM', 'a: ALARM, expected = ALARM', 'a: OK, expected = ALARM'],
])('%s', (yaml, good, bad) => {
  expect(madeUpReadings(checkOf(yaml))).toEqual({ good, bad });
});
