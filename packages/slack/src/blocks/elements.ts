import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { cut, safeUrl } from './text.ts';

/** A message as Slack takes it: what notifications and screen readers say, and what is shown. */
export interface Rendered {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Room to spare below Slack's limits: sections of 3,000 were refused from 2,958 characters on. */
export const limits = { header: 150, section: 2_900, field: 150, button: 75, confirm: 300, fallback: 500 } as const;

/** `verbatim` keeps Slack from making links and mentions out of plain words. */
const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });
const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max),
  emoji: true,
});

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, limits.header) });
export const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) });
export const fields = (all: readonly (readonly [string, string])[]): SectionBlock => ({
  type: 'section',
  fields: all.slice(0, 10).map(([label, text]) => mrkdwn(`*${label}*\n${text}`)),
});
export const divider: DividerBlock = { type: 'divider' };
export const context = (text: string): ContextBlock => ({ type: 'context', elements: [mrkdwn(text)] });
export const actions = (blockId: string, elements: Button[]): ActionsBlock[] =>
  elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId, elements: elements.slice(0, 25) }];

/** A button that asks the app to do something with an incident. */
export function button(
  label: string,
  {
    action,
    value,
    style,
    confirm,
  }: { action: string; value: string; style?: 'primary' | 'danger'; confirm?: ConfirmationDialog },
): Button {
  return {
    type: 'button',
    text: plain(label, limits.button),
    action_id: action,
    value,
    ...(style ? { style } : {}),
    ...(confirm ? { confirm } : {}),
  };
}

/** A button that opens an address; none when the address is no good. Slack tells the app of its presses too. */
export function linkButton(
  label: string,
  { action, url, longest }: { action: string; url: string | undefined; longest?: number },
): Button[] {
  const safe = url === undefined ? undefined : safeUrl(url, longest);
  if (safe === undefined) return [];
  return [{ type: 'button', text: plain(label, limits.button), action_id: action, url: safe }];
}
