import type { Block, Cell, Inline } from './document.ts';
import { fillText, type VariableValues } from './variables.ts';

/** Puts values into a text that people read: into its words, its code and the addresses that it links to. */
export const fillBlocks = (blocks: readonly Block[], values: VariableValues): Block[] =>
  blocks.map((block) => fillBlock(block, values));

function fillBlock(block: Block, values: VariableValues): Block {
  const cell = (content: Cell): Cell => content.map((part) => fillInline(part, values));
  switch (block.type) {
    case 'paragraph':
      return { ...block, content: cell(block.content) };
    case 'list':
      return { ...block, items: block.items.map((item) => ({ ...item, blocks: fillBlocks(item.blocks, values) })) };
    case 'code':
      return { ...block, text: fillText(block.text, values) };
    case 'quote':
      return { ...block, blocks: fillBlocks(block.blocks, values) };
    case 'table':
      return { ...block, head: block.head.map(cell), rows: block.rows.map((row) => row.map(cell)) };
    case 'rule':
      return block;
    default:
      return block satisfies never;
  }
}

function fillInline(part: Inline, values: VariableValues): Inline {
  switch (part.type) {
    case 'text':
    case 'code':
      return { ...part, text: fillText(part.text, values) };
    case 'strong':
    case 'emphasis':
    case 'strike':
      return { ...part, content: part.content.map((inner) => fillInline(inner, values)) };
    case 'link':
      return {
        ...part,
        url: fillText(part.url, encoded(values)),
        content: part.content.map((inner) => fillInline(inner, values)),
      };
    case 'image':
    case 'break':
      return part;
    default:
      return part satisfies never;
  }
}

/** A value becomes part of an address, never its beginning: whatever begins one stands in the runbook. */
const encoded = (values: VariableValues): VariableValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined || value.startsWith('https://') ? value : encodeURIComponent(value),
    ]),
  );
