import { defineWorkflow } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import { type CheckNeeds, custom, defineChecks, dynamodb, http, needsOf, type Probe, queue } from './index.ts';

const workflow = () =>
  defineWorkflow({
    id: 'sample',
    title: 'Sample',
    summary: '',
    owner: { team: 'Sample' },
    runbook: 'runbook.md',
    slo: { objective: 99, window: '28d' },
    links: { source: 'https://git.example/sample' },
    steps: { a: { title: 'A' } },
  });
const needsFor = (probe: Probe, needs?: CheckNeeds) =>
  needsOf(workflow(), defineChecks(workflow(), { a: probe }, needs));

test('tables and queues are named by constants and variables, a record by its partition and what is read of it', () => {
  const record = dynamodb({
    table: (run) => run.env('CACHE_TABLE'),
    key: { design: 'cube', version: 1 },
    expect: { exists: true, timeAttribute: 'writtenAt' },
  });
  const depth = queue({ queue: (run) => `${run.env('QUEUES')}/work`, expect: { maxWaiting: 1 } });
  const checks = defineChecks(
    workflow(),
    { a: [record, depth] },
    { environment: ['CACHE_TABLE', 'QUEUES'], secrets: ['PIN'] },
  );
  expect(needsOf(workflow(), checks)).toEqual({
    workflow: 'sample',
    environment: ['CACHE_TABLE', 'QUEUES'],
    secrets: ['PIN'],
    reads: [
      {
        type: 'dynamodb',
        // oxlint-disable-next-line no-template-curly-in-string -- what the stage's value takes the place of
        table: '${CACHE_TABLE}',
        record: { partition: 'cube', attributes: ['design', 'version', 'status', 'writtenAt'] },
      },
      // oxlint-disable-next-line no-template-curly-in-string -- as above
      { type: 'queue', url: '${QUEUES}/work' },
    ],
    browser: false,
  });
});

test('a key that an earlier step hands on leaves the table alone', () => {
  const probe = dynamodb({ table: 'cache', key: (run) => ({ design: run.get('id') }), expect: { exists: true } });
  expect(needsFor(probe).reads).toEqual([{ type: 'dynamodb', table: 'cache' }]);
});

test.each<[string, Probe, string]>([
  [
    'a table that an earlier step hands on',
    dynamodb({ table: (run) => run.get('table'), key: { id: 1 }, expect: { exists: true } }),
    'a[0]: its table cannot be known before a run: no earlier check has handed on a value "table". Take it from a variable that the checks declare in needs.environment.',
  ],
  [
    'a variable that is not declared',
    queue({ queue: (run) => run.env('QUEUE_URL'), expect: {} }),
    'a[0]: its queue cannot be known before a run: QUEUE_URL is not among what the checks need: declare it in needs.environment. Take it from a variable that the checks declare in needs.environment.',
  ],
  [
    'a path without a BASE_URL',
    http({ url: '/health' }),
    `a[0].url: "/health" is a path, and the checks do not need a BASE_URL to put before it. Add 'BASE_URL' to needs.environment.`,
  ],
])('%s is refused with its place and mend', (_, probe, text) => {
  expect(() => needsFor(probe)).toThrow(text);
});

test('names that no environment could hold are refused', () => {
  expect(() =>
    needsFor(
      custom(() => {}),
      { environment: ['base-url'] },
    ),
  ).toThrow('needs: "base-url" is no name of a variable. Use A-Z, 0-9 and _.');
});
