import type { Call } from './calls.ts';
import { keyOf } from './calls.ts';
import { type Violation, violations } from './invariants.ts';
import type { Order, Plot } from './play.ts';
import { type Mishap, mishaps } from './proxy.ts';
import { type Draw, random } from './random.ts';
import { calmly, crashesOf, type Told, type Trouble, tell } from './story.ts';

/** What a seed came to. */
export interface Chanced {
  readonly seed: number;
  readonly told: Told;
  readonly violations: readonly Violation[];
  /** Everything that happened, a line each. */
  readonly story: string;
}

/** Plays what a seed draws: a plot, an order of its events, and up to four things that go wrong. */
export async function chance(seed: number): Promise<Chanced> {
  const draw = random(seed);
  const plot = drawPlot(draw);
  const order = drawOrder(draw, plot);
  const raced = plot.alarms === 2 && draw(2) === 0;
  // An OK that overtakes its ALARM is a story of its own.
  const calm = await calmly(plot, order.okFirst ? { okFirst: true } : {});
  const wrong = drawTroubles(draw, poolOf(calm.calls, plot));
  const told = await tell({ plot, order, raced, troubles: wrong.map(({ trouble }) => trouble) });
  const found = violations(told.end, calm.end, {
    crashes: crashesOf(told),
    anyOrder: true,
    anyText: plot.alarms === 2,
  });
  const story = [
    `plot ${JSON.stringify(plot)}, order ${JSON.stringify(order)}${raced ? ', raced' : ''}`,
    ...wrong.map(({ what }) => `planned: ${what}`),
    ...told.lines,
    ...found.map(({ invariant, detail }) => `${invariant}: ${detail}`),
  ].join('\n');
  return { seed, told, violations: found, story };
}

const one = <Value>(draw: Draw, values: readonly [Value, ...Value[]]): Value =>
  values[draw(values.length)] ?? values[0];

function drawPlot(draw: Draw): Plot {
  const alarms = one(draw, [1, 1, 2] as const);
  const acknowledged = one(draw, [undefined, 'during', 'later'] as const);
  const recovers = one(draw, [undefined, 'soon', 'later'] as const);
  const deed = one(draw, [undefined, undefined, 'captures', 'updates'] as const);
  return {
    alarms,
    ...(acknowledged ? { acknowledged } : {}),
    ...(recovers ? { recovers } : {}),
    ...(deed ? { deed } : {}),
  };
}

/** Of two alarms, one that is over before the other is heard of is rightly told as a relapse: the OK overtakes one only. */
function drawOrder(draw: Draw, { alarms, recovers }: Plot): Order {
  return {
    duplicates: one(draw, [0, 0, 1, 2] as const),
    ...(draw(3) === 0 ? { reorder: 2 } : {}),
    ...(recovers === 'soon' && alarms === 1 && draw(2) === 0 ? { okFirst: true } : {}),
  };
}

/** Where something may go wrong: at each call of the calm run, at the same once more, and where a second try looks. */
function poolOf(calls: readonly Call[], { deed }: Plot): string[] {
  // Somebody who is not answered asks again; in a deed nobody does.
  const worth = calls.filter(
    ({ name, by }) => name !== 'tick: DynamoDB Query due' && (deed === undefined || by !== 'slack'),
  );
  const looks = ['respond: Slack users.conversations', 'respond: Slack conversations.history'];
  const again = worth.map((call) => keyOf({ ...call, time: call.time + 1 }));
  return [...new Set([...worth.map(keyOf), ...again, ...looks])].sort();
}

const faults = mishaps.filter((mishap) => !mishap.startsWith('crash'));

function drawTroubles(draw: Draw, pool: readonly string[]): { trouble: Trouble; what: string }[] {
  const slack = pool.filter((key) => key.includes(' Slack '));
  return Array.from({ length: 1 + draw(4) }, () => {
    const crashes = draw(2) === 0;
    const mishap: Mishap = crashes
      ? one(draw, ['crash before', 'crash after'])
      : (faults[draw(faults.length)] ?? 'no answer after');
    const from = crashes ? pool : slack;
    const key = from[draw(from.length)] ?? '';
    return { trouble: { mishap, strikes: (call) => keyOf(call) === key }, what: `${mishap} ${key}` };
  });
}
