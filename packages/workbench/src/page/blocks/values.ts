import type { InputValue, InputValues } from '../../page-api.ts';
import type { AnyElement } from './element.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where each control says what it holds: as Slack keeps it, and as the app set it at first. */
const names: Readonly<Record<string, readonly [held: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  checkboxes: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
};

/** What a control holds before anybody touches it here: what Slack keeps of it, else what the app set. */
export function valueAtFirst(element: AnyElement, held: Fields | undefined): InputValue {
  const [kept = '', initial = ''] = names[element.type] ?? [];
  return valueOf(held === undefined ? (element as unknown as Fields)[initial] : held[kept]);
}

function valueOf(given: unknown): InputValue {
  if (typeof given === 'string' || typeof given === 'number') return given;
  if (Array.isArray(given)) return given.map((one) => String(valueOf(one)));
  if (typeof given === 'object' && given !== null && 'value' in given) return String(given.value);
  return null;
}

export const isEmpty = (value: InputValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

export const asText = (value: InputValue): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const asList = (value: InputValue): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : isEmpty(value) ? [] : [asText(value)];

/** Values with one of them changed. */
export function withValue(
  values: InputValues,
  { blockId, actionId }: { readonly blockId: string; readonly actionId: string },
  value: InputValue,
): InputValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

/** Of these values, those whose controls are still there. */
export function standing(values: InputValues, controls: readonly { blockId: string; actionId: string }[]): InputValues {
  return controls.reduce<InputValues>((kept, control) => {
    const value = values[control.blockId]?.[control.actionId];
    return value === undefined ? kept : withValue(kept, control, value);
  }, {});
}
