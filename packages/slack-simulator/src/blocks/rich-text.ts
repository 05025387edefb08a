import { anything, boolean, byType, type Check, integer, list, oneOf, shape, string } from './check.ts';
import { limits } from './limits.ts';

/** Rich text: sections, lists, quotes and code, and the pieces of a line. */

const style = shape(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);
const styled: Readonly<Record<string, Check>> = { style };
const many = 10_000;

const pieces: Readonly<Record<string, Check>> = {
  text: shape({ text: string() }, styled),
  link: shape({ url: string() }, { ...styled, text: string(undefined, 0), unsafe: boolean }),
  user: shape({ user_id: string() }, styled),
  channel: shape({ channel_id: string() }, styled),
  usergroup: shape({ usergroup_id: string() }, styled),
  team: shape({ team_id: string() }, styled),
  emoji: shape({ name: string() }, { ...styled, unicode: string(), url: string(), skin_tone: integer(1, 6) }),
  broadcast: shape({ range: oneOf('here', 'channel', 'everyone') }, styled),
  color: shape({ value: string() }, styled),
  date: shape({ timestamp: integer(), format: string() }, { ...styled, url: string(), fallback: string() }),
};

const line = list(byType(pieces), { min: 0, max: many });
const section = shape({ elements: line });
const bordered: Readonly<Record<string, Check>> = { border: integer(0, 1) };

export const richTextFields = {
  elements: list(
    byType({
      rich_text_section: section,
      rich_text_list: shape(
        {
          elements: list(byType({ rich_text_section: section }), { min: 0, max: many }),
          style: oneOf('bullet', 'ordered'),
        },
        { ...bordered, indent: integer(0, 8), offset: integer(0) },
      ),
      rich_text_quote: shape({ elements: line }, bordered),
      rich_text_preformatted: shape({ elements: line }, { ...bordered, language: anything }),
    }),
    { min: 0, max: many },
  ),
} as const;

/** A rich text block, wherever one stands. */
export const richText: Check = byType({ rich_text: shape(richTextFields, { block_id: string(limits.id) }) });
