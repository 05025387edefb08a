import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const page = new URL('../../docs/cli.md', import.meta.url);

/** What differs from run to run: how old something is, its id, when a function was changed; and counts that grow with the catalog. */
const steady = (line: string): string =>
  line
    .replace(
      /\d+ (s|seconds?|minutes?|hours?|days?) old, received (once|\d+ times), [0-9a-f-]{4,}…?/,
      '… old, received …',
    )
    .replace(/changed \d{4}-\d\d-\d\dT\d\d:\d\d/, 'changed …')
    .replace(/\d+ of \d+ are as/, '… are as')
    .replace(/all \d+ of the manifest/, 'all of the manifest')
    .trimEnd();

/** The documentation shows this very output, less what differs from run to run. */
export function expectDocumented(output: string): void {
  const lines = output.trimEnd().split('\n').map(steady);
  const shown = readFileSync(page, 'utf8').split('\n');
  const first = shown.findIndex((line) => steady(line) === `    ${lines[0]}`);
  const block = first < 0 ? [] : shown.slice(first, first + lines.length);
  expect(block.map((line) => steady(line.replace(/^ {4}/, '')))).toEqual(lines);
}
