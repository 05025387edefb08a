import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { keyOf } from './calls.ts';
import { chance } from './chance.ts';

/** As many as fit into a test run; `npm run sim -- --seeds 1000` plays more. */
const seeds = Array.from({ length: 180 }, (_, index) => index + 1);

it.each(seeds)('seed %i', async (seed) => {
  const { violations, story } = await chance(seed);
  expect(violations, story).toEqual([]);
});

/** Keeps the machine busy: what the network and the scheduler decide comes out otherwise. */
function busily(): () => Promise<unknown> {
  const workers = Array.from({ length: 3 }, () => new Worker('for (;;);', { eval: true }));
  return () => Promise.all(workers.map((worker) => worker.terminate()));
}

it.each([4, 9, 13, 20, 36])(
  'the same seed is the same run, call by call, however busy the machine is: %i',
  async (seed) => {
    const one = await chance(seed);
    const rest = busily();
    const other = await chance(seed).finally(rest);
    expect(other.told.calls.map(keyOf)).toEqual(one.told.calls.map(keyOf));
    expect(other.told.end).toEqual(one.told.end);
    expect(other.story).toBe(one.story);
  },
);

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
