import type { HomeView, InputBlock, KnownBlock, ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value = text.toLowerCase()) => ({ text: plain(text), value });
const input = (block_id: string, label: string, element: InputBlock['element'], rest: Partial<InputBlock> = {}) =>
  ({ type: 'input', block_id, label: plain(label), element, ...rest }) satisfies InputBlock;

const severities = [option('SEV1'), option('SEV2'), option('SEV3')];

/** A form with every element that Slack's forms have and the page holds. */
export const everyInput: ModalView = {
  type: 'modal',
  callback_id: 'every-input',
  title: plain('Declare an incident'),
  submit: plain('Declare'),
  close: plain('Cancel'),
  notify_on_close: true,
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: 'A channel opens *at once*.' } },
    input('title', 'Title', { type: 'plain_text_input', action_id: 'a', max_length: 40 }),
    input(
      'what',
      'What do you see?',
      { type: 'plain_text_input', action_id: 'a', multiline: true, placeholder: plain('Errors, who is affected') },
      { hint: plain('It goes on the timeline.'), optional: true },
    ),
    input('severity', 'Severity', {
      type: 'static_select',
      action_id: 'a',
      placeholder: plain('How bad is it?'),
      option_groups: [
        { label: plain('Wakes people'), options: severities.slice(0, 2) },
        { label: plain('Does not'), options: severities.slice(2) },
      ],
    }),
    input('commander', 'Commander', { type: 'users_select', action_id: 'a' }, { optional: true }),
    input('others', 'Others', { type: 'multi_users_select', action_id: 'a' }, { optional: true }),
    input('channel', 'Channel', { type: 'channels_select', action_id: 'a' }, { optional: true }),
    input('service', 'Service', { type: 'external_select', action_id: 'a', min_query_length: 0 }, { optional: true }),
    input('place', 'Conversation', { type: 'conversations_select', action_id: 'a' }, { optional: true }),
    input('users', 'Users affected', {
      type: 'radio_buttons',
      action_id: 'a',
      options: [option('None'), option('Some'), { ...option('All'), description: plain('Nobody can work') }],
      initial_option: option('Some'),
    }),
    input(
      'tell',
      'Tell',
      { type: 'checkboxes', action_id: 'a', options: [option('Support'), option('Sales')] },
      { optional: true },
    ),
    input('day', 'Day', { type: 'datepicker', action_id: 'a', initial_date: '2026-11-05' }, { optional: true }),
    input('time', 'Time', { type: 'timepicker', action_id: 'a' }, { optional: true }),
    input('since', 'Since', { type: 'datetimepicker', action_id: 'a' }, { optional: true }),
    input(
      'count',
      'How many',
      { type: 'number_input', action_id: 'a', is_decimal_allowed: false, min_value: '1' },
      { optional: true },
    ),
    input('mail', 'E-mail', { type: 'email_text_input', action_id: 'a' }, { optional: true }),
    input('link', 'Link', { type: 'url_text_input', action_id: 'a' }, { optional: true }),
    {
      type: 'actions',
      block_id: 'step',
      elements: [{ type: 'button', action_id: 'more', text: plain('More …') }],
    },
  ],
};

export const pushed: ModalView = {
  type: 'modal',
  callback_id: 'pushed',
  title: plain('More about it'),
  submit: plain('Save'),
  blocks: [input('why', 'Why', { type: 'plain_text_input', action_id: 'a' })],
};

export const greeting = (text: string): ModalView => ({
  type: 'modal',
  callback_id: 'greeting',
  title: plain('Noted'),
  blocks: [{ type: 'section', text: plain(text) }],
});

const menu = [option('One'), option('Two')];
const confirm = {
  title: plain('Sure?'),
  text: plain('It pages people.'),
  confirm: plain('Page'),
  deny: plain('Wait'),
};

/** A button that asks before it acts. */
export const closing: KnownBlock = {
  type: 'actions',
  block_id: 'closing',
  elements: [
    {
      type: 'button',
      action_id: 'incident.close',
      text: plain('Close'),
      value: 'v',
      confirm: {
        title: plain('Close this incident?'),
        text: plain('Close only if nothing is left to do.'),
        confirm: plain('Close'),
        deny: plain('Not yet'),
      },
    },
  ],
};

/** A message with every control that acts. */
export const everyControl: KnownBlock[] = [
  {
    type: 'section',
    block_id: 's1',
    text: { type: 'mrkdwn', text: '*Severity*' },
    accessory: { type: 'static_select', action_id: 'severity', placeholder: plain('Severity'), options: severities },
  },
  {
    type: 'section',
    block_id: 's2',
    text: { type: 'mrkdwn', text: '*Commander*' },
    accessory: { type: 'users_select', action_id: 'commander', placeholder: plain('Pick somebody') },
  },
  {
    type: 'section',
    block_id: 's3',
    text: { type: 'mrkdwn', text: 'Other things' },
    accessory: { type: 'overflow', action_id: 'overflow', options: menu },
  },
  {
    type: 'actions',
    block_id: 'a1',
    elements: [
      { type: 'radio_buttons', action_id: 'radio', options: menu },
      { type: 'checkboxes', action_id: 'boxes', options: menu },
      { type: 'datepicker', action_id: 'day' },
      { type: 'button', action_id: 'page', text: plain('Page'), value: 'v', style: 'danger', confirm },
    ],
  },
];

export const home = (count: number): HomeView => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Open incidents') },
    {
      type: 'section',
      block_id: 'i1',
      text: { type: 'mrkdwn', text: `Counted *${count}* times` },
      accessory: { type: 'overflow', action_id: 'overflow', options: menu },
    },
    {
      type: 'actions',
      block_id: 'acts',
      elements: [
        { type: 'button', action_id: 'count', text: plain('Count'), style: 'primary' },
        { type: 'static_select', action_id: 'severity', placeholder: plain('Severity'), options: severities },
      ],
    },
  ],
});
