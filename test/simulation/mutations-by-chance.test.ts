import { expect, it } from 'vitest';
import { chance } from './chance.ts';
import { mutations } from './mutations.ts';

/** How many seeds may be played before one must find what is missing. */
const most = 30;

const found = mutations.flatMap(({ seed, ...mutation }) => (seed === undefined ? [] : [{ ...mutation, first: seed }]));

it.each(found)('without $without, a seed ends badly', async ({ first, around, rewrite }) => {
  const without = { ...(around ? { around } : {}), ...(rewrite ? { rewrite } : {}) };
  for (let seed = first; seed < first + most; seed++) {
    const { violations, story } = await chance(seed, without);
    if (violations.length === 0) continue;
    if (process.env['SIM_SHOW']) console.log(`seed ${seed}\n${story}`);
    // The same seed without the mutation: it is this that was found.
    expect((await chance(seed)).violations).toEqual([]);
    return;
  }
  expect.fail(`none of ${most} seeds from ${first} on found it`);
});
