import { readFileSync } from 'node:fs';

/** A promise of docs/reliability.md, and the tests that hold it. */
export interface Promised {
  readonly promise: string;
  readonly holders: readonly { readonly file: string; readonly titles: readonly string[] }[];
}

/** Each row of its tables whose last column names tests: `file` “title”, “another title of the same file”; … */
export const promises: readonly Promised[] = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\| .*\.ts`/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, promise = '', holders = '']) => ({ promise, holders: heldBy(holders) }));

function heldBy(holders: string): Promised['holders'] {
  return [...holders.matchAll(/`([^`]+\.ts)`((?:[ ,]*“[^”]+”)*)/g)].map(([, file = '', titles = '']) => ({
    file,
    titles: [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title),
  }));
}

/** What vitest's `-t` finds a test by whose title has places for values. */
export const patternOf = (title: string): string =>
  title
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\\\$[a-z]\w*|%[sidfjop]/gi, '.+')
    .concat('$');
