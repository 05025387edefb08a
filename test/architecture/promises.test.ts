import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaks } from '../promises/breaks.ts';
import { promises } from '../promises/held-by.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Titles as they stand in the source, whichever quotes they have; a doubled quote is no other title. */
const titlesIn = (source: string): Set<string> =>
  new Set(
    [...source.matchAll(/(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1/g)].map(([, , title = '']) => title.replace(/\\(.)/g, '$1')),
  );

describe('each promise of docs/reliability.md', () => {
  it('is one of more than a few', () => {
    expect(promises.length).toBeGreaterThan(35);
  });

  it.each(promises)('names the tests that hold it: $promise', ({ holders }) => {
    expect(holders.length).toBeGreaterThan(0);
    for (const { file, titles } of holders) {
      expect(existsSync(new URL(file, root)), `${file} is there`).toBe(true);
      expect(titles.length, `${file}: which test?`).toBeGreaterThan(0);
      const known = titlesIn(read(file));
      for (const title of titles) expect(known.has(title), `${file} has a test “${title}”`).toBe(true);
    }
  });

  it.each(promises)('can be broken, and the test be seen red: $promise', ({ holders }) => {
    const held = holders.flatMap(({ file, titles }) => titles.map((title) => `${file} ${title}`));
    expect(breaks.filter(({ test, title }) => held.includes(`${test} ${title}`))).not.toEqual([]);
  });
});

describe('each break', () => {
  const held = new Set(
    promises.flatMap(({ holders }) => holders.flatMap((one) => one.titles.map((title) => `${one.file} ${title}`))),
  );

  it.each(breaks)('is of a promise, and of the code as it is: $breaks', ({ test, title, changes }) => {
    expect(held).toContain(`${test} ${title}`);
    for (const { file, from, to } of changes) {
      expect(read(file).split(from).length - 1, `${file}: ${from}`).toBe(1);
      expect(to).not.toBe(from);
    }
  });
});
