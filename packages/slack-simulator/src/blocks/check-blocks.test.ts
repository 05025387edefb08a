import { describe, expect, it } from 'vitest';
import { checkBlocks, inWords, type Surface } from './check-blocks.ts';
import {
  a,
  actions,
  button,
  confirm,
  image,
  input,
  mrkdwn,
  option,
  plain,
  section,
  select,
  table,
  times,
  url,
} from './samples.ts';

// Each limit at its edge: what just fits, and what is one too much.
type Edge = readonly [what: string, fits: unknown[], tooMuch: unknown[], pointer: string, surface?: Surface];
const edges: readonly Edge[] = [
  ['50 blocks in a message', times(50, () => ({ type: 'divider' })), times(51, () => ({ type: 'divider' })), '/blocks'],
  [
    '100 blocks in a modal',
    times(100, () => ({ type: 'divider' })),
    times(101, () => ({ type: 'divider' })),
    '/blocks',
    'modal',
  ],
  [
    '100 blocks in a Home',
    times(100, () => ({ type: 'divider' })),
    times(101, () => ({ type: 'divider' })),
    '/blocks',
    'home',
  ],
  ['header 150', [{ type: 'header', text: plain(150) }], [{ type: 'header', text: plain(151) }], '/blocks/0/text/text'],
  [
    'header not empty',
    [{ type: 'header', text: plain(1) }],
    [{ type: 'header', text: plain(0) }],
    '/blocks/0/text/text',
  ],
  ['section text 3,000', section({ text: mrkdwn(3_000) }), section({ text: mrkdwn(3_001) }), '/blocks/0/text/text'],
  ['section text not empty', section({ text: mrkdwn(1) }), section({ text: mrkdwn(0) }), '/blocks/0/text/text'],
  [
    '10 fields',
    section({ fields: times(10, () => mrkdwn(1)) }),
    section({ fields: times(11, () => mrkdwn(1)) }),
    '/blocks/0/fields',
  ],
  [
    'field 2,000',
    section({ fields: [mrkdwn(2_000)] }),
    section({ fields: [mrkdwn(2_001)] }),
    '/blocks/0/fields/0/text',
  ],
  [
    'context 10',
    [{ type: 'context', elements: times(10, () => mrkdwn(1)) }],
    [{ type: 'context', elements: times(11, () => mrkdwn(1)) }],
    '/blocks/0/elements',
  ],
  ['actions 25', actions(...times(25, () => button())), actions(...times(26, () => button())), '/blocks/0/elements'],
  [
    'block_id 255',
    [{ type: 'divider', block_id: a(255) }],
    [{ type: 'divider', block_id: a(256) }],
    '/blocks/0/block_id',
  ],
  [
    'action_id 255',
    actions(button({ action_id: a(255) })),
    actions(button({ action_id: a(256) })),
    '/blocks/0/elements/0/action_id',
  ],
  [
    'button text 75',
    actions(button({ text: plain(75) })),
    actions(button({ text: plain(76) })),
    '/blocks/0/elements/0/text/text',
  ],
  [
    'button value 2,000',
    actions(button({ value: a(2_000) })),
    actions(button({ value: a(2_001) })),
    '/blocks/0/elements/0/value',
  ],
  [
    'button url 3,000',
    actions(button({ url: url(3_000) })),
    actions(button({ url: url(3_001) })),
    '/blocks/0/elements/0/url',
  ],
  [
    'button label 75',
    actions(button({ accessibility_label: a(75) })),
    actions(button({ accessibility_label: a(76) })),
    '/blocks/0/elements/0/accessibility_label',
  ],
  [
    'confirm title 100',
    confirm({ title: plain(100) }),
    confirm({ title: plain(101) }),
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'confirm text 300',
    confirm({ text: plain(300) }),
    confirm({ text: plain(301) }),
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'confirm button 30',
    confirm({ deny: plain(30) }),
    confirm({ deny: plain(31) }),
    '/blocks/0/elements/0/confirm/deny/text',
  ],
  [
    '100 options',
    select({ options: times(100, option) }),
    select({ options: times(101, option) }),
    '/blocks/0/elements/0/options',
  ],
  [
    'option text 75',
    select({ options: [{ text: plain(75), value: 'a' }] }),
    select({ options: [{ text: plain(76), value: 'a' }] }),
    '/blocks/0/elements/0/options/0/text/text',
  ],
  [
    'option value 150',
    select({ options: [{ text: plain(1), value: a(150) }] }),
    select({ options: [{ text: plain(1), value: a(151) }] }),
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'placeholder 150',
    select({ placeholder: plain(150) }),
    select({ placeholder: plain(151) }),
    '/blocks/0/elements/0/placeholder/text',
  ],
  [
    'overflow 5',
    actions({ type: 'overflow', options: times(5, option) }),
    actions({ type: 'overflow', options: times(6, option) }),
    '/blocks/0/elements/0/options',
  ],
  [
    'checkboxes 10',
    actions({ type: 'checkboxes', options: times(10, option) }),
    actions({ type: 'checkboxes', options: times(11, option) }),
    '/blocks/0/elements/0/options',
  ],
  [
    'radio buttons 10',
    actions({ type: 'radio_buttons', options: times(10, option) }),
    actions({ type: 'radio_buttons', options: times(11, option) }),
    '/blocks/0/elements/0/options',
  ],
  [
    'input label 2,000',
    input({ label: plain(2_000) }),
    input({ label: plain(2_001) }),
    '/blocks/0/label/text',
    'modal',
  ],
  ['input hint 2,000', input({ hint: plain(2_000) }), input({ hint: plain(2_001) }), '/blocks/0/hint/text', 'modal'],
  [
    'max_length 3,000',
    input({ element: { type: 'plain_text_input', max_length: 3_000 } }),
    input({ element: { type: 'plain_text_input', max_length: 3_001 } }),
    '/blocks/0/element/max_length',
    'modal',
  ],
  ['alt text 2,000', image({ alt_text: a(2_000) }), image({ alt_text: a(2_001) }), '/blocks/0/alt_text'],
  ['image url 3,000', image({ image_url: url(3_000) }), image({ image_url: url(3_001) }), '/blocks/0/image_url'],
  ['image title 2,000', image({ title: plain(2_000) }), image({ title: plain(2_001) }), '/blocks/0/title/text'],
  [
    'markdown 12,000',
    [{ type: 'markdown', text: a(12_000) }],
    [{ type: 'markdown', text: a(12_001) }],
    '/blocks/0/text',
  ],
  [
    'markdown 12,000 in all',
    [
      { type: 'markdown', text: a(6_000) },
      { type: 'markdown', text: a(6_000) },
    ],
    [
      { type: 'markdown', text: a(6_000) },
      { type: 'markdown', text: a(6_001) },
    ],
    '/blocks',
  ],
  ['table 100 rows', [table(100, 1)], [table(101, 1)], '/blocks/0/rows'],
  ['table 20 cells', [table(1, 20)], [table(1, 21)], '/blocks/0/rows/0'],
  ['one table', [table(1, 1)], [table(1, 1), table(1, 1)], '/blocks'],
  [
    'unique block_ids',
    [
      { type: 'divider', block_id: 'x' },
      { type: 'divider', block_id: 'y' },
    ],
    [
      { type: 'divider', block_id: 'x' },
      { type: 'divider', block_id: 'x' },
    ],
    '/blocks/1/block_id',
  ],
  [
    'unique action_ids',
    actions(button({ action_id: 'x' }), button({ action_id: 'y' })),
    actions(button({ action_id: 'x' }), button({ action_id: 'x' })),
    '/blocks/0/elements/1/action_id',
  ],
];

describe('limits of Block Kit', () => {
  it.each(edges)('%s', (...edge) => {
    const [, fits, tooMuch, pointer, surface = 'message'] = edge as unknown as Edge;
    expect(checkBlocks(fits, surface)).toEqual([]);
    expect(checkBlocks(tooMuch, surface).map((problem) => problem.pointer)).toContain(pointer);
  });

  it('problems read as Slack words them', () => {
    const [problem] = checkBlocks([{ type: 'header', text: plain(151) }], 'message');
    expect(problem && inWords(problem)).toBe('must be less than 151 characters [json-pointer:/blocks/0/text/text]');
  });
});
