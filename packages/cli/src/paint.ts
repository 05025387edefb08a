import { styleText } from 'node:util';

const names = ['bold', 'dim', 'red', 'yellow', 'green', 'cyan'] as const;

/** Colours words, or leaves them as they are. */
export type Paint = Readonly<Record<(typeof names)[number], (words: string) => string>>;

/**
 * Colours on a terminal alone: what goes into a file or another program is plain. NO_COLOR, set to anything, switches
 * them off (https://no-color.org).
 */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const on = stream.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const colour = (name: keyof Paint) => (words: string) => (on ? coloured(name, words) : words);
  return {
    bold: colour('bold'),
    dim: colour('dim'),
    red: colour('red'),
    yellow: colour('yellow'),
    green: colour('green'),
    cyan: colour('cyan'),
  };
}

const coloured = (name: (typeof names)[number], words: string) => styleText(name, words, { validateStream: false });
const codes = new Set(names.flatMap((name) => coloured(name, ' ').split(' ')));
/** What a terminal obeys rather than shows, with the marks that turn the order of letters round; of colours the whole code. */
const obeyed = /(?![\n\t])(?:\p{Cc}\[\d*m|[\p{Cc}\p{Bidi_Control}])/gu;

/**
 * Words for a terminal. Much of them comes from files, arguments and the network, whose escapes would move the cursor and
 * write over what was said: they are shown as \uFFFD. Colours of ours stay.
 */
export function printable(words: string): string {
  return words.replaceAll('\r\n', '\n').replaceAll(obeyed, (found) => (codes.has(found) ? found : '\uFFFD'));
}

/** The object that `--json` asked for, of which no letter is obeyed by a terminal either. */
export function jsonText(object: unknown): string {
  const escaped = ([first = '', ...rest]: string) =>
    `\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${rest.join('')}`;
  return JSON.stringify(object, null, 2).replaceAll(obeyed, escaped);
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
