import { describe, expect, it } from 'vitest';
import { type Call, changes, keyOf } from './calls.ts';
import type { Deed } from './deeds.ts';
import { violations } from './invariants.ts';
import type { Plot } from './play.ts';
import { calmly, crashesOf, tell } from './story.ts';

/** What others do is crashed by chance, and call by call in scenarios. */
const deeds = ['captures', 'updates', 'drafts'] as const satisfies readonly Deed[];

const plotOf = (deed: Deed): Plot => ({ acknowledged: 'later', deed });

/** The ledger, the head and what is remembered are crashed at where an incident opens; a step on, it is all the same. */
const elsewhere = /EFFECT#|HEAD|PART#|KNOWN|reminder:|^tick:/;

/** What a deed sets off, over what happens without it. Where a person is answered, they ask again themselves. */
async function callsOf(deed: Deed): Promise<Call[]> {
  const { deed: _, ...without } = plotOf(deed);
  const usual = new Set((await calmly(without)).calls.map(keyOf));
  const { calls } = await calmly(plotOf(deed));
  const asksAgain = ({ by, operation }: Call) =>
    by === 'slack' && !(deed === 'captures' && operation === 'SendMessage');
  const reads = (call: Call) => deed === 'captures' && call.by === 'respond' && call.service === 'Slack';
  const worth = calls.filter(
    (call) =>
      !usual.has(keyOf(call)) && !asksAgain(call) && (changes(call) || reads(call)) && !elsewhere.test(call.name),
  );
  return deed === 'captures' ? worth : firstOfKind(worth);
}

/** One of each that is made alike, such as bookmarks. */
const firstOfKind = (calls: readonly Call[]): Call[] => [
  ...new Map(calls.toReversed().map((call) => [kindOf(call), call])).values(),
];

const kindOf = ({ name, operation }: Call): string =>
  /^(chat|conversations\.create)/.test(operation) ? name : operation;

const cases = new Map<Deed, Call[]>();
for (const deed of deeds) cases.set(deed, await callsOf(deed));
if (process.env['SIM_SHOW'])
  for (const [deed, calls] of cases) console.log(`${deed}:\n  ${calls.map(keyOf).join('\n  ')}`);

describe.each(deeds)('somebody %s', (deed) => {
  const calls = cases.get(deed) ?? [];

  it('and it shows', async () => {
    const { end } = await calmly(plotOf(deed));
    expect(violations(end, end, { crashes: 0 })).toEqual([]);
    expect(calls.length).toBeGreaterThan(3);
    if (deed === 'captures')
      expect(end.incidents[0]?.captured).toEqual([
        expect.stringMatching(/^U0ALICE wrote: Not the deploy, see #[\w-]+ \(with graph\.txt, more\.txt\)$/),
      ]);
  });

  const titled = calls.map((call) => ({ call, title: keyOf(call) }));
  // Before a call is after the one before it.
  const moments = deed === 'captures' ? (['crash before', 'crash after'] as const) : (['crash after'] as const);
  describe.each(moments)('a %s', (mishap) => {
    it.each(titled)('at $title leaves nothing lost, nothing doubled', async ({ call }) => {
      const strikes = (other: Call) => keyOf(other) === keyOf(call);
      const told = await tell({ plot: plotOf(deed), troubles: [{ mishap, strikes }] });
      expect(told.struck.map((one) => keyOf(one.call))).toEqual([keyOf(call)]);
      const calm = await calmly(plotOf(deed));
      expect(violations(told.end, calm.end, { crashes: crashesOf(told) })).toEqual([]);
    });
  });
});
