import { expect, test } from 'vitest';
import { columns, jsonText, paintFor, printable } from './paint.ts';

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

test.each([
  ['the cursor goes up and the line away', '\u001b[1A\u001b[2Kall is well', '\uFFFD[1A\uFFFD[2Kall is well'],
  ['a title of the window', '\u001b]0;owned\u0007', '\uFFFD]0;owned\uFFFD'],
  ['hidden letters', '\u001b[8mno\u001b[0m', '\uFFFDno\uFFFD'],
  ['C1, which some terminals obey as well', 'a\u009b2Jb', 'a\uFFFD2Jb'],
  ['over the line', 'failed\rpassed', 'failed\uFFFDpassed'],
  ['letters that run backwards', 'a\u202Egpj.exe', 'a\uFFFDgpj.exe'],
  ['lines, tabs and every script', 'a\r\n\tÜ 日本 🔥', 'a\n\tÜ 日本 🔥'],
  ['colours of ours', paintFor({ isTTY: true }, {}).red('no'), '\u001b[31mno\u001b[39m'],
])('%s', (_, words, shown) => expect(printable(words)).toBe(shown));

test('JSON holds them as escapes, and reads as what it was', () => {
  const object = { reason: '\u001b[2K\u009b1A\u202E ok' };
  const text = jsonText(object);
  expect(text).toMatch(/^[\n -~]*$/);
  expect(JSON.parse(text)).toEqual(object);
});
