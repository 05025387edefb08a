import { emojis } from '../mrkdwn/emoji.ts';
import type { Inline } from '../mrkdwn/nodes.ts';
import { parseToken, safeUrl } from '../mrkdwn/token.ts';

/** What Markdown in a canvas means, part by part: https://docs.slack.dev/surfaces/canvases */
export type Section =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'paragraph' | 'quote' | 'code'; readonly text: string }
  | { readonly type: 'rule' }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly Item[] }
  | { readonly type: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Item {
  readonly text: string;
  readonly indent: number;
  /** Of a box to tick. */
  readonly done?: boolean;
}

export function parseMarkdown(text: string): readonly Section[] {
  return text.split(/^```[^\n]*\n([^]*?)\n?```$/m).flatMap((part, index): Section[] => {
    if (index % 2 === 1) return [{ type: 'code', text: part }];
    return part.split('\n').reduce<Section[]>(withLine, []).filter(isSomething);
  });
}

const isSomething = (section: Section): boolean => section.type !== 'paragraph' || section.text !== '';

/** A line goes on with what stands before it, or begins something. An empty paragraph is a gap. */
function withLine(sections: Section[], line: string): Section[] {
  const last = sections.at(-1);
  const add = (section: Section): Section[] => [...sections, section];
  const instead = (section: Section): Section[] => [...sections.slice(0, -1), section];

  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return add({ type: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return add({ type: 'rule' });

  const item = /^(\s*)([-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/.exec(line);
  if (item) {
    const [, space = '', mark = '', box, words = ''] = item;
    const ordered = /\d/.test(mark);
    const found = {
      text: words,
      indent: Math.floor(space.length / 2),
      ...(box === undefined ? {} : { done: box !== ' ' }),
    };
    if (last?.type === 'list' && (last.ordered === ordered || found.indent > 0))
      return instead({ ...last, items: [...last.items, found] });
    return add({ type: 'list', ordered, items: [found] });
  }
  const quoted = /^>\s?(.*)$/.exec(line);
  if (quoted) {
    const words = quoted[1] ?? '';
    return last?.type === 'quote'
      ? instead({ type: 'quote', text: `${last.text}\n${words}` })
      : add({ type: 'quote', text: words });
  }
  if (/^\s*\|.*\|\s*$/.test(line)) {
    const row = cells(line);
    if (last?.type !== 'table') return add({ type: 'table', head: row, rows: [] });
    return row.every((cell) => /^:?-+:?$/.test(cell)) ? sections : instead({ ...last, rows: [...last.rows, row] });
  }
  const words = line.trim();
  if (last?.type === 'paragraph' && last.text !== '' && words !== '')
    return instead({ type: 'paragraph', text: `${last.text}\n${words}` });
  return add({ type: 'paragraph', text: words });
}

const cells = (line: string): string[] =>
  line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

const spans =
  /`([^`]+)`|\*\*(.+?)\*\*|(?<!\w)[_*](.+?)[_*](?!\w)|~~(.+?)~~|!\[\]\(([@#]\w+)\)|\[([^\]]+)\]\((<[^>\s]+>|[^)\s]+)\)|<([^>]+)>|(https?:\/\/[^\s<>)]+)|:([a-z0-9_+'-]+):/g;

/** The words of a part. `![](@U123)` and `![](#C123)` are how canvases mention people and channels. */
export function parseSpans(text: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(spans)) {
    if (match.index > from) nodes.push({ type: 'text', text: text.slice(from, match.index) });
    nodes.push(spanOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push({ type: 'text', text: text.slice(from) });
  return nodes;
}

function spanOf([
  whole,
  code,
  bold,
  italic,
  strike,
  mention,
  label,
  target,
  tag,
  url,
  emoji,
]: RegExpMatchArray): Inline {
  const plain: Inline = { type: 'text', text: whole };
  if (code !== undefined) return { type: 'code', text: code };
  if (bold !== undefined) return { type: 'bold', children: parseSpans(bold) };
  if (italic !== undefined) return { type: 'italic', children: parseSpans(italic) };
  if (strike !== undefined) return { type: 'strike', children: parseSpans(strike) };
  if (mention !== undefined) return { type: mention.startsWith('@') ? 'person' : 'channel', id: mention.slice(1) };
  if (label !== undefined) {
    const safe = safeUrl((target ?? '').replace(/^<(.*)>$/, '$1'));
    return safe === undefined ? plain : { type: 'link', url: safe, text: label };
  }
  if (tag !== undefined) return parseToken(tag) ?? plain;
  if (url !== undefined) return { type: 'link', url, text: url };
  const sign = emoji === undefined ? undefined : emojis[emoji];
  return sign === undefined ? plain : { type: 'emoji', name: emoji ?? '', sign };
}
