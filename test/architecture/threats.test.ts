import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const document = readFileSync(path.join(root, 'docs/security.md'), 'utf8');
const [, table = ''] = document.split('## Threats');
const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));
const held = rows.flatMap((row) =>
  [...(row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`: (.+?)(?= · `| \|$)/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  })),
);

it('every threat says what is done, and names a test', () => {
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) expect(row, row).toMatch(/^\| [^|]+ \| [^|]+ \| `[^`]+`: .+ \|$/);
});

it.each(held)('there is a test “$title” in $file', ({ file, title }) => {
  expect(existsSync(path.join(root, file)), file).toBe(true);
  const text = readFileSync(path.join(root, file), 'utf8').replaceAll("\\'", "'");
  const named = ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
  expect(named, `${file} has no test of this name`).toBe(true);
});
