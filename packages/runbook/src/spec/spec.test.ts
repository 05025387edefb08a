import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Act,
  type Check,
  couldMatch,
  describeExpectation,
  fillSpec,
  fillText,
  judge,
  matches,
  meets,
  parseExpectation,
  permissionFor,
  type Reading,
  type RunbookPolicy,
  type Value,
  variablesIn,
} from '../index.ts';
import { actSchemas } from './acts.ts';
import { checkSchemas } from './checks.ts';

describe('an expectation', () => {
  it.each<[string, Value, boolean]>([
    ['< 60', 59.9, true],
    ['< 60', 60, false],
    ['<= 60', '60', true],
    ['> 0', 0, false],
    ['>= -1', -1, true],
    ['= READY', 'READY', true],
    ['READY', 'ready', false],
    ['!= FAILED', 'READY', true],
    ['200', '200.0', true],
    ['10..20', 20, true],
    ['10..20', 21, false],
    ['2xx', 204, true],
    ['2xx', 302, false],
    ['< 60', null, false],
    ['!= FAILED', null, false],
    ['< 60', 'many', false],
    ['true', true, true],
  ])('%s of %s is %s', (written, value, expected) => {
    const expectation = parseExpectation(written);
    expect(expectation && meets(expectation, value)).toBe(expected);
  });

  it.each(['', '  ', '<', '< fast', '20..10'])('%j is none', (written) =>
    expect(parseExpectation(written)).toBeUndefined(),
  );

  it('reads back as it is described', () => {
    const [comparison, range] = [parseExpectation('>=1.5'), parseExpectation('1 .. 2')];
    expect([comparison && describeExpectation(comparison), range && describeExpectation(range)]).toEqual([
      '>= 1.5',
      '1 to 2',
    ]);
  });
});

describe('a reading is judged in words', () => {
  const check = <Kind extends keyof typeof checkSchemas>(kind: Kind, rest: object): Check =>
    checkSchemas[kind].parse({ check: kind, ...rest }) as Check;
  it.each<[Check, Reading, boolean, string]>([
    [
      check('metric', { namespace: 'AWS/SQS', metric: 'Age', statistic: 'p99', expect: '< 60' }),
      { type: 'value', value: 812 },
      false,
      'Age (p99): 812, expected < 60',
    ],
    [
      check('logs', { groups: ['a'], query: 'q', expect: 0 }),
      { type: 'value', value: 0 },
      true,
      'rows found: 0, expected = 0',
    ],
    [check('alarm', { alarm: 'a' }), { type: 'value', value: 'ALARM' }, false, 'a: ALARM, expected = OK'],
    [
      check('canary', { workflow: 'shop' }),
      { type: 'value', value: null },
      false,
      'canary of shop: no data, expected = PASSED',
    ],
    [
      check('dynamodb', { table: 't', key: { id: 1 }, expect: { status: 'READY', age: '< 60' } }),
      { type: 'item', item: { status: 'READY', age: 75 } },
      false,
      'status: READY, expected = READY; age: 75, expected < 60',
    ],
    [
      check('dynamodb', { table: 't', key: { id: 1 }, expect: 'absent' }),
      { type: 'item', item: null },
      true,
      'no item, expected: absent',
    ],
    [
      check('http', { url: 'https://a.example', expect: '2xx', contains: 'ok' }),
      { type: 'response', status: 200, body: 'not well' },
      false,
      'HTTP status: 200, expected 200 to 299; the answer does not contain "ok"',
    ],
    [
      check('http', { url: 'https://a.example', expect: 200 }),
      { type: 'response', status: null, body: '' },
      false,
      'no answer, expected HTTP = 200',
    ],
  ])('%#', (wanted, reading, asExpected, said) => {
    expect(judge(wanted, reading)).toEqual({ asExpected, said });
  });
});

const act = (rest: object): Act =>
  actSchemas[(rest as { act: keyof typeof actSchemas }).act].parse({ back: 'nothing to undo', ...rest }) as Act;
const ecs = (cluster: string) => act({ act: 'aws', call: 'ecs:UpdateService', parameters: { cluster } });

describe('the policy', () => {
  const policy: RunbookPolicy = {
    allow: [
      { act: 'lambda', resources: ['mend-*'] },
      { act: 'lambda', resources: ['mend-database'], approval: 'second-person' },
      { act: 'aws', resources: ['ecs:UpdateService'], parameters: { cluster: 'shop-*' } },
      { act: 'route53-weight', resources: ['Z1/*.shop.example'] },
    ],
  };
  it.each<[string, Act, 'allowed' | 'refused', boolean?]>([
    ['what a rule allows', act({ act: 'lambda', function: 'mend-tiles' }), 'allowed', false],
    ['nothing else', act({ act: 'lambda', function: 'drop-tiles' }), 'refused'],
    ['the kind as well', act({ act: 'automation', document: 'mend-tiles' }), 'refused'],
    ['with someone else where any rule says so', act({ act: 'lambda', function: 'mend-database' }), 'allowed', true],
    [
      'with someone else where the runbook says so',
      act({ act: 'lambda', function: 'mend-a', approval: 'second-person' }),
      'allowed',
      true,
    ],
    ['by its parameters', ecs('shop-eu'), 'allowed', false],
    ['not with others', ecs('bank-eu'), 'refused'],
    ['not without them', act({ act: 'aws', call: 'ecs:UpdateService' }), 'refused'],
    ['a variable that may fit', ecs('{{dimension.ClusterName}}'), 'allowed', false],
    ['not one that cannot', act({ act: 'lambda', function: 'drop-{{step}}' }), 'refused'],
    [
      'a weight by zone and record',
      act({ act: 'route53-weight', zone: 'Z1', record: 'a.shop.example', from: 'a', to: 'b', stages: [50] }),
      'allowed',
      false,
    ],
    [
      'the way back as well',
      act({ act: 'lambda', function: 'mend-a', back: { act: 'lambda', function: 'x' } }),
      'refused',
    ],
  ])('%s', (_, wanted, type, approval) => {
    expect(permissionFor(wanted, policy)).toMatchObject({ type, ...(approval === undefined ? {} : { approval }) });
  });

  it('knows no other signs than the star', () => {
    expect([matches('a.c', 'abc'), matches('a*c', 'abbc'), matches('*', ''), matches('a?', 'ab')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        expect(matches(`${a.replaceAll('*', '')}*`, a.replaceAll('*', '') + b)).toBe(true);
        if (matches(a, b)) expect(couldMatch(a, b)).toBe(true);
        expect(couldMatch(a, `${c}*`)).toBe(couldMatch(a, `${c}**`));
      }),
    );
  });
});

describe('variables', () => {
  it('are told by name; braces of other templates are none', () => {
    expect(variablesIn('{{step}} {{ dimension.Queue-Name }} {{.Values.a}} {{$x}} {{step}} {{#if a}}')).toEqual([
      'step',
      'dimension.Queue-Name',
    ]);
  });

  it('without a value stay as they are written in a text', () => {
    expect(fillText('{{step}} of {{workflow}}', { step: 'view' })).toBe('view of {{workflow}}');
    expect(fillText('{{constructor}}', {})).toBe('{{constructor}}');
  });

  it('become part of texts and never of the structure', () => {
    const filled = fillSpec(ecs('{{step}}'), { step: '", "force": "true' });
    expect(filled).toMatchObject({ type: 'filled', spec: { parameters: { cluster: '", "force": "true' } } });
  });

  it('without a value, an act is refused and left to people', () => {
    expect(fillSpec(ecs('{{step}}'), {})).toEqual({
      type: 'refused',
      reason: '{{step}} has no value in this incident. Do this step by hand.',
    });
  });

  test('what an alarm says ends no query, leaves no path and chooses no host', () => {
    const logs = checkSchemas.logs.parse({ check: 'logs', groups: ['a'], query: 'filter x = "{{alarm}}"', expect: 0 });
    expect(fillSpec(logs, { alarm: 'a" | limit 1' })).toMatchObject({ type: 'refused' });
    expect(fillSpec(logs, { alarm: 'tocsin/a-b' })).toMatchObject({ spec: { query: 'filter x = "tocsin/a-b"' } });
    const http = (url: string) => checkSchemas.http.parse({ check: 'http', url, expect: 200 });
    expect(fillSpec(http('{{site}}/a/{{step}}'), { site: 'https://a.example', step: '../b?c' })).toMatchObject({
      spec: { url: 'https://a.example/a/..%2Fb%3Fc' },
    });
    expect(fillSpec(http('{{alarm}}/a'), { alarm: 'https://evil.example' })).toMatchObject({ type: 'refused' });
  });
});
