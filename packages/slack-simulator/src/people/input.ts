import { isObject } from '../blocks/check.ts';
import type { Json } from '../workspace/model.ts';
import { cannot } from './context.ts';
import type { InputValue } from './types.ts';

/** What a control holds, by Slack's names: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
interface Kind {
  /** Where the payload has it. */
  readonly field: string;
  /** Where the app said what it holds at first. */
  readonly initial: string;
  readonly holds: 'text' | 'id' | 'option' | 'number';
  readonly several?: true;
}

const kinds: Readonly<Record<string, Kind>> = {
  plain_text_input: { field: 'value', initial: 'initial_value', holds: 'text' },
  email_text_input: { field: 'value', initial: 'initial_value', holds: 'text' },
  url_text_input: { field: 'value', initial: 'initial_value', holds: 'text' },
  number_input: { field: 'value', initial: 'initial_value', holds: 'text' },
  static_select: { field: 'selected_option', initial: 'initial_option', holds: 'option' },
  external_select: { field: 'selected_option', initial: 'initial_option', holds: 'option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', holds: 'option' },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', holds: 'option', several: true },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', holds: 'option', several: true },
  checkboxes: { field: 'selected_options', initial: 'initial_options', holds: 'option', several: true },
  users_select: { field: 'selected_user', initial: 'initial_user', holds: 'id' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', holds: 'id' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', holds: 'id' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', holds: 'id', several: true },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', holds: 'id', several: true },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    holds: 'id',
    several: true,
  },
  datepicker: { field: 'selected_date', initial: 'initial_date', holds: 'id' },
  timepicker: { field: 'selected_time', initial: 'initial_time', holds: 'id' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', holds: 'number' },
};
/** Acted on, yet they hold nothing. */
const overflow: Kind = { field: 'selected_option', initial: '', holds: 'option' };

/** What a control holds before anybody touched it; undefined for those that hold nothing. */
export function initialFields(element: Json): Json | undefined {
  const type = String(element['type']);
  const kind = kinds[type];
  if (kind === undefined) return undefined;
  return { type, [kind.field]: element[kind.initial] ?? (kind.several ? [] : null) };
}

/** Nothing is put in where something is asked for. */
export function isEmpty(held: Json | undefined): boolean {
  if (held === undefined) return true;
  const { type: _type, ...fields } = held;
  return Object.values(fields).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/** What a control holds after a person put this in. @throws PersonError for what its client does not offer */
export function fieldsFor(element: Json, value: InputValue): Json {
  const type = String(element['type']);
  const kind = type === 'overflow' ? overflow : kinds[type];
  if (kind === undefined) return cannot('not_a_choice', `nothing can be put into a ${type}`);
  if (kind.several) {
    const given = value === null ? [] : Array.isArray(value) ? value : [value];
    return { type, [kind.field]: given.map((one) => single(element, kind, one as string)) };
  }
  if (typeof value === 'object' && value !== null) cannot('one_only', `${type} takes one value`);
  return {
    type,
    [kind.field]: value === null || value === '' ? null : single(element, kind, value as string | number),
  };
}

function single(element: Json, { holds }: Kind, value: string | number): unknown {
  switch (holds) {
    case 'text':
      return longEnough(element, String(value));
    case 'id':
      return String(value);
    case 'number':
      return Number(value);
    case 'option':
      return optionOf(element, String(value));
    default:
      return holds satisfies never;
  }
}

function longEnough(element: Json, text: string): string {
  const { min_length, max_length = 3_000 } = element;
  if (typeof min_length === 'number' && text.length < min_length)
    cannot('too_short', `at least ${min_length} characters`);
  if (text.length > Number(max_length)) cannot('too_long', `at most ${String(max_length)} characters`);
  return text;
}

const suggestedFor = new WeakMap<Json, readonly Json[]>();
/** What the app offers for this control; what it offered for other words may have been chosen and stays. */
export function offer(element: Json, options: readonly Json[]): void {
  const before = (suggestedFor.get(element) ?? []).filter((one) =>
    options.every(({ value }) => value !== one['value']),
  );
  suggestedFor.set(element, [...options, ...before]);
}

function optionOf(element: Json, value: string): unknown {
  // Options of external selects come from the app; where nobody asked for them the value is taken at its word.
  const suggested = suggestedFor.get(element);
  if (suggested !== undefined)
    return suggested.find((one) => one['value'] === value) ?? cannot('no_such_option', `${value} is not offered`);
  if (String(element['type']).includes('external'))
    return { text: { type: 'plain_text', text: value, emoji: true }, value };
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const grouped = groups.filter(isObject).flatMap((group) => (Array.isArray(group['options']) ? group['options'] : []));
  const offered = [...(Array.isArray(element['options']) ? element['options'] : []), ...grouped].filter(isObject);
  return offered.find((one) => one['value'] === value) ?? cannot('no_such_option', `${value} is not offered`);
}
