import type { DataAlarm } from '@tocsin/alarm-evaluation';
import { timingOf } from '@tocsin/workflow';
import type { Chance } from './chance.ts';
import { interestOf, type Stretch } from './interest.ts';
import type { PlayedSource } from './source.ts';

/** A look at an alarm, in seconds since the fault. */
export interface Turn {
  readonly alarm: string;
  readonly at: number;
}

export interface TurnsSpec {
  readonly alarms: readonly DataAlarm[];
  readonly source: PlayedSource;
  readonly chance: Chance;
  readonly begin: number;
  readonly origin: number;
  readonly end: number;
  readonly everyTurn: boolean;
}

/** All looks at all alarms that could matter, in order of time: each alarm has a second of its own in which it is looked at. */
export function* turnsOf({ alarms, source, chance, begin, origin, end, everyTurn }: TurnsSpec): Generator<Turn> {
  const waiting = alarms.map((alarm) => {
    const every = timingOf(alarm).everySeconds;
    const turns = turnsIn(everyTurn ? [{ from: begin, to: end }] : interestOf(alarm, source, { origin, end }), {
      phase: chance.between(0, every),
      every,
      begin,
      end,
    });
    return { alarm: alarm.name, turns, next: turns.next() };
  });
  for (;;) {
    let soonest: (typeof waiting)[number] | undefined;
    for (const one of waiting)
      if (!one.next.done && (soonest === undefined || one.next.value < (soonest.next.value ?? 0))) soonest = one;
    if (soonest === undefined) return;
    yield { alarm: soonest.alarm, at: soonest.next.value ?? end };
    soonest.next = soonest.turns.next();
  }
}

function* turnsIn(
  stretches: readonly Stretch[],
  { phase, every, begin, end }: { phase: number; every: number; begin: number; end: number },
): Generator<number, undefined> {
  let at = phase + Math.floor((begin - phase) / every) * every;
  // Twice at the beginning, so that every alarm knows that it is fine.
  yield (at += every);
  for (const { from, to } of stretches) {
    if (at < from) at += Math.floor((from - at) / every) * every;
    for (at += every; at <= Math.min(to, end); at += every) yield at;
    at -= every;
  }
  return undefined;
}
