import { expect, it } from 'vitest';
import { play } from './door.ts';
import { doors } from './doors.ts';

// A share of what `npm run fuzz -- --runs 100000` sends; seeds differ from door to door, not from run to run.
const runs = 400;

it.each(doors.map((one, index) => ({ name: one.name, one, seed: 40 + index })))(
  'whatever comes in by $name is taken, or refused with a reason, and nothing else happens',
  async ({ one, seed }) => {
    const { inputs, failure } = await play(one, { runs, seed });
    expect(failure).toBeUndefined();
    expect(inputs).toBe(runs);
  },
);
