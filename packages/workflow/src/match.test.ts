import { expect, test } from 'vitest';
import { type AlarmIdentity, type AlarmMatch, alarmSpecs, isPartName, matchAlarm } from './index.ts';
import { sample } from './sample.ts';

const match = (alarm: AlarmIdentity) => {
  const found = matchAlarm([sample], alarm);
  return found.type === 'matched' ? found.match : found.reason;
};
const tags = (step?: string, dependency?: string) => ({
  'tocsin:workflow': 'sample',
  ...(step ? { 'tocsin:step': step } : {}),
  ...(dependency ? { 'tocsin:dependency': dependency } : {}),
});

test('every derived alarm that is no part of another is found by its name', () => {
  const whole = alarmSpecs(sample, { stage: 'prod' }).filter(({ name }) => !isPartName(name));
  const said = whole.map(({ name }) => {
    const { by, workflow, step, dependency, degraded, ticket } = match({ name }) as AlarmMatch;
    const how = [degraded ? 'degraded' : '', ticket ? 'ticket' : ''].join('');
    return [by, workflow, step, dependency, how].filter(Boolean).join(' ');
  });
  expect(said).toMatchInlineSnapshot(`
    [
      "name sample a",
      "name sample a ticket",
      "name sample b",
      "name sample b ticket",
      "name sample b pictures degraded",
      "name sample c",
      "name sample c ticket",
      "name sample d",
      "name sample d ticket",
      "name sample d store degraded",
      "name sample",
      "name sample",
      "name sample ticket",
    ]
  `);
});

test.each<[string, AlarmIdentity, object]>([
  ['a tag of the step', { name: 'x', tags: tags('a') }, { step: 'a', degraded: false, by: 'tags' }],
  [
    'tags of a soft dependency',
    { name: 'x', tags: tags('b', 'pictures') },
    { step: 'b', dependency: 'pictures', degraded: true, by: 'tags' },
  ],
  [
    'tags of a hard dependency',
    { name: 'x', tags: tags('c', 'pictures') },
    { step: 'c', dependency: 'pictures', degraded: false, by: 'tags' },
  ],
  ['the list of a step', { name: 'a-5xx' }, { step: 'a', degraded: false, by: 'mapping' }],
  ['the list of the workflow', { name: 'sample-burn' }, { degraded: false, by: 'mapping' }],
  [
    'the list of a dependency that is hard for one step and soft for another',
    { name: 'pictures-down' },
    { dependency: 'pictures', degraded: false, by: 'mapping' },
  ],
  [
    'the dimensions of a canary metric',
    { name: 'by-hand', dimensions: { CanaryName: 'tocsin_prod_sample', StepName: 'b' } },
    { step: 'b', degraded: false, by: 'canary' },
  ],
])('an alarm is found by %s', (_by, alarm, expected) => {
  expect(match(alarm)).toEqual({ workflow: 'sample', ...expected });
});

test('a step or a dependency that is not (any more) in the catalog is left out', () => {
  expect(match({ name: 'tocsin/prod/sample/step-failing/gone' })).toEqual({
    workflow: 'sample',
    degraded: false,
    by: 'name',
  });
  expect(match({ name: 'tocsin/prod/sample/step-degraded/b/gone' })).toEqual({
    workflow: 'sample',
    step: 'b',
    degraded: true,
    by: 'name',
  });
});

test('what no workflow claims is unmapped, and says why', () => {
  expect(match({ name: 'cpu-high' })).toMatch(/^no workflow lists an alarm "cpu-high"/);
  expect(match({ name: 'tocsin/prod/other/canary-failing' })).toBe(
    'alarm name "tocsin/prod/other/canary-failing" names workflow "other", which the catalog does not hold',
  );
});
