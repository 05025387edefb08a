import type { Call } from './calls.ts';
import { keyOf } from './calls.ts';
import { type Violation, violations } from './invariants.ts';
import { crashes, faultsOf } from './mishaps.ts';
import { type Ordeal, ordealNames } from './ordeals.ts';
import type { Order, Plot } from './play.ts';
import { drawPlot } from './plots.ts';
import { type Draw, random } from './random.ts';
import { calmly, type Telling, type Told, type Trouble, tell, unheardOf } from './story.ts';

/** What a seed came to. */
export interface Chanced {
  readonly seed: number;
  readonly told: Told;
  readonly violations: readonly Violation[];
  /** Everything that happened, a line each. */
  readonly story: string;
}

/** What a run is done without: something that Tocsin stands on. */
export type Mutated = Pick<Telling, 'around' | 'rewrite'>;

/**
 * Plays what a seed draws: a plot, an order of its events, clocks that differ, something that goes wrong for a while, and
 * up to four calls that go wrong.
 */
export async function chance(seed: number, mutated: Mutated = {}): Promise<Chanced> {
  const draw = random(seed);
  const plot = drawPlot(draw);
  const order = drawOrder(draw, plot);
  const raced = plot.alarms === 2 && draw(2) === 0;
  // An OK that overtakes its ALARM is a story of its own.
  const calm = await calmly(plot, order.okFirst ? { okFirst: true } : {});
  const wrong = drawTroubles(draw, poolOf(calm.calls, plot));
  const skew = draw(3) === 0 ? drawSkew(draw) : {};
  const ordeals = draw(3) === 0 ? [drawOrdeal(draw, plot)] : [];
  const told = await tell({
    plot,
    order,
    raced,
    skew,
    ordeals,
    troubles: wrong.map(({ trouble }) => trouble),
    draw,
    ...mutated,
  });
  const found = violations(told.end, calm.end, {
    crashes: unheardOf(told),
    anyOrder: true,
    anyText: plot.alarms === 2,
  });
  const story = [
    `plot ${JSON.stringify(plot)}, order ${JSON.stringify(order)}${raced ? ', raced' : ''}`,
    ...Object.entries(skew).map(([name, ms]) => `planned: the clock of ${name} is ${ms / 1_000} s off`),
    ...ordeals.map(({ what, at, lasts }) => `planned: ${what}, from ${at / 1_000} s on for ${lasts / 1_000} s`),
    ...wrong.map(({ what }) => `planned: ${what}`),
    ...told.lines,
    ...found.map(({ invariant, detail }) => `${invariant}: ${detail}`),
  ].join('\n');
  return { seed, told, violations: found, story };
}

const one = <Value>(draw: Draw, values: readonly [Value, ...Value[]]): Value =>
  values[draw(values.length)] ?? values[0];

/** Of two alarms, one that is over before the other is heard of is rightly told as a relapse: the OK overtakes one only. */
function drawOrder(draw: Draw, { alarms = 1, recovers, beside }: Plot): Order {
  return {
    duplicates: one(draw, [0, 0, 1, 2] as const),
    ...(draw(3) === 0 ? { reorder: 2 } : {}),
    ...(recovers === 'soon' && alarms === 1 && beside === undefined && draw(2) === 0 ? { okFirst: true } : {}),
  };
}

const second = 1_000;
const mostSkew = 40;

function drawSkew(draw: Draw): Record<string, number> {
  const functions = ['intake', 'respond', 'slack', 'tick'];
  return Object.fromEntries(functions.map((name) => [name, (draw(2 * mostSkew + 1) - mostSkew) * second]));
}

/**
 * While it opens, or before it recovers, if something is left to show then; over before somebody would give up pressing a
 * button, or do anything else.
 */
function drawOrdeal(draw: Draw, { deed, brief, recovers, acknowledged }: Plot): Ordeal {
  const isShownMore = !brief || acknowledged === 'later';
  // Whoever is taken out of a channel comes back once there is something to show.
  const names = ordealNames.filter((name) => isShownMore || name !== 'Alice removes Tocsin from the channel');
  const recovering = !brief && recovers !== 'soon' && draw(2) === 0;
  const longest = recovering && deed ? 60 : 90;
  return {
    what: names[draw(names.length)] ?? 'Slack is down',
    at: (recovering ? 1_070 : 230) * second + draw(30) * second,
    lasts: (20 + draw(longest - 30 - 20)) * second,
  };
}

type Place = Pick<Call, 'name' | 'service' | 'operation'> & { readonly key: string };

/** Where something may go wrong: at each call of the calm run, at the same once more, and where a second try looks. */
function poolOf(calls: readonly Call[], { deed }: Plot): Place[] {
  // Somebody who is not answered asks again; in a deed nobody does.
  const worth = calls.filter(
    ({ name, by }) => name !== 'tick: DynamoDB Query due' && (deed === undefined || by !== 'slack'),
  );
  const again = worth.map((call) => ({ ...call, time: call.time + 1 }));
  const looks = ['users.conversations', 'conversations.history'].map((operation) => {
    const name = `respond: Slack ${operation}`;
    return { name, operation, service: 'Slack' as const, time: 1 };
  });
  const places = [...worth, ...again, ...looks].map((call): Place => ({ ...call, key: keyOf(call) }));
  return [...new Map(places.map((place) => [place.key, place])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Half of them crashes, half of the others Slack's: it is what goes wrong most. */
function drawTroubles(draw: Draw, pool: readonly Place[]): { trouble: Trouble; what: string }[] {
  const slack = pool.filter(({ service }) => service === 'Slack');
  return Array.from({ length: 1 + draw(4) }, () => {
    const dies = draw(2) === 0;
    const from = dies || draw(2) === 0 ? pool : slack;
    const place = from[draw(from.length)];
    if (!place) throw new Error('a story without calls');
    const possible = dies ? crashes : faultsOf(place);
    const mishap = possible[draw(possible.length)] ?? 'crash after';
    return { trouble: { mishap, strikes: (call) => keyOf(call) === place.key }, what: `${mishap} ${place.key}` };
  });
}
