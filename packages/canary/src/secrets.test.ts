import { defineWorkflow } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import { CheckError, custom, defineChecks, type Probe, parseSecretReference, runCanary } from './index.ts';

const workflow = defineWorkflow({
  id: 'sample',
  title: 'Sample',
  summary: '',
  owner: { team: 'Sample' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/sample' },
  steps: { a: { title: 'A' } },
});
const run = async (probe: Probe) => {
  const checks = defineChecks(workflow, { a: probe }, { secrets: ['PIN'] });
  const { results } = await runCanary({
    workflow,
    checks,
    environment: {},
    secrets: { PIN: 'open-sesame' },
    clock: Date,
  });
  return results[0];
};

test('a check has its secret, and what it tells of it is masked: reason and evidence', async () => {
  const evidence = [{ label: 'asked with', value: 'open-sesame', url: 'https://a.example/?pin=open-sesame' }];
  const told = await run(
    custom(({ run: { secret } }) => {
      throw new CheckError(`the door does not open for ${secret('PIN')}`, { evidence });
    }),
  );
  expect(told).toMatchObject({
    reason: 'the door does not open for ***PIN***',
    evidence: [{ label: 'asked with', value: '***PIN***', url: 'https://a.example/?pin=***PIN***' }],
  });
});

test('a value that a run makes known can be hidden too', async () => {
  const told = await run(
    custom(({ run: { hide } }) => {
      throw new CheckError(`session ${hide('session', 'abcdef')} has ended`);
    }),
  );
  expect(told?.reason).toBe('session ***session*** has ended');
});

test('a secret that is not declared is told by its name', async () => {
  const told = await run(custom(({ run: { secret } }) => void secret('KEY')));
  expect(told?.reason).toBe('there is no secret KEY: declare it in needs.secrets, and say where it is kept');
});

test.each<[string | undefined, object]>([
  ['ssm:/canary/pin', { type: 'reference', store: 'ssm', id: '/canary/pin' }],
  ['secretsmanager:canary/pin', { type: 'reference', store: 'secretsmanager', id: 'canary/pin' }],
  [undefined, { type: 'refused', reason: expect.stringMatching(/^PIN is not set: say where the secret is kept/) }],
  ['hunter2', { type: 'refused', reason: expect.stringMatching(/^PIN holds something else: say where/) }],
])('a variable says where a secret is kept: %s', (text, expected) => {
  expect(parseSecretReference('PIN', text)).toEqual(expected);
});
