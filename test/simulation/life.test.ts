import { describe, expect, it } from 'vitest';
import { type Call, changes, keyOf } from './calls.ts';
import { violations } from './invariants.ts';
import type { Plot } from './play.ts';
import { calmly, crashesOf, tell } from './story.ts';

const opening = await calmly({});
const opens = new Set(opening.calls.map(keyOf));
const lives: readonly Plot[] = [{ acknowledged: 'later' }, { recovers: 'later' }];
const cases: { plot: Plot; call: Call }[] = [];
for (const plot of lives) {
  const { calls } = await calmly(plot);
  cases.push(...calls.filter((call) => changes(call) && !opens.has(keyOf(call))).map((call) => ({ plot, call })));
}
const titled = cases.map(({ plot, call }) => ({ plot, call, title: `${keyOf(call)}, ${Object.keys(plot).join()}:` }));

it('the life of an incident changes more than a few things', () => {
  expect(cases.length).toBeGreaterThan(20);
});

describe.each(['crash before', 'crash after'] as const)('a %s', (mishap) => {
  it.each(titled)('at $title leaves nothing lost, nothing doubled', async ({ plot, call }) => {
    const strikes = (other: Call) => keyOf(other) === keyOf(call);
    const told = await tell({ plot, troubles: [{ mishap, strikes }] });
    expect(told.struck.map((one) => keyOf(one.call))).toEqual([keyOf(call)]);
    const calm = await calmly(plot);
    expect(violations(told.end, calm.end, { crashes: crashesOf(told) })).toEqual([]);
  });
});
