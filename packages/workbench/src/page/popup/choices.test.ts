import { expect, test } from 'vitest';
import { matching } from './choices.ts';

const named = (...labels: string[]) => labels.map((label) => ({ id: label, label }));
const found = (typed: string, ...labels: string[]) => matching(named(...labels), typed).map(({ label }) => label);

test.each([
  ['', ['Ben', 'Ana'], ['Ben', 'Ana']],
  ['an', ['Joanna', 'Ben Ande', 'Ana'], ['Ana', 'Ben Ande', 'Joanna']],
  ['ANA', ['Ána', 'Ben'], ['Ána']],
  ['onc', ['viewer-oncall', 'Ben'], ['viewer-oncall']],
  ['zz', ['Ana'], []],
])('%j finds, best first', (typed, labels, expected) => {
  expect(found(typed, ...labels)).toEqual(expected);
});

test('choices under headings keep their order', () => {
  const choices = [
    { id: '1', label: 'Late', group: 'A' },
    { id: '2', label: 'Latest', group: 'B' },
    { id: '3', label: 'Too late', group: 'A' },
  ];
  expect(matching(choices, 'late').map(({ id }) => id)).toEqual(['1', '2', '3']);
});
