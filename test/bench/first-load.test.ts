import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildAll, functionNames } from '../../tools/build.ts';
import type { Bundle } from '../../tools/bundle.ts';
import { overloaded } from './budget.ts';

let folder: string;
let bundles: readonly Bundle[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-first-load-'));
  bundles = await buildAll({ outdir: folder });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it('no function loads more at start than its budget', () => {
  expect(bundles.map(({ name }) => name)).toEqual([...functionNames]);
  expect(overloaded(bundles)).toEqual([]);
});

it('one that does is named, with its largest files and what to do', () => {
  const heavier = bundles.map((bundle) => ({ ...bundle, firstLoad: bundle.firstLoad + 50 * 1_024 }));
  expect(overloaded(heavier)).toHaveLength(functionNames.length);
  expect(overloaded(heavier)[0]).toMatch(
    /^intake loads \d+ KB at start and may load 425\. .* Its largest: node_modules/,
  );
});
