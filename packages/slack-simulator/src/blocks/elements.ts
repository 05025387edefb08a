import { boolean, type Check, type Fields, integer, isObject, list, oneOf, shape, string, url } from './check.ts';
import { limits } from './limits.ts';
import {
  confirm,
  conversationFilter,
  dispatchActionConfig,
  imageSource,
  needsImageSource,
  option,
  optionGroup,
  overflowOption,
  plainText,
  richOption,
} from './objects.ts';
import { richText } from './rich-text.ts';

type Table = Readonly<Record<string, Check>>;

const actionable: Table = { action_id: string(limits.id) };
const confirmable: Table = { ...actionable, confirm };
const focusable: Table = { ...confirmable, focus_on_load: boolean };
const placeholdable: Table = { ...focusable, placeholder: plainText(limits.select.placeholder) };
const dispatchable: Table = {
  ...actionable,
  dispatch_action_config: dispatchActionConfig,
  focus_on_load: boolean,
  placeholder: plainText(limits.select.placeholder),
};
const severalOf: Table = { max_selected_items: integer(1) };

const valueOf = (one: unknown): unknown => (isObject(one) ? one['value'] : undefined);
const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What is chosen at first must be among the options. */
function initialAmong(
  initial: 'initial_option' | 'initial_options',
  fields: Fields,
  at: string,
  report: Parameters<Check>[2],
) {
  const groups = many(fields['option_groups']).flatMap((group) => many(isObject(group) ? group['options'] : undefined));
  const offered = new Set([...many(fields['options']), ...groups].map(valueOf));
  const chosen =
    initial === 'initial_option' ? [fields[initial]].filter((one) => one !== undefined) : many(fields[initial]);
  if (chosen.some((one) => !offered.has(valueOf(one))))
    report(`${at}/${initial}`, `${initial} must match an option exactly`);
}

const chooses =
  (initial: 'initial_option' | 'initial_options'): Check =>
  (value, pointer, report) =>
    initialAmong(initial, value as Fields, pointer, report);

const staticSelect = (initial: 'initial_option' | 'initial_options', more: Table): Check =>
  shape(
    {},
    {
      ...placeholdable,
      ...more,
      options: list(option, { max: limits.select.options }),
      option_groups: list(optionGroup, { max: limits.select.groups }),
    },
    (value, pointer, report) => {
      const fields = value as Fields;
      if ((fields['options'] === undefined) === (fields['option_groups'] === undefined))
        report(pointer, 'must provide either options or option_groups');
      initialAmong(initial, fields, pointer, report);
    },
  );

export const button: Check = shape(
  { text: plainText(limits.button.text) },
  {
    ...confirmable,
    value: string(limits.button.value, 0),
    url: url(limits.button.url),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(limits.button.label),
  },
);

const selects: Table = {
  static_select: staticSelect('initial_option', { initial_option: option }),
  external_select: shape({}, { ...placeholdable, initial_option: option, min_query_length: integer(0) }),
  users_select: shape({}, { ...placeholdable, initial_user: string() }),
  channels_select: shape({}, { ...placeholdable, initial_channel: string(), response_url_enabled: boolean }),
  conversations_select: shape(
    {},
    {
      ...placeholdable,
      initial_conversation: string(),
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: conversationFilter,
    },
  ),
};

const ids = list(string(), { min: 0, max: 100 });
const multiSelects: Table = {
  multi_static_select: staticSelect('initial_options', {
    ...severalOf,
    initial_options: list(option, { max: limits.select.options }),
  }),
  multi_external_select: shape(
    {},
    { ...placeholdable, ...severalOf, initial_options: list(option, { max: 100 }), min_query_length: integer(0) },
  ),
  multi_users_select: shape({}, { ...placeholdable, ...severalOf, initial_users: ids }),
  multi_channels_select: shape({}, { ...placeholdable, ...severalOf, initial_channels: ids }),
  multi_conversations_select: shape(
    {},
    {
      ...placeholdable,
      ...severalOf,
      initial_conversations: ids,
      default_to_current_conversation: boolean,
      filter: conversationFilter,
    },
  ),
};

const choices: Table = {
  checkboxes: shape(
    { options: list(richOption, { max: limits.checkboxes }) },
    { ...focusable, initial_options: list(richOption, { max: limits.checkboxes }) },
    chooses('initial_options'),
  ),
  radio_buttons: shape(
    { options: list(richOption, { max: limits.radioButtons }) },
    { ...focusable, initial_option: richOption },
    chooses('initial_option'),
  ),
};

const pattern =
  (form: RegExp, what: string): Check =>
  (value, pointer, report) => {
    if (typeof value !== 'string' || !form.test(value)) report(pointer, `must be a ${what}`);
  };
const pickers: Table = {
  datepicker: shape({}, { ...placeholdable, initial_date: pattern(/^\d{4}-\d{2}-\d{2}$/, 'date (YYYY-MM-DD)') }),
  timepicker: shape(
    {},
    { ...placeholdable, initial_time: pattern(/^\d{2}:\d{2}$/, 'time (HH:mm)'), timezone: string() },
  ),
};
const dateTime: Table = {
  datetimepicker: shape({}, { ...focusable, initial_date_time: integer(1_000_000_000, 9_999_999_999) }),
};

const textInputs: Table = {
  plain_text_input: shape(
    {},
    {
      ...dispatchable,
      initial_value: string(limits.plainTextInput, 0),
      multiline: boolean,
      min_length: integer(0, limits.plainTextInput),
      max_length: integer(1, limits.plainTextInput),
    },
  ),
  email_text_input: shape({}, { ...dispatchable, initial_value: string() }),
  url_text_input: shape({}, { ...dispatchable, initial_value: string() }),
  number_input: shape(
    { is_decimal_allowed: boolean },
    { ...dispatchable, initial_value: string(), min_value: string(), max_value: string() },
  ),
  rich_text_input: shape(
    {},
    { ...dispatchable, initial_value: richText, min_lines: integer(1), max_lines: integer(1) },
  ),
};

const workflowButton: Check = shape(
  { text: plainText(limits.button.text), workflow: isObjectCheck() },
  { ...confirmable, style: oneOf('primary', 'danger'), accessibility_label: string(limits.button.label) },
);
function isObjectCheck(): Check {
  return (value, pointer, report) => {
    if (!isObject(value)) report(pointer, 'must provide an object');
  };
}

const feedbackButton = shape(
  { text: plainText(limits.button.text), value: string(limits.button.value) },
  { accessibility_label: string(limits.button.label) },
);
const image: Check = shape({ alt_text: string(limits.image.altText) }, imageSource, needsImageSource);

const everywhere: Table = {
  button,
  overflow: shape({ options: list(overflowOption, { max: limits.overflow }) }, confirmable),
  workflow_button: workflowButton,
  ...choices,
  ...selects,
  ...multiSelects,
  ...pickers,
};

/** Which elements stand in which block. */
export const elements = {
  image,
  section: { ...everywhere, image },
  actions: { ...everywhere, ...dateTime },
  input: {
    ...choices,
    ...selects,
    ...multiSelects,
    ...pickers,
    ...dateTime,
    ...textInputs,
    file_input: shape({}, { ...actionable, filetypes: list(string(), { max: 100 }), max_files: integer(1, 10) }),
  },
  contextActions: {
    feedback_buttons: shape({ positive_button: feedbackButton, negative_button: feedbackButton }, actionable),
    icon_button: shape(
      { icon: string(), text: plainText(limits.button.text) },
      { ...confirmable, value: string(limits.button.value), accessibility_label: string(75), visible_to_user_ids: ids },
    ),
  },
} as const;
