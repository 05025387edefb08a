import { describe, expect, it } from 'vitest';
import { violations } from './invariants.ts';
import { mutations } from './mutations.ts';
import { calmly, crashesOf, tell } from './story.ts';

describe.each(mutations)('without $without', ({ finds, invariant, telling, around, rewrite }) => {
  const judge = async (mutated: object) => {
    const told = await tell({ ...telling, ...mutated });
    const calm = await calmly(telling.plot);
    return violations(told.end, calm.end, {
      crashes: crashesOf(told),
      anyOrder: telling.raced ?? false,
      anyText: telling.raced ?? false,
    });
  };

  it(`the simulation finds ${finds}`, async () => {
    const found = await judge({ ...(around ? { around } : {}), ...(rewrite ? { rewrite } : {}) });
    if (process.env['SIM_SHOW']) console.log(found);
    expect(found.map((violation) => violation.invariant)).toContain(invariant);
  });

  it('and with it finds nothing', async () => {
    expect(await judge({})).toEqual([]);
  });
});
