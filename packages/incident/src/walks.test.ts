import type { Move, WalkPlan } from '@tocsin/runbook';
import { describe, expect, it } from 'vitest';
import { person, tocsin } from './actor.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import { fold } from './fold.ts';
import type { Incident } from './incident.ts';
import { context, minute } from './samples.ts';
import { nextTimer } from './timers.ts';
import { errandsOf, walksOf } from './walks.ts';

const [ana, ben] = [person('U1'), person('U2')];
const plan: WalkPlan = {
  file: 'store.md',
  version: 'v1',
  title: 'Store is slow',
  steps: [
    {
      id: 'look',
      title: 'Look',
      type: 'check',
      exits: { onward: { type: 'step', step: 'mend' }, branches: [] },
      timeoutMs: 30_000,
    },
    {
      id: 'mend',
      title: 'Mend',
      type: 'act',
      exits: { onward: { type: 'end' }, branches: [] },
      timeoutMs: 60_000,
      back: {},
    },
  ],
};
const move = (type: string, step: string, more: object = {}): Move => ({ type, step, attempt: 1, ...more }) as Move;

/** An incident to which commands are given, minute by minute. */
function story() {
  let incident: Incident | undefined;
  let minutes = 0;
  const now = (): Incident => {
    if (!incident) throw new Error('nothing was declared');
    return incident;
  };
  const give = (command: Command) => {
    minutes += 1;
    const at = minute(minutes);
    const decision = decide(incident, command, { ...context, at });
    if (decision.type === 'refusal') return decision;
    const version = (incident?.version ?? 0) + 1;
    const commit = { incident: 'i', version, cause: `c${minutes}`, recordedAt: at, entries: decision.entries };
    incident = fold(incident, [commit]);
    return decision;
  };
  give({ type: 'declare', by: ana, title: 'Slow', severity: 'SEV2', key: 'k' });
  return { give, incident: now };
}
const begin: Command = { type: 'begin-walk', by: ana, plan };
const say = (by: typeof ana, step: Move): Command => ({ type: 'move-walk', by, walk: 'R1', move: step }) as Command;

describe('a runbook is walked', () => {
  it('whoever begins has seen the incident', () => {
    const { give, incident } = story();
    give(begin);
    expect(incident().acknowledged).toMatchObject({ by: ana });
    expect(walksOf(incident())).toMatchObject([{ id: 'R1', walk: { at: 'look', walkers: ['U1'] } }]);
  });

  it('what Tocsin is to look at is an errand until it has answered', () => {
    const { give, incident } = story();
    give(begin);
    give(say(ana, move('start', 'look')));
    expect(errandsOf(incident())).toMatchObject([{ walk: 'R1', step: 'look', attempt: 1, by: 'U1' }]);
    const answer = move('checked', 'look', { asExpected: true, said: '12, expected < 60' });
    give({ type: 'settle-step', by: tocsin, walk: 'R1', move: answer } as Command);
    expect(errandsOf(incident())).toEqual([]);
    expect(walksOf(incident())[0]?.walk.at).toBe('mend');
  });

  it('of two who press at once one moves the walk', () => {
    const { give } = story();
    give(begin);
    expect(give(say(ana, move('done', 'look'))).type).toBe('entries');
    expect(give(say(ben, move('done', 'look')))).toMatchObject({
      code: 'not-possible',
      reason: 'The walk is at "Mend".',
    });
  });

  it('who may walk may not run an act by the same command', () => {
    const { give } = story();
    give(begin);
    give(say(ana, move('done', 'look')));
    expect(give(say(ana, move('start', 'mend')))).toMatchObject({ code: 'not-allowed' });
    expect(give({ type: 'run-act', by: ana, walk: 'R1', move: move('start', 'mend') } as Command).type).toBe('entries');
  });

  it('what does not answer in time is given up, and a late answer is still told', () => {
    const { give, incident } = story();
    give(begin);
    give(say(ana, move('start', 'look')));
    const { startedAt } = walksOf(incident())[0]?.walk ?? { startedAt: '' };
    const due = new Date(Date.parse(startedAt) + 60_000 + 90_000).toISOString();
    expect(nextTimer(incident(), context)).toBe(due);
    expect(give({ type: 'time-out-steps' })).toMatchObject({ code: 'not-due' });
    give({ type: 'time-out-steps' });
    expect(walksOf(incident())[0]?.walk.steps['look']?.status).toMatchObject({ type: 'checked', asExpected: false });
    const late = {
      type: 'settle-step',
      by: tocsin,
      walk: 'R1',
      move: move('checked', 'look', { asExpected: true, said: '12' }),
    };
    expect(give(late as Command)).toMatchObject({
      entries: [{ event: { type: 'step.noted', text: 'Answered late: 12' } }],
    });
  });

  it('an act is taken back after the walk has ended, once', () => {
    const { give, incident } = story();
    give(begin);
    give(say(ana, move('done', 'look')));
    give({ type: 'run-act', by: ana, walk: 'R1', move: move('start', 'mend') } as Command);
    give({
      type: 'settle-step',
      by: tocsin,
      walk: 'R1',
      move: move('acted', 'mend', { worked: true, said: 'done' }),
    } as Command);
    expect(walksOf(incident())[0]?.walk.ended).toMatchObject({ type: 'completed' });
    give({ type: 'run-act', by: ben, walk: 'R1', move: move('undo', 'mend') } as Command);
    expect(errandsOf(incident())).toMatchObject([{ step: 'mend', undo: 1, by: 'U2' }]);
    give({
      type: 'settle-step',
      by: tocsin,
      walk: 'R1',
      move: move('undone', 'mend', { worked: true, said: 'back' }),
    } as Command);
    expect(give({ type: 'run-act', by: ben, walk: 'R1', move: move('undo', 'mend') } as Command)).toMatchObject({
      reason: 'It was taken back already.',
    });
  });

  it('the same runbook is not walked twice at once; another one is', () => {
    const { give, incident } = story();
    give(begin);
    expect(give(begin)).toMatchObject({ code: 'already-done' });
    give({ type: 'begin-walk', by: ben, plan: { ...plan, file: 'other.md' } });
    expect(walksOf(incident()).map(({ id }) => id)).toEqual(['R1', 'R2']);
  });
});
