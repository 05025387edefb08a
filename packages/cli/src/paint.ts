import { styleText } from 'node:util';

/** Colours words, or leaves them as they are. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', (words: string) => string>>;

/**
 * Colours on a terminal alone: what goes into a file or another program is plain. NO_COLOR, set to anything, switches
 * them off (https://no-color.org).
 */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const on = stream.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const colour = (name: keyof Paint) => (words: string) =>
    on ? styleText(name, words, { validateStream: false }) : words;
  return {
    bold: colour('bold'),
    dim: colour('dim'),
    red: colour('red'),
    yellow: colour('yellow'),
    green: colour('green'),
    cyan: colour('cyan'),
  };
}

/** Rows with their columns under each other; the last column is as wide as it is. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
