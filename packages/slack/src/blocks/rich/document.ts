import type { RichTextBlock, RichTextElement, RichTextList } from '@slack/types';
import type { Block, Cell, Item } from '@tocsin/runbook';
import { withinBudget } from './budget.ts';
import { piece, piecesOf, type Resolve } from './inlines.ts';
import { literal } from './literal.ts';
import { alignedTable } from './table.ts';

export type Part = RichTextBlock['elements'][number];

export interface DocumentOptions {
  /** How many characters it may have, addresses included. */
  readonly max: number;
  readonly resolve: Resolve;
}

/**
 * A runbook's text as Slack shows it. Rich text rather than mrkdwn: it has nested lists, and what stands in it is literal,
 * so that a command with `*` or a backtick in it is copied as it was written.
 *
 * @returns no block for no text, and whether something was left out
 */
export function documentBlocks(
  document: readonly Block[],
  { max, resolve }: DocumentOptions,
): { readonly blocks: RichTextBlock[]; readonly whole: boolean } {
  const { parts, whole } = withinBudget(partsOf(document, resolve), max);
  return { blocks: parts.length === 0 ? [] : [{ type: 'rich_text', elements: parts }], whole };
}

function partsOf(document: readonly Block[], resolve: Resolve): Part[] {
  return document.reduce<Part[]>((parts, block) => {
    const next = partsOfBlock(block, resolve);
    const [first, ...others] = next;
    const last = parts.at(-1);
    // Slack sets sections one under the other without a gap: paragraphs are one section with empty lines.
    if (first?.type !== 'rich_text_section' || last?.type !== 'rich_text_section') return [...parts, ...next];
    const merged: Part = { ...last, elements: [...last.elements, ...piece('\n\n'), ...first.elements] };
    return [...parts.slice(0, -1), merged, ...others];
  }, []);
}

function partsOfBlock(block: Block, resolve: Resolve): Part[] {
  switch (block.type) {
    case 'paragraph':
      return section(piecesOf(block.content, resolve));
    case 'list':
      return listParts(block, resolve, 0);
    case 'code':
      return preformatted(literal(block.text));
    case 'quote':
      return quote(joined(block.blocks.flatMap((inner) => linesOf(inner, resolve))));
    case 'table':
      return tableParts(block, resolve);
    case 'rule':
      return section(piece('───'));
    default:
      return block satisfies never;
  }
}

const section = (elements: RichTextElement[]): Part[] =>
  elements.length === 0 ? [] : [{ type: 'rich_text_section', elements }];
const quote = (elements: RichTextElement[]): Part[] =>
  elements.length === 0 ? [] : [{ type: 'rich_text_quote', elements }];
const preformatted = (text: string): Part[] =>
  text.trim() === '' ? [] : [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }];

/** Deeper than Slack indents. */
const deepest = 8;

/** Slack's lists hold lines alone: what else stands in an item comes between two lists, and the numbers go on. */
function listParts(list: Extract<Block, { readonly type: 'list' }>, resolve: Resolve, indent: number): Part[] {
  const parts: Part[] = [];
  for (const [index, item] of list.items.entries()) {
    const { line, below } = splitItem(item, resolve, indent);
    const last = parts.at(-1);
    const row = { type: 'rich_text_section' as const, elements: line };
    if (last?.type === 'rich_text_list' && last.indent === indent && last.style === styleOf(list))
      parts[parts.length - 1] = { ...last, elements: [...last.elements, row] };
    else parts.push(listOf(list, { row, offset: list.start - 1 + index, indent }));
    parts.push(...below);
  }
  return parts;
}

/** `offset` is documented and not in @slack/types: what the first number is counted from. */
type List = RichTextList & { readonly offset?: number };

const styleOf = ({ ordered }: { readonly ordered: boolean }): RichTextList['style'] => (ordered ? 'ordered' : 'bullet');

const listOf = (
  list: { readonly ordered: boolean },
  { row, offset, indent }: { row: RichTextList['elements'][number]; offset: number; indent: number },
): List => ({
  type: 'rich_text_list',
  style: styleOf(list),
  indent,
  ...(list.ordered && offset > 0 ? { offset } : {}),
  elements: [row],
});

/** The paragraphs that an item begins with are its line; the rest stands below it. */
function splitItem(
  { checked, blocks }: Item,
  resolve: Resolve,
  indent: number,
): { line: RichTextElement[]; below: Part[] } {
  const box = checked === undefined ? [] : piece(checked ? '☑ ' : '☐ ');
  const firstOther = blocks.findIndex(({ type }) => type !== 'paragraph');
  const until = firstOther < 0 ? blocks.length : firstOther;
  const line = joined(blocks.slice(0, until).flatMap((block) => linesOf(block, resolve)));
  const below = blocks
    .slice(until)
    .flatMap((block) =>
      block.type === 'list' ? listParts(block, resolve, Math.min(indent + 1, deepest)) : partsOfBlock(block, resolve),
    );
  return { line: [...box, ...line], below };
}

/** A block where only lines can stand: within a quote, or at the head of an item. */
function linesOf(block: Block, resolve: Resolve): RichTextElement[][] {
  switch (block.type) {
    case 'paragraph':
      return [piecesOf(block.content, resolve)];
    case 'list':
      return block.items.map((item, index) => [
        ...piece(block.ordered ? `${block.start + index}. ` : '• '),
        ...joined(item.blocks.flatMap((inner) => linesOf(inner, resolve))),
      ]);
    case 'code':
      return [piece(literal(block.text), { code: true })];
    case 'quote':
      return block.blocks.flatMap((inner) => linesOf(inner, resolve));
    case 'table':
      return [block.head, ...block.rows].map((row) => between(row, resolve));
    case 'rule':
      return [piece('───')];
    default:
      return block satisfies never;
  }
}

const joined = (lines: readonly RichTextElement[][]): RichTextElement[] =>
  lines.filter((line) => line.length > 0).flatMap((line, index) => [...(index > 0 ? piece('\n') : []), ...line]);

const between = (cells: readonly Cell[], resolve: Resolve): RichTextElement[] =>
  cells.flatMap((cell, index) => [...(index > 0 ? piece(' · ') : []), ...piecesOf(cell, resolve)]);

/** Columns while they fit; else a row is an item, each cell behind its heading. */
function tableParts(table: Extract<Block, { readonly type: 'table' }>, resolve: Resolve): Part[] {
  const aligned = alignedTable(table);
  if (aligned !== undefined) return preformatted(aligned);
  const rows = table.rows.map((row) => ({
    type: 'rich_text_section' as const,
    elements: row.flatMap((cell, column) => [
      ...(column > 0 ? piece('; ') : []),
      ...piecesOf(table.head[column] ?? [], resolve, { italic: true }),
      ...piece(': '),
      ...piecesOf(cell, resolve),
    ]),
  }));
  return rows.length === 0
    ? section(between(table.head, resolve))
    : [{ type: 'rich_text_list', style: 'bullet', indent: 0, elements: rows }];
}
