import { expect, test } from 'vitest';
import { parseMarkdown, parseSpans } from './parse-markdown.ts';

test('a canvas is headings, paragraphs, lists, boxes, quotes, tables and code', () => {
  const text = [
    '# Status',
    'Since 14:25,',
    'still **failing**.',
    '',
    'Next.',
    '- one',
    '  - inside',
    '- [x] paged',
    '1. first',
    '> so it is',
    '---',
    '| Step | State |',
    '|---|:-:|',
    '| Sign in | passed |',
    '```sh',
    '# no heading',
    '```',
  ].join('\n');
  expect(parseMarkdown(text)).toEqual([
    { type: 'heading', level: 1, text: 'Status' },
    { type: 'paragraph', text: 'Since 14:25,\nstill **failing**.' },
    { type: 'paragraph', text: 'Next.' },
    {
      type: 'list',
      ordered: false,
      items: [
        { text: 'one', indent: 0 },
        { text: 'inside', indent: 1 },
        { text: 'paged', indent: 0, done: true },
      ],
    },
    { type: 'list', ordered: true, items: [{ text: 'first', indent: 0 }] },
    { type: 'quote', text: 'so it is' },
    { type: 'rule' },
    { type: 'table', head: ['Step', 'State'], rows: [['Sign in', 'passed']] },
    { type: 'code', text: '# no heading' },
  ]);
});

test.each([
  [
    '**b** and _i_',
    [
      { type: 'bold', children: [{ type: 'text', text: 'b' }] },
      { type: 'text', text: ' and ' },
      { type: 'italic', children: [{ type: 'text', text: 'i' }] },
    ],
  ],
  ['snake_case_name', [{ type: 'text', text: 'snake_case_name' }]],
  [
    '![](@U1) in ![](#C1)',
    [
      { type: 'person', id: 'U1' },
      { type: 'text', text: ' in ' },
      { type: 'channel', id: 'C1' },
    ],
  ],
  ['[page](https://example.com)', [{ type: 'link', url: 'https://example.com', text: 'page' }]],
  ['[a](<https://example.com/(b)>)', [{ type: 'link', url: 'https://example.com/(b)', text: 'a' }]],
  [
    '[x](javascript:alert(1))',
    [
      { type: 'text', text: '[x](javascript:alert(1)' },
      { type: 'text', text: ')' },
    ],
  ],
  [
    '`a_b` :eyes:',
    [
      { type: 'code', text: 'a_b' },
      { type: 'text', text: ' ' },
      { type: 'emoji', name: 'eyes', sign: '👀' },
    ],
  ],
])('%s', (text, nodes) => {
  expect(parseSpans(text)).toEqual(nodes);
});
