import { expect, test } from 'vitest';
import { createMask } from './mask.ts';

test.each([
  ['as it is', 'token p&ss "word"!', 'token ***PASSWORD***!'],
  ['in an address', `/login?p=${encodeURIComponent('p&ss "word"')}`, '/login?p=***PASSWORD***'],
  ['in a form', `p=${encodeURIComponent('p&ss "word"').replaceAll('%20', '+')}`, 'p=***PASSWORD***'],
  ['in JSON', JSON.stringify({ p: 'p&ss "word"' }), '{"p":"***PASSWORD***"}'],
  ['in base64', `Basic ${Buffer.from('p&ss "word"').toString('base64')}`, 'Basic ***PASSWORD***'],
])('a secret is masked %s', (_, text, shown) => {
  const mask = createMask();
  mask.hide('PASSWORD', 'p&ss "word"');
  expect(mask.text(text)).toBe(shown);
});

test('of two secrets, one inside the other, the longer is masked first', () => {
  const mask = createMask();
  mask.hide('USER', 'canary');
  mask.hide('PASSWORD', 'canary-2026');
  expect(mask.text('canary canary-2026')).toBe('***USER*** ***PASSWORD***');
});

test('what is too short to be a secret does not spoil every text', () => {
  const mask = createMask();
  mask.hide('SHORT', 'a');
  expect(mask.text('a plain answer')).toBe('a plain answer');
});
