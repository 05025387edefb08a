import type { BlockContent, Definition, List, PhrasingContent, RootContent, Table } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { Block, Inline, Item } from '../document.ts';

/** Where reference links (`[text][name]`) lead, by the name as the parser normalizes it. */
export type Definitions = ReadonlyMap<string, string>;

export function definitionsIn(nodes: readonly RootContent[]): Definitions {
  const found = new Map<string, string>();
  const visit = (node: RootContent, depth: number): void => {
    // The first definition of a name counts (CommonMark 0.31, 4.7).
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, (node as Definition).url);
    if ('children' in node && depth < deepest) for (const child of node.children) visit(child, depth + 1);
  };
  for (const node of nodes) visit(node, 0);
  return found;
}

/** Deeper than anyone can read; what is further in is kept as plain words. */
const deepest = 40;

/** Turns the parser's tree into blocks; comments and tags of HTML are left out, the words between them stay. */
export function blocksOf(nodes: readonly RootContent[], definitions: Definitions, depth = 0): Block[] {
  return nodes.flatMap((node) => blockOf(node, definitions, depth));
}

function blockOf(node: RootContent, definitions: Definitions, depth: number): Block[] {
  if (depth > deepest) return wordsAsParagraph(toString(node));
  switch (node.type) {
    case 'paragraph':
      return paragraph(inlinesOf(node.children, definitions, depth));
    // Not at the top of the text, where it would be a step: within a quote or a list.
    case 'heading':
      return paragraph([{ type: 'strong', content: inlinesOf(node.children, definitions, depth) }]);
    case 'list':
      return [listOf(node, definitions, depth)];
    case 'code':
      return [{ type: 'code', ...(node.lang ? { language: node.lang } : {}), text: node.value }];
    case 'blockquote':
      return [{ type: 'quote', blocks: blocksOf(node.children, definitions, depth + 1) }];
    case 'table':
      return [tableOf(node, definitions, depth)];
    case 'thematicBreak':
      return [{ type: 'rule' }];
    case 'html':
      return wordsAsParagraph(wordsInHtml(node.value));
    case 'footnoteDefinition':
      return blocksOf(node.children, definitions, depth + 1);
    case 'definition':
    case 'yaml':
      return [];
    default:
      // Phrasing at the top, or what an extension brings: its words.
      return wordsAsParagraph(toString(node));
  }
}

function listOf(node: List, definitions: Definitions, depth: number): Block {
  const items = node.children.map(
    (item): Item => ({
      ...(typeof item.checked === 'boolean' ? { checked: item.checked } : {}),
      blocks: blocksOf(item.children as BlockContent[], definitions, depth + 1),
    }),
  );
  return { type: 'list', ordered: node.ordered === true, start: node.start ?? 1, items };
}

function tableOf(node: Table, definitions: Definitions, depth: number): Block {
  const [head = [], ...rows] = node.children.map((row) =>
    row.children.map((cell) => inlinesOf(cell.children, definitions, depth + 1)),
  );
  return { type: 'table', head, rows };
}

export function inlinesOf(nodes: readonly PhrasingContent[], definitions: Definitions, depth = 0): Inline[] {
  return joined(nodes.flatMap((node) => inlineOf(node, definitions, depth)));
}

function inlineOf(node: PhrasingContent, definitions: Definitions, depth: number): Inline[] {
  if (depth > deepest) return [{ type: 'text', text: toString(node) }];
  const within = (children: readonly PhrasingContent[]): Inline[] => inlinesOf(children, definitions, depth + 1);
  switch (node.type) {
    case 'text':
      return [{ type: 'text', text: node.value }];
    case 'inlineCode':
      return [{ type: 'code', text: node.value }];
    case 'strong':
      return [{ type: 'strong', content: within(node.children) }];
    case 'emphasis':
      return [{ type: 'emphasis', content: within(node.children) }];
    case 'delete':
      return [{ type: 'strike', content: within(node.children) }];
    case 'link':
      return [{ type: 'link', url: node.url, content: within(node.children) }];
    case 'linkReference':
      return [{ type: 'link', url: definitions.get(node.identifier) ?? '', content: within(node.children) }];
    case 'image':
      return [{ type: 'image', url: node.url, description: node.alt ?? '' }];
    case 'imageReference':
      return [{ type: 'image', url: definitions.get(node.identifier) ?? '', description: node.alt ?? '' }];
    case 'break':
      return [{ type: 'break' }];
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? [{ type: 'break' }] : [];
    case 'footnoteReference':
      return [{ type: 'text', text: `[${node.label ?? node.identifier}]` }];
    default:
      return [];
  }
}

/** Neighbouring texts as one: the parser splits them where a tag stood. */
function joined(content: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const part of content) {
    const last = result.at(-1);
    if (part.type === 'text' && last?.type === 'text')
      result[result.length - 1] = { ...last, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

const paragraph = (content: readonly Inline[]): Block[] => (content.length > 0 ? [{ type: 'paragraph', content }] : []);
const wordsAsParagraph = (words: string): Block[] =>
  words.trim() === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text: words.trim() }] }];

/** Comments are for whoever edits the file; of tags, only what stands between them is for readers. */
const wordsInHtml = (html: string): string =>
  html
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<[^>]*(>|$)/g, ' ')
    .replace(/\s+/g, ' ');

/** Anchors that a text sets by hand: `<a name="x">`, `id="x"`. */
export const anchorsInHtml = (html: string): string[] =>
  [...html.matchAll(/\b(?:id|name)\s*=\s*["']([^"']+)["']/gi)].map(([, anchor]) => anchor ?? '');
