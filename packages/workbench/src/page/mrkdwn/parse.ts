import { emojis } from './emoji.ts';
import type { Inline, Paragraph } from './nodes.ts';
import { decode, parseToken } from './token.ts';

/*
 * Slack's mrkdwn (docs.slack.dev, "Formatting message text"). Written here because slack-blocks-to-jsx 1.1.1 shows
 * `verbatim` text unparsed, and turns escaped text (`&lt;!channel&gt;`) back into mentions and links before it parses.
 */

/** A text as paragraphs: lines, quotes, preformatted. */
export function parseMrkdwn(text: string): readonly Paragraph[] {
  return text.split(/```\n?([^]*?)\n?```\n?/).flatMap((part, index): Paragraph[] => {
    if (index % 2 === 1) return [{ type: 'preformatted', text: decode(part) }];
    return part === '' ? [] : paragraphs(part.split('\n'));
  });
}

/** A plain text: no formatting, but Slack still shows emoji by their names and decodes its entities. */
export function parsePlain(text: string): readonly Inline[] {
  return text.split(/(:[a-z0-9_+'-]+:)/).flatMap((part): Inline[] => {
    const emoji = emojiOf(part);
    if (emoji) return [emoji];
    return part === '' ? [] : [{ type: 'text', text: decode(part) }];
  });
}

function paragraphs(lines: readonly string[]): Paragraph[] {
  const all: { type: 'lines' | 'quote'; lines: (readonly Inline[])[] }[] = [];
  for (const line of lines) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const type = quoted ? 'quote' : 'lines';
    const parsed = parseInline(quoted ? line.slice(quoted[0].length) : line);
    const last = all.at(-1);
    if (last?.type === type) last.lines.push(parsed);
    else all.push({ type, lines: [parsed] });
  }
  return all;
}

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** One line. What opens and never closes is text. */
export function parseInline(line: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  let at = 0;
  const flush = (): void => {
    if (plain !== '') nodes.push({ type: 'text', text: decode(plain) });
    plain = '';
  };
  while (at < line.length) {
    const found = nodeAt(line, at);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      plain += line.charAt(at);
      at += 1;
    }
  }
  flush();
  return nodes;
}

interface Found {
  readonly node: Inline;
  readonly end: number;
}

function nodeAt(line: string, at: number): Found | undefined {
  const character = line.charAt(at);
  switch (character) {
    case '<': {
      const end = line.indexOf('>', at);
      const node = end < 0 ? undefined : parseToken(line.slice(at + 1, end));
      return node && { node, end: end + 1 };
    }
    case '`': {
      const end = line.indexOf('`', at + 1);
      return end > at + 1 ? { node: { type: 'code', text: decode(line.slice(at + 1, end)) }, end: end + 1 } : undefined;
    }
    case ':': {
      const name = /^:[a-z0-9_+'-]+:/.exec(line.slice(at, at + 60))?.[0];
      const node = name === undefined ? undefined : emojiOf(name);
      return node && name !== undefined ? { node, end: at + name.length } : undefined;
    }
    case '*':
    case '_':
    case '~': {
      const end = closing(line, at);
      if (end === undefined) return undefined;
      return { node: { type: marks[character], children: parseInline(line.slice(at + 1, end)) }, end: end + 1 };
    }
    default:
      return undefined;
  }
}

const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** Where the mark at `at` closes: it opens at a word's edge and closes at one, and looks into no `<…>`. */
function closing(line: string, at: number): number | undefined {
  const mark = line.charAt(at);
  if (isWord(line.charAt(at - 1)) || /^\s?$/.test(line.charAt(at + 1)) || line.charAt(at + 1) === mark)
    return undefined;
  for (let end = at + 1; end < line.length; end += 1) {
    const character = line.charAt(end);
    if (character === '<') {
      const close = line.indexOf('>', end);
      if (close > 0) end = close;
    } else if (character === mark && !/\s/.test(line.charAt(end - 1)) && !isWord(line.charAt(end + 1))) return end;
  }
  return undefined;
}

function emojiOf(name: string): Inline | undefined {
  const bare = name.slice(1, -1);
  const sign = name.startsWith(':') ? emojis[bare] : undefined;
  return sign === undefined ? undefined : { type: 'emoji', name: bare, sign };
}
