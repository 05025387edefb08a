import { expect, it } from 'vitest';
import { chance } from './chance.ts';

/** As many as fit into a test run; `npm run sim -- --seeds 1000` plays more. */
const seeds = Array.from({ length: 25 }, (_, index) => index + 1);

it.each(seeds)('seed %i', async (seed) => {
  const { violations, story } = await chance(seed);
  expect(violations, story).toEqual([]);
});
