import { expect, test } from 'vitest';
import { columns, paintFor } from './paint.ts';

test.each([
  ['a terminal', { isTTY: true }, {}, '\u001b[31mno\u001b[39m'],
  ['a pipe', {}, {}, 'no'],
  ['a terminal whose owner wants none', { isTTY: true }, { NO_COLOR: '1' }, 'no'],
  ['a terminal that knows none', { isTTY: true }, { TERM: 'dumb' }, 'no'],
])('%s', (_, stream, environment, shown) => expect(paintFor(stream, environment).red('no')).toBe(shown));

test('columns stand under each other', () => {
  expect(
    columns([
      ['a', 'one'],
      ['bbb', ''],
    ]),
  ).toEqual(['a    one', 'bbb']);
});
