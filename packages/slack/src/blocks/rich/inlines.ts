import type { RichTextElement, RichTextStyleable } from '@slack/types';
import type { Inline } from '@tocsin/runbook';
import { safeUrl } from '../text.ts';
import { literal } from './literal.ts';

type Style = NonNullable<RichTextStyleable['style']>;

/** Where an address that stands in a text leads; undefined: nobody knows, and its words are shown without it. */
export type Resolve = (url: string) => string | undefined;

/** The words of a line as pieces of rich text. Nothing in them is read by Slack: no mention, no link, no emoji is made. */
export function piecesOf(content: readonly Inline[], resolve: Resolve, style: Style = {}): RichTextElement[] {
  return content.flatMap((part): RichTextElement[] => {
    switch (part.type) {
      case 'text':
        // The line breaks of a paragraph are those of its file.
        return piece(
          literal(part.text).replace(/\s+/g, (gap) => (gap.includes('\n') ? ' ' : gap)),
          style,
        );
      case 'code':
        return piece(literal(part.text), { ...style, code: true });
      case 'strong':
        return piecesOf(part.content, resolve, { ...style, bold: true });
      case 'emphasis':
        return piecesOf(part.content, resolve, { ...style, italic: true });
      case 'strike':
        return piecesOf(part.content, resolve, { ...style, strike: true });
      case 'link':
        return linked(part.url, piecesOf(part.content, resolve, style), resolve);
      case 'image':
        return linked(part.url, piece(`🖼 ${literal(part.description) || 'picture'}`, style), resolve);
      case 'break':
        return piece('\n', {});
      default:
        return part satisfies never;
    }
  });
}

export function piece(text: string, style: Style = {}): RichTextElement[] {
  if (text === '') return [];
  return [{ type: 'text', text, ...(Object.keys(style).length === 0 ? {} : { style }) }];
}

function linked(url: string, words: RichTextElement[], resolve: Resolve): RichTextElement[] {
  const whole = resolve(url);
  const safe = whole === undefined ? undefined : safeUrl(whole);
  if (safe === undefined) return words;
  const text = words.map((word) => ('text' in word ? word.text : '')).join('');
  const [first] = words;
  const style = first && 'style' in first ? first.style : undefined;
  return [{ type: 'link', url: safe, text: text.trim() === '' ? safe : text, ...(style ? { style } : {}) }];
}
