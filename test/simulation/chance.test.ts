import { expect, it } from 'vitest';
import { keyOf } from './calls.ts';
import { chance } from './chance.ts';

/** As many as fit into a test run; `npm run sim -- --seeds 1000` plays more. */
const seeds = Array.from({ length: 180 }, (_, index) => index + 1);

it.each(seeds)('seed %i', async (seed) => {
  const { violations, story } = await chance(seed);
  expect(violations, story).toEqual([]);
});

it.each([8, 20])('the same seed is the same story, with the same end: %i', async (seed) => {
  const [one, other] = [await chance(seed), await chance(seed)];
  expect(one.told.struck.map(({ mishap, call }) => `${mishap} ${keyOf(call)}`)).toEqual(
    other.told.struck.map(({ mishap, call }) => `${mishap} ${keyOf(call)}`),
  );
  expect(one.told.end).toEqual(other.told.end);
  expect(one.story).toBe(other.story);
});

it('a run that ends badly tells what happened, what was planned, what struck, and what does not hold', async () => {
  const { story, violations } = await chance(3, {
    around: (world) => ({ ...world, outbox: { send: async () => {} } }),
  });
  expect(violations.map(({ invariant }) => invariant)).toContain('one channel an incident');
  expect(story).toMatch(/^plot \{.*\}, order \{/);
  expect(story).toMatch(/\nplanned: \w+/);
  expect(story).toMatch(/\none channel an incident: is 0, should be 1/);
  expect(story.split('\n').length).toBeLessThan(40);
});
