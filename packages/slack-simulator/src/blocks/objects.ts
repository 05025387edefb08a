import { boolean, byType, type Check, list, oneOf, shape, string, url } from './check.ts';
import { limits } from './limits.ts';

/** Composition objects: texts, options, confirmation dialogs. */

export const plainText = (max: number, min = 1): Check =>
  byType({ plain_text: shape({ text: string(max, min) }, { emoji: boolean }) });

export const mrkdwn = (max: number): Check => byType({ mrkdwn: shape({ text: string(max) }, { verbatim: boolean }) });

export const anyText = (max: number): Check =>
  byType({
    plain_text: shape({ text: string(max) }, { emoji: boolean }),
    mrkdwn: shape({ text: string(max) }, { verbatim: boolean }),
  });

export const confirm: Check = shape(
  { text: anyText(limits.confirm.text) },
  {
    title: plainText(limits.confirm.title),
    confirm: plainText(limits.confirm.button),
    deny: plainText(limits.confirm.button),
    style: oneOf('primary', 'danger'),
  },
);

const optionWith = (text: Check, more: Readonly<Record<string, Check>> = {}): Check =>
  shape({ text, value: string(limits.option.value) }, { description: anyText(limits.option.description), ...more });

/** Of select menus. */
export const option = optionWith(plainText(limits.option.text));
/** Of checkboxes and radio buttons, whose texts may be formatted. */
export const richOption = optionWith(anyText(limits.option.text));
export const overflowOption = optionWith(plainText(limits.option.text), { url: url(limits.option.url) });

export const optionGroup = shape({
  label: plainText(limits.groupLabel),
  options: list(option, { max: limits.select.options }),
});

export const dispatchActionConfig = shape(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 }) },
);

export const conversationFilter = shape(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), { max: 4 }),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

/** Either `image_url` or `slack_file`. */
export const imageSource: Readonly<Record<string, Check>> = {
  image_url: url(limits.image.url),
  slack_file: shape({}, { id: string(), url: string() }),
};

export const needsImageSource: Check = (value, pointer, report) => {
  const { image_url, slack_file } = value as Record<string, unknown>;
  if ((image_url === undefined) === (slack_file === undefined))
    report(pointer, 'must provide either image_url or slack_file');
};
