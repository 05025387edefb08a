import { tell } from '@tocsin/app';
import {
  type Command,
  decide,
  dueTimers,
  fold,
  hasCause,
  type Incident,
  nextTimer,
  type Status,
} from '@tocsin/incident';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCommand } from './any-commands.ts';
import { tidy } from './hostile.ts';
import { anyLife, contextAt, type Life } from './life.ts';
import { minute } from './viewer.ts';

const always = (holds: (life: Life) => void) => fc.assert(fc.property(anyLife, holds), { numRuns: 100 });

/** docs/architecture.md lists these; change them together. */
describe('whatever is asked of an incident, in whatever order', () => {
  it('every command is answered by entries or by a reason, and always the same', () => {
    fc.assert(
      fc.property(anyLife, anyCommand, ({ states, now }, command) => {
        const context = contextAt(now + 1);
        const decision = decide(states.at(-1), command, context);
        if (decision.type === 'refusal') expect(decision.reason).not.toBe('');
        else expect(decision.entries.length).toBeGreaterThan(0);
        expect(decide(states.at(-1), command, context)).toEqual(decision);
      }),
      { numRuns: 100 },
    );
  });

  it('the fold is the same from the first entry as from any snapshot on the way', () => {
    always(({ commits, states }) => {
      expect(fold(undefined, commits)).toEqual(states.at(-1));
      const half = Math.floor(states.length / 2);
      expect(fold(tidy(states[half]), commits.slice(half + 1))).toEqual(tidy(states.at(-1)));
    });
  });

  it('a status follows only from one that may come before it', () => {
    always(({ states }) => {
      for (const [before, after] of pairs(states))
        expect(mayFollow[before.status], after.status).toContain(after.status);
    });
  });

  it('it is closed for good, unless it was merged and goes its own way again', () => {
    always(({ states }) => {
      for (const [before, after] of pairs(states))
        if (before.status === 'closed' && after.status !== 'closed') expect(before.merged).toBeDefined();
    });
  });

  it('what was mitigated, resolved or given a commander was acknowledged by somebody', () => {
    always(({ states }) => {
      for (const { mitigated, roles, acknowledged } of states)
        if (mitigated || roles.commander) expect(acknowledged).toBeDefined();
    });
  });

  it('trouble never begins later than was known before, and recovery is told only while nothing fires', () => {
    always(({ states }) => {
      for (const [before, after] of pairs(states)) expect(after.since <= before.since).toBe(true);
      for (const { alarms, recoveredAt, status } of states)
        if (recoveredAt !== undefined && status !== 'resolved' && status !== 'closed')
          expect(Object.values(alarms).filter(({ firing }) => firing)).toEqual([]);
    });
  });

  it('an alarm that was split off fires here no longer', () => {
    always(({ states }) => {
      for (const { alarms, movedAlarms = {} } of states)
        for (const key of Object.keys(movedAlarms)) expect(alarms[key]).toBeUndefined();
    });
  });

  it('the named step is one of the workflow’s', () => {
    always(({ states }) => {
      const steps = contextAt(0).workflows[0]?.steps.map(({ id }) => id) ?? [];
      for (const { naming } of states) if (naming?.step !== undefined) expect(steps).toContain(naming.step);
    });
  });

  it('a timer that came due is over when it was answered, and none waits in the past', () => {
    always(({ states, now }) => {
      const incident = states.at(-1) as Incident;
      let state = incident;
      let at = now;
      for (let turn = 0; turn < 40; turn++) {
        const next = nextTimer(state, contextAt(at));
        if (next === undefined) return;
        at = Math.max(at, Math.ceil((Date.parse(next) - Date.parse(minute(0))) / 60_000));
        const context = contextAt(at);
        const due = dueTimers(state, context, context.at);
        expect(due, `due at ${next}`).not.toEqual([]);
        for (const { command, cause } of due) state = answered(state, command, cause, at);
        expect(nextTimer(state, contextAt(at)) ?? '~', `after ${due.map(({ cause }) => cause).join()}`).not.toBe(next);
      }
    });
  });

  it('every entry can be told, with its time and who it was', () => {
    always(({ commits }) => {
      for (const entry of commits.flatMap(({ entries }) => entries)) {
        const { at, by, did } = tell(entry);
        expect(Date.parse(at)).not.toBeNaN();
        expect(by).not.toBe('');
        expect(did).not.toMatch(/^\s*$|undefined|does not know/);
      }
    });
  });

  it('what is remembered stays small beside a table’s item', () => {
    always(({ states }) => {
      expect(JSON.stringify(states.at(-1)).length).toBeLessThan(1_500_000);
    });
  });
});

function answered(state: Incident, command: Command, cause: string, minutes: number): Incident {
  if (hasCause(state, cause)) return state;
  const context = contextAt(minutes);
  const decision = decide(state, command, context);
  if (decision.type === 'refusal') return state;
  const version = state.version + 1;
  const commit = { incident: state.id, version, cause, recordedAt: context.at, entries: decision.entries };
  return fold(state, [commit]) as Incident;
}

const mayFollow: Readonly<Record<Status, readonly Status[]>> = {
  declared: ['declared', 'acknowledged', 'mitigated', 'resolved', 'closed'],
  acknowledged: ['acknowledged', 'mitigated', 'resolved', 'closed'],
  mitigated: ['mitigated', 'resolved', 'closed'],
  resolved: ['resolved', 'acknowledged', 'closed'],
  closed: ['closed', 'declared', 'acknowledged', 'mitigated'],
};

const pairs = (states: readonly Incident[]): [Incident, Incident][] =>
  states.slice(1).map((after, index) => [states[index] as Incident, after]);
