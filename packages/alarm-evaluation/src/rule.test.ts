import { describe, expect, test } from 'vitest';
import { alarmsIn, holds, parseRule } from './rule.ts';
import type { StateValue } from './spec.ts';

const states: Record<string, StateValue> = { a: 'ALARM', b: 'OK', c: 'INSUFFICIENT_DATA', 'with "quote" (1)': 'ALARM' };

describe('given a in ALARM, b OK, c without data', () => {
  test.each([
    ['ALARM("a")', true],
    ['ALARM(a)', true],
    ['OK(a)', false],
    ['INSUFFICIENT_DATA(c)', true],
    ['INSUFFICIENT_DATA("never made")', true],
    ['NOT ALARM(b)', true],
    ['ALARM(a) AND ALARM(b)', false],
    ['ALARM(a) OR ALARM(b)', true],
    ['ALARM(a) OR ALARM(b) AND ALARM(c)', true],
    ['(ALARM(a) OR ALARM(b)) AND ALARM(c)', false],
    ['NOT ALARM(b) AND NOT (ALARM(c) OR OK(a))', true],
    ['TRUE AND NOT FALSE', true],
    ['AT_LEAST(2, ALARM, ("a", "b", "c"))', false],
    ['AT_LEAST(1, ALARM, (a, b, c))', true],
    ['ALARM("with \\"quote\\" (1)")', true],
    ['ALARM("arn:aws:cloudwatch:us-east-1:000000000000:alarm:a")', true],
  ])('%s is %s', (rule, expected) => {
    expect(holds(parseRule(rule), (name) => states[name])).toBe(expected);
  });
});

test.each(['', 'ALARM(', 'ALARM(a) ALARM(b)', 'BROKEN(a)', 'ALARM(a) AND', 'AT_LEAST(1, ALARM, a)'])(
  'refuses %j',
  (rule) => {
    expect(() => parseRule(rule)).toThrow(expect.objectContaining({ code: 'composite_rule_invalid' }));
  },
);

test('a rule names each of its alarms once', () => {
  expect(alarmsIn(parseRule('ALARM(a) AND (OK("b") OR NOT ALARM(a)) OR AT_LEAST(1, OK, (c))'))).toEqual([
    'a',
    'b',
    'c',
  ]);
});
