import { type Block, type Cell, wordsOf } from '@tocsin/runbook';
import { literal } from './literal.ts';

type Table = Extract<Block, { readonly type: 'table' }>;

/** What is still seen whole beside the channel list. */
const widest = 76;

/** A table as lines of equal columns; undefined where it is too wide for that, or has what only words can show. */
export function alignedTable({ head, rows }: Table): string | undefined {
  const all = [head, ...rows];
  if (all.flat().some(hasLink)) return undefined;
  const texts = all.map((row) => row.map((cell) => literal(wordsOf(cell)).replace(/\s+/g, ' ').trim()));
  const columns = Math.max(...texts.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...texts.map((row) => width(row[column] ?? ''))),
  );
  if (widths.reduce((sum, one) => sum + one + 2, -2) > widest) return undefined;
  const line = (row: readonly string[]): string =>
    widths
      .map((most, column) => `${row[column] ?? ''}${' '.repeat(most - width(row[column] ?? ''))}`)
      .join('  ')
      .trimEnd();
  const [first = [], ...others] = texts;
  return [line(first), widths.map((most) => '─'.repeat(most)).join('  '), ...others.map(line)].join('\n');
}

const hasLink = (cell: Cell): boolean =>
  cell.some((part) => part.type === 'link' || part.type === 'image' || ('content' in part && hasLink(part.content)));

const width = (text: string): number => [...text].length;
