import { readFile } from 'node:fs/promises';
import { workflows } from '@tocsin/catalog';
import { expect, test } from 'vitest';
import { idleMonth, workflowMonth } from './cost/counts.ts';
import { prices } from './cost/prices.ts';
import { costPage } from './cost.ts';

test('the page is what counts and prices say (npx tsx tools/cost.ts)', async () => {
  expect(await readFile(new URL('../docs/cost.md', import.meta.url), 'utf8')).toBe(costPage());
});

test('every price names the page that lists it', () => {
  for (const [name, { dollars, source }] of Object.entries(prices)) {
    expect(dollars, name).toBeGreaterThan(0);
    expect(source, name).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9]+\/pricing\//);
  }
});

test('a twin doubles the runs, and nothing is counted that is not there', () => {
  const [workflow] = workflows;
  if (!workflow) throw new Error('the catalog is empty');
  const runs = (twin: boolean) =>
    workflowMonth({ ...workflow, canary: { ...workflow.canary, twin } }).find(({ price }) => price === 'canaryRun')
      ?.count;
  expect([runs(false), runs(true)]).toEqual([43_200, 86_400]);
  for (const { what, count } of [...idleMonth, ...workflowMonth(workflow)]) expect(count, what).toBeGreaterThan(0);
});
