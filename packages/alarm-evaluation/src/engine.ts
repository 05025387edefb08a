import { datapointsOf, everySecondsOf } from './datapoints.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import { alarmsIn, type Expression, holds, parseRule } from './rule.ts';
import type { MetricSource } from './source.ts';
import type { Alarm, StateValue } from './spec.ts';

/** An alarm went from one state to another, and what it rests on. */
export interface Move {
  readonly name: string;
  readonly from: StateValue;
  readonly to: StateValue;
  readonly at: Date;
  readonly because:
    | { readonly type: 'data'; readonly verdict: Extract<Verdict, { type: 'state' }> }
    /** The child that moved; without one, the composite was put or edited. */
    | { readonly type: 'children'; readonly child?: string }
    | { readonly type: 'set' };
}

export interface EngineSpec {
  readonly source: MetricSource;
  /** Told of each move, a child's before its composites'. */
  readonly moved: (move: Move) => void;
  /** 12 makes a period of 60 s last 5 s. Default 1. */
  readonly timeScale?: number;
}

/** CloudWatch's alarms as states: what they are, and what an evaluation makes of them. It knows no clock. */
export interface AlarmEngine {
  /**
   * Puts or edits an alarm; a new one has INSUFFICIENT_DATA and its first turn is the next. Throws RuleError.
   * Evaluate a composite once it was announced: nothing else does before a child moves.
   */
  put(alarm: Alarm, at: Date): void;
  remove(name: string): void;
  /** Looks at an alarm now. */
  evaluate(name: string, at: Date): void;
  /** Looks at every alarm whose turn has come since it was put or last looked at. */
  tick(at: Date): void;
  set(name: string, value: StateValue, at: Date): void;
  state(name: string): StateValue | undefined;
}

interface Held {
  alarm: Alarm;
  rule: Expression | undefined;
  value: StateValue;
  /** The last turn that was looked at, or in which it was put. */
  turn: number;
}

export function createEngine({ source, moved, timeScale = 1 }: EngineSpec): AlarmEngine {
  const alarms = new Map<string, Held>();
  const parents = new Map<string, Set<string>>();

  const move = (held: Held, to: StateValue, at: Date, because: Move['because']): void => {
    const { name } = held.alarm;
    const from = held.value;
    if (from === to) return;
    held.value = to;
    moved({ name, from, to, at, because });
    for (const parent of parents.get(name) ?? []) evaluateComposite(alarms.get(parent), at, name);
  };

  const evaluateComposite = (held: Held | undefined, at: Date, child?: string): void => {
    if (held?.rule === undefined) return;
    const value = holds(held.rule, (name) => alarms.get(name)?.value) ? 'ALARM' : 'OK';
    move(held, value, at, { type: 'children', ...(child === undefined ? {} : { child }) });
  };

  const look = (held: Held, at: Date): void => {
    const { alarm } = held;
    if (alarm.type === 'composite') return evaluateComposite(held, at);
    const verdict = evaluate(alarm, datapointsOf(alarm, { source, at, timeScale }));
    if (verdict.type === 'state') move(held, verdict.value, at, { type: 'data', verdict });
  };

  const turnOf = (alarm: Alarm, at: Date): number =>
    alarm.type === 'composite' ? 0 : Math.floor((at.getTime() * timeScale) / (everySecondsOf(alarm) * 1000));

  const adopt = (alarm: Alarm, rule: Expression | undefined): void => {
    for (const of of parents.values()) of.delete(alarm.name);
    for (const child of rule ? alarmsIn(rule) : [])
      parents.set(child, (parents.get(child) ?? new Set()).add(alarm.name));
  };

  return {
    put(alarm, at) {
      const rule = alarm.type === 'composite' ? parseRule(alarm.rule) : undefined;
      const { value = 'INSUFFICIENT_DATA', turn = turnOf(alarm, at) } = alarms.get(alarm.name) ?? {};
      alarms.set(alarm.name, { alarm, rule, value, turn });
      adopt(alarm, rule);
    },
    remove(name) {
      alarms.delete(name);
      for (const of of parents.values()) of.delete(name);
    },
    evaluate(name, at) {
      const held = alarms.get(name);
      if (held) look(held, at);
    },
    tick(at) {
      for (const held of alarms.values()) {
        const turn = turnOf(held.alarm, at);
        // A composite moves with its children, so it has no turns of its own.
        if (held.rule !== undefined || turn <= held.turn) continue;
        held.turn = turn;
        look(held, at);
      }
    },
    set(name, value, at) {
      const held = alarms.get(name);
      if (held) move(held, value, at, { type: 'set' });
    },
    state: (name) => alarms.get(name)?.value,
  };
}
