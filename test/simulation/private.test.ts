import { describe, expect, it } from 'vitest';
import { keyOf } from './calls.ts';
import { violations } from './invariants.ts';
import type { Plot } from './play.ts';
import { calmly, tell } from './story.ts';

const plot: Plot = { madePrivate: true };
const opening = new Set((await calmly({})).calls.map(keyOf));
const calm = await calmly(plot);
/** What Slack is told because the incident became private, and the commit that says so. */
const worthACrash = calm.calls.filter(
  (call) =>
    !opening.has(keyOf(call)) &&
    (call.service === 'Slack' || call.name.includes('PutItem V#')) &&
    !call.name.startsWith('tick'),
);
const titled = worthACrash.map((call) => ({ call, title: keyOf(call) }));

describe('making an incident private', () => {
  it('undisturbed, leaves a neutral archived channel and goes on in a private one', () => {
    expect(violations(calm.end, calm.end, { crashes: 0 })).toEqual([]);
    expect(calm.end.announcements).toEqual([]);
    expect(calm.end.channels.map(({ messages }) => messages.map(({ effect }) => effect))).toEqual([
      ['situation'],
      ['private/situation'],
    ]);
    expect(calm.end.incidents[0]?.ledger.filter((effect) => !effect.endsWith('done'))).toEqual([]);
    expect(titled.map(({ call }) => call.operation)).toEqual(
      expect.arrayContaining(['conversations.archive', 'conversations.rename', 'chat.delete', 'conversations.create']),
    );
  });
});

describe.each(['crash before', 'crash after'] as const)('a %s', (mishap) => {
  it.each(titled)('at $title leaves nothing in public, nothing lost, nothing doubled', async ({ call }) => {
    const told = await tell({ plot, troubles: [{ mishap, strikes: (other) => keyOf(other) === keyOf(call) }] });
    expect(told.struck.map((one) => keyOf(one.call))).toEqual([keyOf(call)]);
    expect(violations(told.end, calm.end, { crashes: 1 })).toEqual([]);
  });
});
