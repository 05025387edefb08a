import { describe, expect, it } from 'vitest';
import { keyOf } from './calls.ts';
import { violations } from './invariants.ts';
import type { Plot } from './play.ts';
import { tell } from './story.ts';

const opening: Plot = {};
const calm = await tell({ plot: opening });

/** The tick looks each minute; that its first look matters says that the others do. */
const worthACrash = calm.calls.filter(({ name, time }) => name !== 'tick: DynamoDB Query due' || time === 1);
const titled = worthACrash.map((call) => ({ call, title: keyOf(call) }));

describe('opening an incident makes calls', () => {
  it('to everything that it stands on, and more than a few', () => {
    expect(worthACrash.length).toBeGreaterThan(40);
    expect([...new Set(worthACrash.map(({ service }) => service))].sort()).toEqual([
      'DynamoDB',
      'S3',
      'SNS',
      'SQS',
      'Slack',
    ]);
    expect(calm.struck).toEqual([]);
  });

  it('and, undisturbed, ends as it should', () => {
    expect(violations(calm.end, calm.end, { crashes: 0 })).toEqual([]);
    expect(calm.end.open).toBe(1);
    expect(calm.end.channels).toHaveLength(1);
    // The page and two repeats of it: nobody acknowledges.
    expect(calm.end.pages).toBe(3);
    expect(calm.end.incidents[0]?.ledger.filter((effect) => !effect.endsWith('done'))).toEqual([]);
  });
});

describe.each(['crash before', 'crash after'] as const)('a %s', (mishap) => {
  it.each(titled)('at $title leaves nothing lost, nothing doubled', async ({ call }) => {
    const told = await tell({
      plot: opening,
      troubles: [{ mishap, strikes: (other) => keyOf(other) === keyOf(call) }],
    });
    expect(told.struck.map((one) => keyOf(one.call))).toEqual([keyOf(call)]);
    expect(violations(told.end, calm.end, { crashes: 1 })).toEqual([]);
  });
});
