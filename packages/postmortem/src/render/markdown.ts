import { keyOf } from '../cite.ts';
import type { Block, Citation, Cited, Draft, Row, Sentence } from '../model.ts';
import { clockTime } from '../times.ts';
import { codeSpan, escaped, fenced, inlineMarkdown, link, type Place } from './markdown-text.ts';
import { oneLine, sparkline } from './plain.ts';

/** What the kinds of Markdown differ in. */
export interface Dialect {
  /** How a sentence shows its sources. */
  readonly cite: (citations: readonly Citation[]) => string;
  /** What stands at the end. */
  readonly sources: (citations: readonly Citation[]) => string[];
  /** Larger tables are lists. */
  readonly mostCells: number;
  readonly diagrams: boolean;
}

/** GitHub's Markdown: sources are footnotes, diagrams Mermaid's. */
const github: Dialect = {
  cite: (citations) => citations.map(({ label }) => `[^${label}]`).join(''),
  sources: (citations) => [
    '## Sources',
    ...citations.map(({ label, words, url }) => {
      const where = url === undefined ? '' : ` ${link('Open', url, 'line')}`;
      return `[^${label}]: ${words.map((part) => inlineMarkdown(part, 'line')).join('')}.${where}`;
    }),
  ],
  mostCells: Number.POSITIVE_INFINITY,
  diagrams: true,
};

/** The draft as GitHub-flavoured Markdown. */
export const renderMarkdown = (draft: Draft): string => writeMarkdown(draft, github);

export function writeMarkdown(draft: Draft, dialect: Dialect): string {
  const writer = new Writer(draft.citations, dialect);
  const paragraphs = [
    `# Postmortem: ${escaped(oneLine(draft.title), 'line') || 'without a title'}`,
    `Incident ${codeSpan(draft.incident, 'line')}, ${draft.status}, drafted ${clockTime(draft.draftedAt)} UTC. All times are UTC.${draft.private ? ' Private: for those who may see the incident.' : ''}`,
    ...findingsOf(draft),
    ...draft.sections.flatMap(({ title, blocks }) => [
      `## ${title}`,
      ...blocks.flatMap((block) => writer.block(block)),
    ]),
    ...(draft.citations.length > 0 ? dialect.sources(draft.citations) : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function findingsOf({ findings, sections }: Draft): string[] {
  if (findings.length === 0) return [];
  const titles = new Map(sections.map(({ id, title }) => [id, title]));
  const items = findings.map(
    ({ section, words, suggestion }) =>
      `- ${section === undefined ? '' : `${titles.get(section) ?? section}: `}${escaped(ended(words), 'line')} ${escaped(suggestion, 'line')}`,
  );
  return ['## Before review', items.join('\n')];
}

class Writer {
  readonly #citations: ReadonlyMap<string, Citation>;
  readonly #dialect: Dialect;

  constructor(citations: readonly Citation[], dialect: Dialect) {
    this.#citations = new Map(citations.map((one) => [one.key, one]));
    this.#dialect = dialect;
  }

  block(block: Block): string[] {
    switch (block.type) {
      case 'heading':
        return [`### ${escaped(block.text, 'line')}`];
      case 'paragraph':
        return [block.sentences.map((one) => this.#sentence(one)).join(' ')];
      case 'list':
        return [block.items.map((one) => `- ${this.#sentence(one)}`).join('\n')];
      case 'letter':
        return [block.sentences.map((one) => `> ${this.#sentence(one)}`).join('\n>\n')];
      case 'table':
        return block.rows.length === 0 ? [] : [this.#table(block.head, block.rows)];
      case 'prompt':
        return this.#prompt(block.question, block.evidence);
      case 'sequence':
        return [this.#sentence(block.caption), ...(this.#dialect.diagrams ? [fenced(block.mermaid, 'mermaid')] : [])];
      case 'chart': {
        const { points, from, to } = block.figure;
        return [
          this.#sentence(block.caption),
          ...(points.length > 0 ? [fenced(sparkline(points, from, to), 'text')] : []),
        ];
      }
      case 'code':
        return [this.#sentence(block.caption), fenced(block.text, block.language)];
      default:
        return block satisfies never;
    }
  }

  #sentence({ parts, proposed, sources }: Sentence): string {
    const words = parts
      .map((part) => inlineMarkdown(part, 'line'))
      .join('')
      .trim();
    const mark = proposed === undefined ? '' : `*Proposed, as ${escaped(proposed, 'line')}:* `;
    return `${mark}${words}${this.#cite({ sources })}`;
  }

  #cite({ sources }: Cited): string {
    return this.#dialect.cite(sources.flatMap((source) => this.#citations.get(keyOf(source)) ?? []));
  }

  #table(head: readonly string[], rows: readonly Row[]): string {
    if (head.length * (rows.length + 1) > this.#dialect.mostCells)
      return rows.map((row) => this.#asItem(row)).join('\n');
    const lines = rows.map((row) => {
      const cells = row.cells.map((cell) =>
        cell
          .map((part) => inlineMarkdown(part, 'cell'))
          .join('')
          .trim(),
      );
      const strong = row.mark === undefined ? cells : cells.map((cell) => emphasized(cell));
      const cited = [...strong.slice(0, -1), `${strong.at(-1) ?? ''}${this.#cite(row)}`];
      return `|${cited.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;
    });
    return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n');
  }

  #asItem(row: Row): string {
    const words = (place: Place): string[] =>
      row.cells
        .map((cell) =>
          cell
            .map((part) => inlineMarkdown(part, place))
            .join('')
            .trim(),
        )
        .filter((cell) => cell !== '');
    return `- ${words('line').join(': ')}${this.#cite(row)}`;
  }

  /** Without a quote's mark, so that answers are written right below it. */
  #prompt(question: string, evidence: readonly Sentence[]): string[] {
    const asked = `**For people to answer:** ${escaped(question, 'line')}`;
    return evidence.length === 0 ? [asked] : [asked, evidence.map((one) => `- ${this.#sentence(one)}`).join('\n')];
  }
}

/** Clocks and gaps stand out; what is strong already stays so. */
const emphasized = (cell: string): string => (cell === '' || /[*`]/.test(cell) ? cell : `*${cell}*`);

/** With a full stop, unless it ends in a sign of its own. */
const ended = (words: string): string => {
  const line = oneLine(words);
  return /[.!?…”]$/.test(line) ? line : `${line}.`;
};
