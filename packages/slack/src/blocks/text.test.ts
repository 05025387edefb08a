import { expect, test } from 'vitest';
import { bold, cut, date, escape, lines, link, outside, person, withPeople } from './text.ts';

test.each([
  [
    '<!channel> & <@U123ABC> <https://evil.example|runbook>',
    '&lt;!channel&gt; &amp; &lt;@U123ABC&gt; &lt;https://evil.example|runbook&gt;',
  ],
  ['@here look', '@\u2060here look'],
  [':white_check_mark: all good', ':\u2060white_check_mark: all good'],
  ['at 10:15:20 in arn:aws:sns', 'at 10:15:20 in arn:\u2060aws:sns'],
  ['*bold* _it_ ~no~ `code`', '∗bold* ˍit_ ∼no~ ˋcodeˋ'],
  ['m1*m2 of snake_case', 'm1*m2 of snake_case'],
  ['one\n> two', 'one &gt; two'],
  ['abc\u202Edef', 'abcdef'],
  ['lone \ud83d half', 'lone \ufffd half'],
])('%j means nothing to Slack', (raw, safe) => {
  expect(escape(raw)).toBe(safe);
});

test('cutting splits no entity and no surrogate pair', () => {
  expect(cut('a &amp; b', 6)).toBe('a…');
  expect(cut('a &amp; b', 8)).toBe('a &amp;…');
  expect(cut('😀😀', 3)).toBe('😀…');
  expect(cut('short', 5)).toBe('short');
});

test('text that runs right to left is isolated; nothing becomes words', () => {
  expect(outside('שלום', 40)).toBe('\u2068שלום\u2069');
  expect(outside(' \n ', 40)).toBe('(nothing said)');
});

test('dates are in the reader’s zone, with UTC to fall back on', () => {
  expect(date('2026-11-05T14:22:48.500Z')).toBe('<!date^1793888568^{date_short_pretty} {time}|2026-11-05 14:22 UTC>');
  expect(date('<yesterday>')).toBe('&lt;yesterday&gt;');
});

test('only real addresses become links', () => {
  expect(link('https://a.example/?x=1&y=<2>#a|b', 'go')).toBe('<https://a.example/?x=1&amp;y=%3C2%3E#a%7Cb|go>');
  expect(link('javascript:alert(1)', 'go')).toBe('go');
  expect(link('not an address', 'go')).toBe('go');
});

test('people are mentioned, names are quoted', () => {
  expect(person('U0ANA00001')).toBe('<@U0ANA00001>');
  expect(person('CloudWatch <x>')).toBe('CloudWatch &lt;x&gt;');
  expect(withPeople(escape('<@U0ANA00001> and <!here>'))).toBe('<@U0ANA00001> and &lt;!here&gt;');
});

test('bold ends where it should', () => {
  expect(bold('a*b')).toBe('*a∗b*');
});

test('lines are kept whole', () => {
  expect(lines(['aaaa', 'bbbb', 'cccc'], 31)).toBe('aaaa\nbbbb\n… and 1 more');
});
