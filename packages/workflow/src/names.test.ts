import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AlarmSubject, alarmName, canaryName, parseAlarmName, parseCanaryName } from './index.ts';

const id = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}$/);
const subject: fc.Arbitrary<AlarmSubject> = fc
  .record({ stage: fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/), workflow: id, step: id, dependency: id })
  .chain(({ step, dependency, ...about }) =>
    fc.constantFrom<AlarmSubject>(
      { ...about, kind: 'canary-failing' },
      { ...about, kind: 'step-failing', step },
      { ...about, kind: 'step-stumbling', step },
      { ...about, kind: 'slo-page' },
      { ...about, kind: 'slo-page', step },
      { ...about, kind: 'slo-ticket', step },
      { ...about, kind: 'outage', step },
      { ...about, kind: 'step-degraded', step, dependency },
    ),
  );

test('an alarm name parses back to what it was made of', () => {
  fc.assert(
    fc.property(subject, (about) => {
      expect(parseAlarmName(alarmName(about))).toEqual(about);
    }),
  );
});

test('a canary name parses back, whatever the stage is called, and holds what Synthetics allows', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/), id, (stage, workflow) => {
      const name = canaryName({ stage, workflow });
      expect(name).toMatch(/^[0-9a-z_-]+$/);
      expect(parseCanaryName(name)?.workflow).toBe(workflow);
      expect(parseCanaryName(canaryName({ stage, workflow, twin: true }))).toMatchObject({ workflow, twin: true });
    }),
  );
});

test.each([
  'cpu-high',
  'tocsin/prod/viewer',
  'tocsin/prod/viewer/step-failing',
  'tocsin/prod/viewer/step-failing/',
  'tocsin/prod/viewer/step-failing/view/tiles',
  'tocsin/prod/viewer/step-degraded/view',
  'tocsin/prod/viewer/step-degraded/view/',
  'tocsin/prod/viewer/canary-failing/view',
  'tocsin/prod/viewer/unheard-of/view',
  'tocsin//viewer/canary-failing',
  'tocsin/prod/viewer/slo-page/',
  'tocsin/prod/viewer/slo-page/view/tiles',
  'tocsin/prod/viewer/toString',
  'tocsin/prod/heartbeat',
  'tocsin/parts/prod/viewer/page-1h',
  'tocsin/health/prod/canary-silent/viewer',
])('"%s" is not one of ours', (name) => {
  expect(parseAlarmName(name)).toBeUndefined();
});
