import type { Json } from '../workspace/model.ts';

/** What a person types, as Slack keeps it: `&`, `<` and `>` escaped, mentions and links left alone. */

const token = /<(@[UW][A-Z0-9]+|#C[A-Z0-9]+|!\w+(?:\^\w+)?|https?:\/\/[^<>|\s]+)(?:\|[^<>]*)?>/g;

export function escaped(text: string): string {
  let result = '';
  let from = 0;
  for (const match of text.matchAll(token)) {
    result += plain(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return result + plain(text.slice(from));
}

const plain = (text: string): string =>
  // What is escaped already stays so.
  text
    .replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The same words as rich text, which is how clients send them. */
export function richTextOf(text: string): Json[] {
  const elements: Json[] = [];
  let from = 0;
  const words = (part: string) => {
    if (part !== '') elements.push({ type: 'text', text: unescaped(part) });
  };
  for (const match of text.matchAll(token)) {
    words(text.slice(from, match.index));
    elements.push(element(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  words(text.slice(from));
  return [{ type: 'rich_text_section', elements }];
}

function element(inside: string): Json {
  if (inside.startsWith('@')) return { type: 'user', user_id: inside.slice(1) };
  if (inside.startsWith('#')) return { type: 'channel', channel_id: inside.slice(1) };
  if (inside.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: inside.slice('!subteam^'.length) };
  if (inside.startsWith('!')) return { type: 'broadcast', range: inside.slice(1) };
  return { type: 'link', url: inside };
}
