/**
 * A step's text as a small document: what Slack, a page or a terminal can draw, and nothing of the parser that read it.
 * Variables (`{{workflow}}`) stay in the text as they are written; `fillText` puts their values in.
 */
export type Block =
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly Item[] }
  | { readonly type: 'code'; readonly language?: string; readonly text: string }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: 'rule' };

export interface Item {
  /** Whether its box is ticked, for an item of a task list. */
  readonly checked?: boolean;
  readonly blocks: readonly Block[];
}
export type Cell = readonly Inline[];

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'strike'; readonly content: readonly Inline[] }
  /** An address as it is written: of the web, of a file beside the runbook, or `#anchor`. */
  | { readonly type: 'link'; readonly url: string; readonly content: readonly Inline[] }
  | { readonly type: 'image'; readonly url: string; readonly description: string }
  | { readonly type: 'break' };

/** The words alone. */
export function wordsOf(content: readonly Inline[]): string {
  return content
    .map((part) => {
      switch (part.type) {
        case 'text':
        case 'code':
          return part.text;
        case 'strong':
        case 'emphasis':
        case 'strike':
        case 'link':
          return wordsOf(part.content);
        case 'image':
          return part.description;
        case 'break':
          return ' ';
        default:
          return part satisfies never;
      }
    })
    .join('');
}

/** Every inline part of a text, with those inside others. */
export function* inlinesOf(blocks: readonly Block[]): Generator<Inline> {
  for (const block of blocks) {
    switch (block.type) {
      case 'paragraph':
        yield* within(block.content);
        break;
      case 'list':
        for (const item of block.items) yield* inlinesOf(item.blocks);
        break;
      case 'quote':
        yield* inlinesOf(block.blocks);
        break;
      case 'table':
        for (const cell of [block.head, ...block.rows].flat()) yield* within(cell);
        break;
      case 'code':
      case 'rule':
        break;
      default:
        block satisfies never;
    }
  }
}

function* within(content: readonly Inline[]): Generator<Inline> {
  for (const part of content) {
    yield part;
    if ('content' in part) yield* within(part.content);
  }
}
