import type { Block, Citation, Draft } from '../model.ts';
import { type Dialect, writeMarkdown } from './markdown.ts';
import { link } from './markdown-text.ts';

/**
 * What a Slack canvas takes: headings to the third level, lists, tables, quotes, code, links; no footnotes, no diagrams
 * (docs.slack.dev, canvases). The numbers are as they were observed; Slack documents none.
 */
const [mostCharacters, mostCells] = [100_000, 300];

/** Sources stand behind a sentence as short links; those without an address as their label. */
const canvas: Dialect = {
  cite: (citations) => (citations.length === 0 ? '' : ` (${citations.map(shown).join(', ')})`),
  sources: () => [],
  mostCells,
  diagrams: false,
};
const shown = ({ label, url }: Citation): string => (url === undefined ? label : link(label, url, 'line'));

/**
 * The draft as Markdown for a Slack canvas. What does not fit is left out from its longest tables and lists, the timeline
 * above all, and says so.
 *
 * @param whole where all of it can be read
 */
export function renderCanvas(draft: Draft, { whole }: { readonly whole?: string } = {}): string {
  for (let most = 2_000; most >= 4; most = Math.floor(most / 2)) {
    const text = writeMarkdown(shortened(draft, most), canvas);
    if (text.length <= mostCharacters) return withNote(text, draft, most, whole);
  }
  return cut(writeMarkdown(shortened(draft, 4), canvas), whole);
}

function shortened(draft: Draft, most: number): Draft {
  return {
    ...draft,
    findings: draft.findings.slice(0, most),
    sections: draft.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => shorter(block, most)),
    })),
  };
}

function shorter(block: Block, most: number): Block {
  switch (block.type) {
    case 'table':
      return { ...block, rows: thinned(block.rows, most) };
    case 'list':
      return { ...block, items: thinned(block.items, most) };
    case 'code':
      return {
        ...block,
        text: block.text
          .split('\n')
          .slice(0, most * 4)
          .join('\n'),
      };
    default:
      return block;
  }
}

/** The clocks stay; of the rest, the first and the last. */
function thinned<Item extends object>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const half = Math.floor(most / 2);
  return items.filter(
    (item, index) => index < half || index >= items.length - half || ('mark' in item && item.mark === 'clock'),
  );
}

const isShortened = (draft: Draft, most: number): boolean =>
  draft.findings.length > most ||
  draft.sections.some(({ blocks }) => blocks.some((block) => shorter(block, most) !== block && sizeOf(block) > most));
const sizeOf = (block: Block): number => {
  if (block.type === 'table') return block.rows.length;
  if (block.type === 'list') return block.items.length;
  return block.type === 'code' ? block.text.split('\n').length / 4 : 0;
};

function withNote(text: string, draft: Draft, most: number, whole: string | undefined): string {
  return isShortened(draft, most) ? `${text}\n${noteOf(whole)}\n` : text;
}
const noteOf = (whole: string | undefined): string =>
  whole === undefined
    ? 'Shortened to what a canvas holds.'
    : `Shortened to what a canvas holds: ${link('all of it', whole, 'line')}.`;

/** Whole paragraphs, as many as fit. */
function cut(text: string, whole: string | undefined): string {
  const note = noteOf(whole);
  let kept = '';
  for (const paragraph of text.split('\n\n')) {
    if (kept.length + paragraph.length + note.length + 4 > mostCharacters) break;
    kept += `${paragraph}\n\n`;
  }
  return `${kept}${note}\n`;
}
