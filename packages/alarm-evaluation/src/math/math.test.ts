import { describe, expect, test } from 'vitest';
import { evaluateMath, type MathScope } from './evaluate.ts';
import { MathError, parseMath } from './parse.ts';

const minute = 60_000;
const scope: MathScope = {
  starts: [0, 1, 2].map((index) => Date.UTC(2026, 10, 5, 14, 9) + index * minute),
  series: { m1: [1, null, 3], m2: [10, 20, 0], none: [null, null, null], one: 1 },
};
const of = (text: string) => evaluateMath(parseMath(text), scope);

describe('m1 is 1, missing, 3; m2 is 10, 20, 0', () => {
  test.each<[string, unknown]>([
    ['1 + 2 * 3 ^ 2', 19],
    ['(1 + 2) * 3', 9],
    ['-2 - 3', -5],
    ['m1 + m2', [11, null, 3]],
    ['m1 / m2', [0.1, null, null]],
    ['FILL(m1, 0) / m2', [0.1, 0, null]],
    ['FILL(m1, REPEAT)', [1, 1, 3]],
    ['FILL(none, 7)', [7, 7, 7]],
    ['m2 >= 10', [1, 1, 0]],
    ['m2 >= 10 AND m2 < 20', [1, 0, 0]],
    ['m2 == 0 || m2 > 15', [0, 1, 1]],
    ['IF(m2 > 5, m1, 0)', [1, null, 0]],
    ['IF(m1 > 0, 5)', [5, null, 5]],
    ['IF(FILL(m1, 0) >= 2, m1 / m2, 0)', [0, 0, null]],
    ['SUM([m1, m2])', [11, null, 3]],
    ['MAX([m2, 5])', [10, 20, 5]],
    ['AVG([m2, 2])', [6, 11, 1]],
    ['CEIL(m2 / 3)', [4, 7, 0]],
    ['ABS(0 - m2)', [10, 20, 0]],
    ['MINUTE(m2)', [9, 10, 11]],
    ['IF(MINUTE(m1) < 10, 1, 0)', [1, null, 0]],
    ['HOUR(m2)', [14, 14, 14]],
    ['DAY(m2)', [4, 4, 4]],
    ['one + m2', [11, 21, 1]],
  ])('%s', (text, expected) => {
    const value = of(text);
    // A number that all periods share may come as itself.
    expect(typeof expected === 'number' ? value : Array.isArray(value) ? value : scope.starts.map(() => value)).toEqual(
      expected,
    );
  });
});

test.each([
  ['m1 +', 'ends too soon'],
  ['m1 m2', '"m2" is left over'],
  ['* 2', 'stands where a value should'],
  ['m1 ? 2', 'Cannot read the expression'],
  ['(m1', 'ends too soon'],
  ['unheard', 'There is no metric or expression "unheard"'],
  ['RATE(m1)', 'knows no RATE'],
  ['SUM(m1)', 'knows no SUM'],
  ['FILL(m1, LINEAR)', 'FILL takes a number or REPEAT'],
  ['[m1, m2]', 'A list stands'],
])('%s is refused: %s', (text, message) => {
  expect(() => of(text)).toThrow(MathError);
  expect(() => of(text)).toThrow(message);
});
