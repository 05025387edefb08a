import { describe, expect, it } from 'vitest';
import { aws } from './actor.ts';
import type { Commit } from './entries.ts';
import type { AlarmFact, CanaryRun } from './evidence.ts';
import { fold } from './fold.ts';
import { alarm, minute, run, viewer } from './samples.ts';
import { triage } from './triage.ts';

/** Triage over what an incident remembers of these alarms. */
function name(facts: readonly AlarmFact[], canary?: CanaryRun) {
  const declared = {
    type: 'incident.declared',
    at: minute(0),
    by: aws('CloudWatch'),
    title: 't',
    severity: 'SEV2',
    key: 'k',
  } as const;
  const entries = facts.map(
    (fact) => ({ type: 'alarm.fired', at: fact.at, by: aws('CloudWatch'), alarm: fact }) as const,
  );
  const commit: Commit = {
    incident: 'i',
    version: 1,
    cause: 'c',
    recordedAt: minute(9),
    entries: [declared, ...entries],
  };
  const alarms = Object.values(fold(undefined, [commit])?.alarms ?? {});
  return triage({ workflow: viewer, alarms, ...(canary ? { canary } : {}) });
}

describe('the step that is named', () => {
  it.each<[string, AlarmFact[], CanaryRun | undefined, string | undefined, string | undefined, string]>([
    [
      'a canary alarm names its step: the ones before it must have passed',
      [alarm('view', 'ALARM', 5)],
      undefined,
      'view',
      'tiles',
      'high',
    ],
    [
      'of two failing steps in a row the first is named',
      [alarm('view', 'ALARM', 5), alarm('upload', 'ALARM', 6)],
      undefined,
      'upload',
      undefined,
      'high',
    ],
    [
      'the run says which of two dependencies it saw fail',
      [alarm('upload', 'ALARM', 5)],
      run(4.8, { 'sign-in': 'passed', upload: 'failed on cache', view: 'blocked' }),
      'upload',
      'cache',
      'high',
    ],
    [
      'an alarm on the dependency singles it out',
      [
        alarm('upload', 'ALARM', 5),
        alarm(undefined, 'ALARM', 5, { name: 'store-5xx', dependency: 'store', fromCanary: false }),
      ],
      undefined,
      'upload',
      'store',
      'high',
    ],
    [
      'two dependencies and nothing that tells them apart: none is singled out',
      [alarm('upload', 'ALARM', 5)],
      undefined,
      'upload',
      undefined,
      'high',
    ],
    [
      'independent steps on a shared dependency: the first, with that dependency',
      [alarm('view', 'ALARM', 5), alarm('search', 'ALARM', 5)],
      undefined,
      'view',
      'tiles',
      'medium',
    ],
    [
      'independent steps that share nothing: unknown rather than wrong',
      [alarm('upload', 'ALARM', 5), alarm('search', 'ALARM', 5)],
      undefined,
      undefined,
      undefined,
      'none',
    ],
    [
      'an alarm of other making leaves the steps before it unseen',
      [alarm('search', 'ALARM', 5, { fromCanary: false })],
      undefined,
      'search',
      'tiles',
      'medium',
    ],
    [
      'a degraded step is named as degraded, with its soft dependency',
      [alarm('view', 'ALARM', 5, { degraded: true, dependency: 'thumbs' })],
      undefined,
      'view',
      'thumbs',
      'high',
    ],
    [
      'a failing step outweighs a degraded one',
      [alarm('view', 'ALARM', 5, { degraded: true, dependency: 'thumbs', key: 'soft' }), alarm('sign-in', 'ALARM', 6)],
      undefined,
      'sign-in',
      'identity',
      'high',
    ],
    [
      'only a dependency alarms, one step stands on it: that step, with low confidence',
      [alarm(undefined, 'ALARM', 5, { dependency: 'store', fromCanary: false })],
      undefined,
      'upload',
      'store',
      'low',
    ],
    [
      'only a dependency alarms, several steps stand on it: unknown',
      [alarm(undefined, 'ALARM', 5, { dependency: 'tiles', fromCanary: false })],
      undefined,
      undefined,
      undefined,
      'none',
    ],
    [
      'an alarm on the workflow alone: unknown',
      [alarm(undefined, 'ALARM', 5)],
      undefined,
      undefined,
      undefined,
      'none',
    ],
    [
      'a run newer than the alarm names another step: the newest evidence decides',
      [alarm('view', 'ALARM', 5)],
      run(6, { 'sign-in': 'failed', upload: 'blocked', view: 'blocked', search: 'blocked' }),
      'sign-in',
      'identity',
      'high',
    ],
    [
      'a newer good run contradicts the alarm: named, but with low confidence',
      [alarm('view', 'ALARM', 5)],
      run(6, { 'sign-in': 'passed', upload: 'passed', view: 'passed' }),
      'view',
      'tiles',
      'low',
    ],
  ])('%s', (_, facts, canary, step, dependency, confidence) => {
    const naming = name(facts, canary);
    expect([naming.step, naming.dependency, naming.confidence]).toEqual([step, dependency, confidence]);
    expect(naming.reason).not.toBe('');
  });

  it('steps behind the failing one are blocked, not failed; those before it passed', () => {
    expect(name([alarm('upload', 'ALARM', 5)]).states).toEqual({
      'sign-in': 'passed',
      upload: 'failed',
      view: 'blocked',
      search: 'unknown',
    });
  });

  it('an unknown says what it saw', () => {
    expect(name([alarm('upload', 'ALARM', 5), alarm('search', 'ALARM', 5)]).reason).toMatchInlineSnapshot(
      `"upload and search fail independently of each other: no single step explains both"`,
    );
  });

  it('evidence carries time and link, newest first', () => {
    const naming = name([alarm('upload', 'ALARM', 5)], run(4.8, { upload: 'failed on store' }));
    expect(naming.evidence.map(({ at, link }) => [at, link])).toEqual([
      [minute(5), 'https://console.example/alarm'],
      [minute(4.9), 'https://console.example/canary'],
    ]);
  });
});
