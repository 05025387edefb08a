import type {
  InputBlock,
  KnownBlock,
  ModalView,
  MultiStaticSelect,
  PlainTextElement,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
} from '@slack/types';
import { actionIds } from '../action-ids.ts';
import { cut } from '../blocks/text.ts';

/** Slack's limits of what a modal is made of (docs.slack.dev, views and Block Kit). */
export const viewLimits = {
  title: 24,
  button: 24,
  label: 2_000,
  hint: 2_000,
  placeholder: 150,
  option: 75,
  options: 100,
  groups: 100,
  radios: 10,
  input: 3_000,
  metadata: 3_000,
  blocks: 100,
} as const;

/** The only control of a field; the field is told by its block. */
export const valueId = 'value';

/** Plain text needs no escaping: Slack makes neither links nor mentions of it. */
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text:
    cut(
      text
        .replace(/\p{Surrogate}/gu, '\ufffd')
        .replace(/\s+/g, ' ')
        .trim(),
      max,
    ) || '–',
  emoji: false,
});

export interface ModalParts {
  readonly form: string;
  readonly title: string;
  readonly submit?: string;
  readonly meta: string;
  readonly blocks: readonly KnownBlock[];
}

export function modal({ form, title, submit, meta, blocks }: ModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: form,
    title: plain(title, viewLimits.title),
    close: plain(submit === undefined ? 'Close' : 'Cancel', viewLimits.button),
    ...(submit === undefined ? {} : { submit: plain(submit, viewLimits.button) }),
    private_metadata: meta,
    blocks: blocks.slice(0, viewLimits.blocks),
  };
}

interface Field {
  readonly block: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
}

/** A field under its label. */
export function field(
  { block, label, hint, optional }: Field,
  element: InputBlock['element'],
  { dispatch }: { readonly dispatch?: true } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plain(label, viewLimits.label),
    element,
    ...(hint === undefined ? {} : { hint: plain(hint, viewLimits.hint) }),
    ...(optional ? { optional } : {}),
    ...(dispatch ? { dispatch_action: true } : {}),
  };
}

export function words({
  initial,
  placeholder,
  multiline,
  max,
}: {
  readonly initial?: string | undefined;
  readonly placeholder?: string;
  readonly multiline?: true;
  readonly max: number;
}): PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: valueId,
    max_length: max,
    ...(multiline ? { multiline } : {}),
    ...(initial === undefined || initial === '' ? {} : { initial_value: cut(initial, max) }),
    ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, viewLimits.placeholder) }),
  };
}

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
}

export const option = ({ value, text, description }: Choice): PlainTextOption => ({
  value,
  text: plain(text, viewLimits.option),
  ...(description === undefined ? {} : { description: plain(description, viewLimits.option) }),
});

/** As many options as fit, and the one chosen from the start, which must be one of them to the letter. */
function among(choices: readonly Choice[], initial: string | undefined, most: number) {
  const chosen = choices.find(({ value }) => value === initial);
  const first = choices.slice(0, most);
  const shown = chosen && !first.includes(chosen) ? [...first.slice(0, -1), chosen] : first;
  return {
    options: shown.map(option),
    ...(chosen ? { initial_option: option(chosen) } : {}),
  };
}

/** A list to choose one of. */
export const select = (
  choices: readonly Choice[],
  { initial, action = valueId, placeholder }: { initial?: string | undefined; action?: string; placeholder?: string },
): StaticSelect => ({
  type: 'static_select',
  action_id: action,
  ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, viewLimits.placeholder) }),
  ...among(choices, initial, viewLimits.options),
});

/** Looked for while somebody types; what there is comes from us at that moment. To add one: listeners/views/offers.ts. */
export const offered = (
  what: 'incidents' | 'entries' | 'runbooks' | 'groups',
  { placeholder }: { placeholder: string },
) =>
  ({
    type: 'external_select',
    action_id: `${actionIds.offer}.${what}`,
    placeholder: plain(placeholder, viewLimits.placeholder),
    min_query_length: 0,
  }) as const;

export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
}

/** A list to choose several of, in groups of as many as Slack takes. */
export function severalOf(groups: readonly ChoiceGroup[], { placeholder }: { placeholder: string }): MultiStaticSelect {
  const parts = groups.flatMap(({ title, choices }) =>
    Array.from({ length: Math.ceil(choices.length / viewLimits.options) }, (_, index) => ({
      label: plain(index === 0 ? title : `${title}, continued`, viewLimits.option),
      options: choices.slice(index * viewLimits.options, (index + 1) * viewLimits.options).map(option),
    })),
  );
  return {
    type: 'multi_static_select',
    action_id: valueId,
    placeholder: plain(placeholder, viewLimits.placeholder),
    option_groups: parts.slice(0, viewLimits.groups),
  };
}

/** A few to choose one of, each with what it means in sight. */
export const radios = (choices: readonly Choice[], { initial }: { initial?: string | undefined }): RadioButtons => ({
  type: 'radio_buttons',
  action_id: valueId,
  ...among(choices, initial, viewLimits.radios),
});

export const tick = (choice: Choice, { ticked }: { ticked: boolean }): InputBlock['element'] => ({
  type: 'checkboxes',
  action_id: valueId,
  options: [option(choice)],
  ...(ticked ? { initial_options: [option(choice)] } : {}),
});

export const person = ({ initial, placeholder }: { initial?: string | undefined; placeholder: string }) =>
  ({
    type: 'users_select',
    action_id: valueId,
    placeholder: plain(placeholder, viewLimits.placeholder),
    ...(initial === undefined ? {} : { initial_user: initial }),
  }) as const;

/** A time in the person's own zone. */
export const time = (initial: string) =>
  ({
    type: 'datetimepicker',
    action_id: valueId,
    initial_date_time: Math.floor(Date.parse(initial) / 1_000),
  }) as const;

/** A day; left empty it is none. */
export const day = (initial: string | undefined) =>
  ({ type: 'datepicker', action_id: valueId, ...(initial === undefined ? {} : { initial_date: initial }) }) as const;
