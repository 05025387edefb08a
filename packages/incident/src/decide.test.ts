import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { person } from './actor.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Commit } from './entries.ts';
import type { AlarmFact } from './evidence.ts';
import { fold } from './fold.ts';
import type { Incident } from './incident.ts';
import { alarm, context, minute, run } from './samples.ts';

const observe = (...alarms: AlarmFact[]): Command => ({ type: 'observe-alarms', alarms, key: 'workflow:viewer' });
const alice = person('U0ALICE');

/** Plays commands one after another; refusals change nothing. */
function play(
  commands: readonly Command[],
  at = context.at,
): { incident: Incident | undefined; commits: Commit[]; said: string[] } {
  const commits: Commit[] = [];
  const said: string[] = [];
  let incident: Incident | undefined;
  for (const [index, command] of commands.entries()) {
    const decision = decide(incident, command, { ...context, at });
    said.push(decision.type === 'refusal' ? decision.reason : decision.entries.map((entry) => entry.type).join(' '));
    if (decision.type === 'refusal') continue;
    const commit = {
      incident: 'i',
      version: commits.length + 1,
      cause: `c${index}`,
      recordedAt: at,
      entries: decision.entries,
    };
    commits.push(commit);
    incident = fold(incident, [commit]);
  }
  return { incident, commits, said };
}

describe('alarms', () => {
  it('the first ALARM declares the incident and names the step in one commit', () => {
    const { commits, incident } = play([observe(alarm('upload', 'ALARM', 5))]);
    expect(commits[0]?.entries.map((entry) => entry.type)).toEqual(['incident.declared', 'alarm.fired', 'step.named']);
    expect(incident).toMatchObject({
      title: 'View a design failing',
      severity: 'SEV2',
      since: minute(5),
      openedStep: 'upload',
    });
  });

  it('a repeated state says nothing new', () => {
    expect(play([observe(alarm('upload', 'ALARM', 5)), observe(alarm('upload', 'ALARM', 5))]).said[1]).toBe(
      'the incident knows this state of the alarm',
    );
  });

  it('OK, INSUFFICIENT_DATA and a held ALARM open nothing', () => {
    for (const fact of [
      alarm('view', 'OK', 5),
      alarm('view', 'INSUFFICIENT_DATA', 5),
      alarm('view', 'ALARM', 5, { held: 'muted by night' }),
    ]) {
      expect(play([observe(fact)]).commits).toEqual([]);
    }
  });

  it('a degraded step opens two below the workflow’s severity, and a failing one raises it', () => {
    const soft = alarm('view', 'ALARM', 5, { degraded: true, dependency: 'thumbs', key: 'soft' });
    expect(play([observe(soft)]).incident?.severity).toBe('SEV4');
    const worse = play([observe(soft), observe(alarm('view', 'ALARM', 6))]);
    expect(worse.incident?.severity).toBe('SEV2');
    expect(worse.said[1]).toContain('severity.changed');
  });

  it('missing data is no recovery; OK of every alarm is', () => {
    const story = play([
      observe(alarm('upload', 'ALARM', 5)),
      observe(alarm('upload', 'INSUFFICIENT_DATA', 6)),
      observe(alarm('upload', 'OK', 7)),
    ]);
    expect(story.said.slice(1)).toEqual(['alarm.lost-data', 'alarm.recovered service.recovered']);
  });

  it('an OK that overtook its ALARM recovers the incident, which names its step all the same', () => {
    const { commits, incident } = play([observe(alarm('upload', 'ALARM', 5), alarm('upload', 'OK', 6))]);
    expect(commits[0]?.entries.map((entry) => entry.type)).toEqual([
      'incident.declared',
      'alarm.fired',
      'alarm.recovered',
      'step.named',
      'service.recovered',
    ]);
    expect([incident?.naming?.step, incident?.recoveredAt]).toEqual(['upload', minute(6)]);
  });

  it('flapping recovers and relapses, and counts', () => {
    const { incident, said } = play(
      [alarm('upload', 'ALARM', 1), alarm('upload', 'OK', 2), alarm('upload', 'ALARM', 3)].map((fact) => observe(fact)),
    );
    expect(said[2]).toContain('service.relapsed');
    expect(Object.values(incident?.alarms ?? {})[0]).toMatchObject({ fired: 2, firing: true });
    expect(incident?.recoveredAt).toBeUndefined();
  });

  it('a deleted alarm is not waited for', () => {
    const fact = alarm('upload', 'ALARM', 5);
    const { incident } = play([observe(fact), { type: 'observe-deletion', alarm: fact, at: minute(6) }]);
    expect(incident?.recoveredAt).toBeDefined();
  });

  it('a good run while the alarm still fires does not put the named step in doubt', () => {
    const { said } = play([
      {
        ...observe(alarm('upload', 'ALARM', 5)),
        canary: run(4.8, { 'sign-in': 'passed', upload: 'failed on store' }),
      } as Command,
      { type: 'observe-canary', run: run(6, { 'sign-in': 'passed', upload: 'passed', view: 'passed' }) },
    ]);
    expect(said).toEqual(['incident.declared canary.reported alarm.fired step.named', 'canary.reported']);
  });

  it('the canary’s own alarm, which lasts longer, does not unname the step that recovers first', () => {
    const canary = alarm(undefined, 'ALARM', 6, { name: 'tocsin/test/viewer/canary-failing' });
    const { incident, said } = play([
      observe(alarm('upload', 'ALARM', 5)),
      observe(canary),
      {
        type: 'observe-canary',
        run: run(7, { 'sign-in': 'passed', upload: 'passed', view: 'passed', search: 'passed' }),
      },
      observe(alarm('upload', 'OK', 8)),
    ]);
    expect(incident?.naming?.step).toBe('upload');
    expect(said.slice(1).join(' ')).not.toContain('step.named');
  });

  it('whatever order the events of known alarms arrive in, once or twice, every alarm ends the same', () => {
    const steps = ['sign-in', 'upload', 'view', 'search'];
    const event = fc.record({
      step: fc.constantFrom(...steps),
      value: fc.constantFrom<AlarmFact['value']>('ALARM', 'OK', 'INSUFFICIENT_DATA'),
      at: fc.integer({ min: 1, max: 30 }),
    });
    const events = fc.uniqueArray(event, { selector: ({ step, at }) => `${step} ${at}`, minLength: 1, maxLength: 16 });
    const arrivals = events.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all.slice(0, 4)], { minLength: all.length + Math.min(all.length, 4) }),
      ),
    );
    const ending = (list: readonly { step: string; value: AlarmFact['value']; at: number }[]) => {
      const known = steps.map((step) => observe(alarm(step, 'ALARM', 0)));
      const { incident } = play([...known, ...list.map(({ step, value, at }) => observe(alarm(step, value, at)))]);
      return Object.values(incident?.alarms ?? {}).map(({ key, value, at, firing }) => [key, value, at, firing]);
    };
    fc.assert(
      fc.property(arrivals, ([all, arrived]) => {
        const inOrder = [...all].sort((a, b) => a.at - b.at);
        expect(ending(arrived)).toEqual(ending(inOrder));
      }),
    );
  });
});

describe('people', () => {
  const opened = observe(alarm('upload', 'ALARM', 5));
  it('acknowledging twice is refused with who did it', () => {
    const { said, incident } = play([
      opened,
      { type: 'acknowledge', by: alice },
      { type: 'acknowledge', by: person('U0BOB') },
    ]);
    expect(said[2]).toBe('<@U0ALICE> acknowledged it already');
    expect(incident?.status).toBe('acknowledged');
  });
  it('taking command acknowledges too', () => {
    const { incident } = play([opened, { type: 'take-command', by: { type: 'person', id: 'U0ALICE' } }]);
    expect([incident?.status, incident?.roles.commander]).toEqual(['acknowledged', 'U0ALICE']);
  });
  it('a resolved incident takes no more alarms', () => {
    const { said } = play([opened, { type: 'resolve', by: alice }, observe(alarm('view', 'ALARM', 9))]);
    expect(said[2]).toBe('incident i is resolved');
  });
});

describe('time', () => {
  const calm = [observe(alarm('upload', 'ALARM', 1)), observe(alarm('upload', 'OK', 2))];
  it('resolving is proposed once, after the calm period', () => {
    expect(play([...calm, { type: 'propose-resolution' }], minute(11)).said[2]).toBe(
      `calm until ${minute(12)} is awaited`,
    );
    const { said } = play([...calm, { type: 'propose-resolution' }, { type: 'propose-resolution' }], minute(12));
    expect(said.slice(2)).toEqual([
      'resolution.proposed',
      'nothing to propose: it is not calm, or resolving was proposed',
    ]);
  });
});

describe('fold', () => {
  it('is the same from a snapshot as from the first entry', () => {
    const { commits, incident } = play([
      observe(alarm('upload', 'ALARM', 5)),
      { type: 'acknowledge', by: alice },
      observe(alarm('upload', 'OK', 7)),
      { type: 'resolve', by: alice },
    ]);
    for (const cut of commits.keys()) {
      const snapshot = JSON.parse(JSON.stringify(fold(undefined, commits.slice(0, cut)) ?? null)) ?? undefined;
      expect(fold(snapshot, commits.slice(cut))).toEqual(incident);
    }
  });
  it('refuses a gap', () => {
    const { commits } = play([observe(alarm('upload', 'ALARM', 5)), { type: 'acknowledge', by: alice }]);
    expect(() => fold(undefined, commits.slice(1))).toThrow('does not follow version 0');
  });
});
