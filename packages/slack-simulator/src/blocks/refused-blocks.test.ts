import { describe, expect, it } from 'vitest';
import { checkBlocks, type Surface } from './check-blocks.ts';
import { checkView } from './check-view.ts';
import { a, actions, button, input, mrkdwn, option, plain, section, select, table } from './samples.ts';

// What Slack refuses whatever its size, and a message that uses much of what there is.
const refused: readonly (readonly [what: string, blocks: unknown, message: string, surface?: Surface])[] = [
  ['blocks that are no list', { type: 'divider' }, 'must provide an array'],
  ['unknown block types', [{ type: 'banner' }], 'unsupported type: banner'],
  ['unknown elements', actions({ type: 'slider' }), 'unsupported type: slider'],
  ['a block without a type', [{}], 'missing required field: type'],
  ['a section without text', [{ type: 'section' }], 'missing required field: text or fields'],
  ['a button without text', actions({ type: 'button' }), 'missing required field: text'],
  ['formatted text on a button', actions(button({ text: mrkdwn(1) })), 'unsupported type: mrkdwn'],
  ['properties nobody knows', [{ type: 'divider', colour: 'red' }], 'invalid additional property: colour'],
  ['emoji in mrkdwn', section({ text: { ...mrkdwn(1), emoji: true } }), 'invalid additional property: emoji'],
  ['a style nobody knows', actions(button({ style: 'warning' })), 'value must be one of: primary, danger'],
  ['a link that is none', actions(button({ url: 'runbook' })), 'must be a valid URL'],
  ['a button in an input', input({ element: button() }), 'unsupported type: button'],
  ['text inputs among actions', actions({ type: 'plain_text_input' }), 'unsupported type: plain_text_input'],
  ['a select without options', actions({ type: 'static_select' }), 'must provide either options or option_groups'],
  [
    'a first choice that is not offered',
    select({ initial_option: option(1) }),
    'initial_option must match an option exactly',
  ],
  ['no elements', actions(), 'no fewer than 1 items allowed'],
  ['an image without a source', [{ type: 'image', alt_text: 'a' }], 'must provide either image_url or slack_file'],
  ['markdown outside messages', [{ type: 'markdown', text: 'a' }], 'unsupported type: markdown', 'modal'],
];

describe('refuses', () => {
  it.each(refused)('%s', (...one) => {
    const [, blocks, message, surface = 'message'] = one as unknown as (typeof refused)[number];
    expect(checkBlocks(blocks, surface).map((problem) => problem.message)).toContain(message);
  });
});

describe('views', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain(3), blocks: [], ...more });
  it.each([
    ['title 24', modal({ title: plain(24) }), modal({ title: plain(25) }), '/title/text'],
    ['submit 24', modal({ submit: plain(24) }), modal({ submit: plain(25) }), '/submit/text'],
    ['close 24', modal({ close: plain(24) }), modal({ close: plain(25) }), '/close/text'],
    [
      'private_metadata 3,000',
      modal({ private_metadata: a(3_000) }),
      modal({ private_metadata: a(3_001) }),
      '/private_metadata',
    ],
    ['callback_id 255', modal({ callback_id: a(255) }), modal({ callback_id: a(256) }), '/callback_id'],
    [
      'an input needs a submit button',
      modal({ blocks: input(), submit: plain(3) }),
      modal({ blocks: input() }),
      '/submit',
    ],
    ['a modal needs a title', modal(), { type: 'modal', blocks: [] }, ''],
    ['a Home has no submit button', { type: 'home', blocks: [] }, { type: 'home', blocks: [], submit: plain(3) }, ''],
    ['blocks of a modal are looked at', modal(), modal({ blocks: [{ type: 'banner' }] }), '/blocks/0/type'],
  ])('%s', (_what, fits, refusedView, pointer) => {
    expect(checkView(fits)).toEqual([]);
    expect(checkView(refusedView).map((problem) => problem.pointer)).toContain(pointer);
  });
});

it('takes a message that uses much of what there is', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'SEV2: Checkout is failing', emoji: true } },
    { type: 'section', text: mrkdwn(5), accessory: { type: 'users_select', action_id: 'lead', placeholder: plain(4) } },
    { type: 'section', fields: [mrkdwn(3)], accessory: { type: 'overflow', action_id: 'more', options: [option(0)] } },
    {
      type: 'context',
      elements: [mrkdwn(3), { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' }],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 0,
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'a', style: { bold: true } },
                { type: 'user', user_id: 'U1' },
              ],
            },
          ],
        },
      ],
    },
    { type: 'input', label: plain(3), optional: true, element: { type: 'datetimepicker', action_id: 'v' } },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'f',
          positive_button: { text: plain(2), value: 'y' },
          negative_button: { text: plain(2), value: 'n' },
        },
      ],
    },
    { type: 'alert', text: mrkdwn(3), level: 'warning' },
    { type: 'card', title: mrkdwn(3), actions: [button()] },
    { type: 'plan', title: 'a', tasks: [{ type: 'task_card', task_id: 't', title: 'a', status: 'pending' }] },
    table(2, 2),
  ];
  expect(checkBlocks(blocks, 'message')).toEqual([]);
});
