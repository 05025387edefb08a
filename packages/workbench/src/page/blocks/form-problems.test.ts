import type { InputBlock, InputBlockElement } from '@slack/types';
import { expect, test } from 'vitest';
import type { InputValue } from '../../page-api.ts';
import { fieldsIn, problemsIn } from './form-problems.ts';

const input = (element: InputBlockElement, rest: Partial<InputBlock> = {}): InputBlock => ({
  type: 'input',
  block_id: 'b',
  label: { type: 'plain_text', text: 'Label' },
  element,
  ...rest,
});
const problem = (block: InputBlock, value: InputValue) => problemsIn(fieldsIn([block]), () => value)['b'];

const text = { type: 'plain_text_input', action_id: 'a', min_length: 3, max_length: 5 } as const;
const number = {
  type: 'number_input',
  action_id: 'a',
  is_decimal_allowed: false,
  min_value: '1',
  max_value: '9',
} as const;
const decimal = { type: 'number_input', action_id: 'a', is_decimal_allowed: true } as const;
const email = { type: 'email_text_input', action_id: 'a' } as const;
const address = { type: 'url_text_input', action_id: 'a' } as const;
const people = { type: 'multi_users_select', action_id: 'a' } as const;

test.each<[InputBlockElement, InputValue, string | undefined]>([
  [text, '', 'Please complete this required field.'],
  [text, null, 'Please complete this required field.'],
  [text, 'ab', 'This field needs at least 3 characters.'],
  [text, 'abcdef', 'This field takes at most 5 characters.'],
  [text, 'abc', undefined],
  [number, 'x', 'Please enter a number.'],
  [number, '1.5', 'Please enter a whole number.'],
  [number, '0', 'Please enter 1 or more.'],
  [number, '10', 'Please enter 9 or less.'],
  [number, '9', undefined],
  [decimal, '1.5', undefined],
  [email, 'ana', 'Please enter an email address.'],
  [email, 'ana@example.com', undefined],
  [address, 'example.com', 'Please enter an address that begins with http:// or https://.'],
  [address, 'https://example.com/x', undefined],
  [people, [], 'Please complete this required field.'],
  [people, ['U1'], undefined],
])('%o with %j: %s', (element, value, expected) => {
  expect(problem(input(element), value)).toBe(expected);
});

test('what is optional may be empty, but not wrong', () => {
  expect(problem(input(text, { optional: true }), '')).toBeUndefined();
  expect(problem(input(text, { optional: true }), 'ab')).toBe('This field needs at least 3 characters.');
});

test('controls outside of input blocks are no part of the form', () => {
  const blocks = [
    { type: 'section', block_id: 's', accessory: people } as const,
    { type: 'actions', block_id: 'x', elements: [people] },
  ];
  const fields = fieldsIn(blocks as unknown as Parameters<typeof fieldsIn>[0]);
  expect(fields.map(({ blockId }) => blockId)).toEqual(['s', 'x']);
  expect(problemsIn(fields, () => null)).toEqual({});
});
