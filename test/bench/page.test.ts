import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Figure } from './figure.ts';
import { pageWith } from './page.ts';
import { type Run, runAll } from './run.ts';

const measured = (...figures: Figure[]): Run => ({
  ok: true,
  at: '2026-11-05T14:30:00.000Z',
  node: '24.1.0',
  cores: 2,
  processor: 'A processor',
  load: 0.2,
  seconds: {},
  failed: [],
  figures,
});

const page = `# Page

<!-- machine -->
<!-- end -->
<!-- figures -->
| figure |
| \`cold-import.slack\` | as it was |
| \`flat.scans\` | as it was |
| \`nothing-of-ours\` | as it was |
<!-- end -->
<!-- answers -->
| \`pin\` | as it was |
<!-- end -->
Behind it.
`;

it('what was measured is written anew, what was not stays, and what is no figure any more goes', () => {
  const run = measured(
    { name: 'cold-import.slack', value: 12.5, unit: 'ms', ratio: 0.16, against: 'a | b', aim: '≤ 0.15' },
    { name: 'storm.channels', value: 16, unit: 'channels', aim: '≤ 20' },
    { name: 'alarm-to-step-visible', value: 2.2, unit: 'round trips', ratio: 2.2, aim: '≤ 2.3' },
  );
  expect(pageWith(page, run)).toMatchInlineSnapshot(`
    "# Page

    <!-- machine -->
    Measured on 2 cores (A processor), Node 24.1.0; each row says when, and how many processes wanted a core.
    <!-- end -->
    <!-- figures -->
    | figure | value | against | aim | by \`--only\` | measured |
    |---|---|---|---|---|---|
    | \`cold-import.slack\` | **0.16** (12.5 ms) | a \\| b | ≤ 0.15: *missed* | cold | 2026-11-05 14:30, load 0.2 |
    | \`alarm-to-step-visible\` | **2.2** round trips |  | ≤ 2.3 | opening | 2026-11-05 14:30, load 0.2 |
    | \`storm.channels\` | **16** channels |  | ≤ 20 | storm | 2026-11-05 14:30, load 0.2 |
    | \`flat.scans\` | as it was |
    <!-- end -->
    <!-- answers -->
    | request | cold p50 | cold p99 | warm p50 | warm p99 | cold p50, empty handlers | failed | measured |
    |---|---:|---:|---:|---:|---:|---:|---|
    | \`pin\` | as it was |
    <!-- end -->
    Behind it.
    "
  `);
});

it('answers are told by the kind of request', () => {
  const figure = (name: string, p50: number): Figure => ({
    name,
    value: 0.1,
    unit: 'p99',
    ratio: 40,
    parts: { 'p50, ms': p50, 'p99, ms': 300, calls: 9, failed: 1 },
  });
  const run = measured(figure('cold-answer.pin', 150), figure('warm-answer.pin', 15));
  expect(pageWith(page, run)).toContain(
    '| `pin` | 5.0 % | 10.0 % | 0.5 % | 10.0 % | 40 | 2 of 18 | 2026-11-05 14:30, load 0.2 |',
  );
});

it('the page itself has a place for every table', async () => {
  const itself = await readFile(new URL('../../docs/performance.md', import.meta.url), 'utf8');
  expect(pageWith(itself, measured())).toContain('Measured on 2 cores (A processor), Node 24.1.0');
});

it('a measurement that fails is named, and the rest is given', async () => {
  const extent = { rounds: 1, openings: 1, stored: 1 };
  const told: string[] = [];
  const run = await runAll(
    {
      one: () => Promise.reject(new Error('no room')),
      two: async () => [{ name: 'two.figure', value: 2, unit: 'things' }],
      three: async () => [{ name: 'three.other', value: 3, unit: 'things' }],
    },
    extent,
    { names: { two: ['two.figure'], three: ['three.figure'] }, tell: (line) => told.push(line) },
  );
  expect(run).toMatchObject({
    ok: false,
    failed: [
      { measurement: 'one', reason: 'no room' },
      { measurement: 'three', reason: expect.stringContaining('three.other, three.figure') },
    ],
    reason: expect.stringMatching(/^one: no room; three: /),
    figures: [{ name: 'two.figure' }],
  });
  expect(told).toContain('one failed: no room');
});
