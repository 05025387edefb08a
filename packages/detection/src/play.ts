import { createEngine } from '@tocsin/alarm-evaluation';
import {
  type AlarmSpec,
  alarmSpecs,
  budgetOf,
  isTicket,
  parseAlarmName,
  silenceAlarms,
  windowSeconds,
} from '@tocsin/workflow';
import { runsOf } from './canary.ts';
import { chanceOf } from './chance.ts';
import { binSeconds, requestsOf } from './requests.ts';
import { type Opened, responderOf } from './responder.ts';
import type { Scenario } from './scenario.ts';
import { sourceOf, stage } from './source.ts';
import { turnsOf } from './turns.ts';

/** What became of a scenario with one seed; times in seconds since the fault. */
export interface Played {
  readonly opened: readonly Opened[];
  /** When the page topic was told without Tocsin. */
  readonly toldDirectly: readonly number[];
  /** When alarms that page fired and were quiet again. */
  readonly alarms: readonly { readonly name: string; readonly firedAt: number; readonly resetAt?: number }[];
  /** The share of the whole budget that was spent between the fault and a time. */
  spentBy(second: number): number;
}

export interface PlayOptions {
  /** Looks at every alarm whenever CloudWatch would, also where it could not matter: slow, and the same. */
  readonly everyTurn?: boolean;
}

/** Plays a scenario: traffic, canaries, CloudWatch with its delays, and Tocsin's decisions. The same seed, the same play. */
export function play(scenario: Scenario, seed: number, { everyTurn = false }: PlayOptions = {}): Played {
  const chance = chanceOf(seed);
  // A fault heeds neither minutes nor the periods of alarms.
  const late = chance.between(0, 60);
  const { workflow, quietSeconds, watchSeconds } = scenario;
  const faults = scenario.faults.map((fault) => ({ ...fault, from: fault.from + late }));
  const shifted = { ...scenario, faults };
  const requests = requestsOf(shifted, chance);
  const runs = runsOf(shifted, chance);
  // Midnight; quiet times are whole minutes, so bins and minutes agree.
  const epochMs = Date.UTC(2026, 0, 5);
  const toIso = (second: number) => new Date(epochMs + second * 1000).toISOString();
  const source = sourceOf({ workflow, requests, runs, quietSeconds, chance, epochMs });
  const specs = [...alarmSpecs(workflow, { stage }), ...silenceAlarms(workflow, { stage })];
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const responder = responderOf(workflow, toIso);
  const toldDirectly: number[] = [];
  const alarms: { name: string; firedAt: number; resetAt?: number }[] = [];
  let now = 0;

  const engine = createEngine({
    source,
    moved(move) {
      const spec = byName.get(move.name);
      if (spec === undefined || (move.from === 'INSUFFICIENT_DATA' && move.to === 'OK')) return;
      const at = now - late;
      note(alarms, move.to, spec, at);
      const reach = { ALARM: spec.actions.alarm, OK: spec.actions.ok, INSUFFICIENT_DATA: spec.actions.missing }[
        move.to
      ];
      if (reach === 'page' && move.to === 'ALARM') toldDirectly.push(at);
      if (reach === 'incident') responder.alarm(move, spec, now);
    },
  });
  const begin = Math.max(-120, -quietSeconds);
  const at = (second: number) => new Date(epochMs + second * 1000);
  for (const spec of specs) engine.put(spec, at(begin));
  for (const spec of specs) if (spec.type === 'composite') engine.evaluate(spec.name, at(begin));

  const data = specs.filter((spec) => spec.type !== 'composite');
  let heard = 0;
  for (const turn of turnsOf({
    alarms: data,
    source,
    chance,
    begin,
    origin: -quietSeconds,
    end: watchSeconds,
    everyTurn,
  })) {
    for (let run = runs[heard]; run !== undefined && run.to + heardAfter <= turn.at; run = runs[++heard])
      responder.run(run, run.to + heardAfter);
    now = turn.at;
    engine.evaluate(turn.alarm, at(now));
  }
  const whole = requests.get('');
  const expected = scenario.traffic.perSecond * windowSeconds(workflow.slo) * budgetOf(workflow.slo);
  return {
    opened: responder.opened.map((one) => since(one, late)),
    toldDirectly,
    alarms,
    spentBy(second) {
      const bin = (time: number) => Math.floor((time + quietSeconds + late) / binSeconds);
      return ((whole?.bad[bin(second)] ?? 0) - (whole?.bad[bin(0)] ?? 0)) / expected;
    },
  };
}

/** From the end of a run to its event at intake: EventBridge, the queue, and the report from S3. */
const heardAfter = 3;

function note(
  alarms: { name: string; firedAt: number; resetAt?: number }[],
  to: string,
  { name }: AlarmSpec,
  at: number,
): void {
  const subject = parseAlarmName(name);
  // What can wait may stay on for hours.
  if (subject === undefined || isTicket(subject.kind)) return;
  const open = alarms.find((one) => one.name === name && one.resetAt === undefined);
  if (to === 'ALARM' && open === undefined) alarms.push({ name, firedAt: at });
  if (to === 'OK' && open) open.resetAt = at;
}

/** An incident with its times told from the fault on. */
function since({ at, pagedAt, names, lastAlarmAt }: Opened, late: number): Opened {
  return {
    at: at - late,
    ...(pagedAt === undefined ? {} : { pagedAt: pagedAt - late }),
    names: names.map((name) => ({ ...name, at: name.at - late })),
    lastAlarmAt: lastAlarmAt - late,
  };
}
