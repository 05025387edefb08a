import { expect, test } from 'vitest';
import type { Inline } from './nodes.ts';
import { parseInline, parseMrkdwn, parsePlain } from './parse.ts';

/** Nodes as a line a person can read. */
const read = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
          return node.text;
        case 'bold':
        case 'italic':
        case 'strike':
          return `${node.type}(${read(node.children)})`;
        case 'code':
          return `code(${node.text})`;
        case 'emoji':
          return node.sign;
        case 'link':
          return `link(${node.url} ${node.text})`;
        case 'person':
        case 'channel':
        case 'group':
          return `${node.type}(${node.id}${node.label === undefined ? '' : ` ${node.label}`})`;
        case 'broadcast':
          return `everyone(${node.to})`;
        case 'date':
          return `date(${node.seconds} ${node.format})`;
        default:
          return node satisfies never;
      }
    })
    .join('');

test.each([
  ['*bold* _italic_ ~gone~ `code *not bold*`', 'bold(bold) italic(italic) strike(gone) code(code *not bold*)'],
  ['*bold with _italic_ and <@U0ANA00001>*', 'bold(bold with italic(italic) and person(U0ANA00001))'],
  ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ['*never closed', '*never closed'],
  ['**', '**'],
  ['<https://a.example/x_y_z?a=1&amp;b=2|a &lt;b&gt;>', 'link(https://a.example/x_y_z?a=1&b=2 a <b>)'],
  ['*<https://a.example/*|star>*', 'bold(link(https://a.example/* star))'],
  [
    '<#C0INC00042|inc-1> <!subteam^S0VIEWERS1|@viewers> <!here>',
    'channel(C0INC00042 inc-1) group(S0VIEWERS1 @viewers) everyone(here)',
  ],
  ['<!date^1793888568^{date_short} {time}^https://a.example|then>', 'date(1793888568 {date_short} {time})'],
  ['<!date^soon^{time}|then>', 'then'],
  ['<javascript:alert(1)|x>', '<javascript:alert(1)|x>'],
  ['&lt;!channel&gt; &lt;@U0ANA00001&gt; &amp;lt;', '<!channel> <@U0ANA00001> &lt;'],
  [':x: :white_check_mark: 12:30:45 :unknown_one:', '❌ ✅ 12:30:45 :unknown_one:'],
  ['a < b', 'a < b'],
])('%s', (line, expected) => {
  expect(read(parseInline(line))).toBe(expected);
});

test('quotes, preformatted text and lines are told apart', () => {
  const paragraphs = parseMrkdwn('one\ntwo\n&gt; said\n```let a = *1*;\n&lt;b&gt;```\nafter');
  expect(
    paragraphs.map((paragraph) =>
      paragraph.type === 'preformatted' ? ['pre', paragraph.text] : [paragraph.type, ...paragraph.lines.map(read)],
    ),
  ).toEqual([
    ['lines', 'one', 'two'],
    ['quote', 'said'],
    ['lines', ''],
    ['pre', 'let a = *1*;\n<b>'],
    ['lines', 'after'],
  ]);
});

test('plain text has emoji and entities, and nothing else', () => {
  expect(read(parsePlain(':x: *a* &lt;b&gt; <@U0ANA00001>'))).toBe('❌ *a* <b> <@U0ANA00001>');
});
