import { type AlarmFact, aws, type CanaryRun, type Commit, type Entry } from '@tocsin/incident';

export const minute = (minutes: number): string =>
  new Date(Date.UTC(2026, 10, 5, 10, 0) + minutes * 60_000).toISOString();

export function alarmFact(at: number, more: Partial<AlarmFact> = {}): AlarmFact {
  const name = `tocsin/test/design-viewer/step-failing/upload-${at}`;
  const arn = `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`;
  return {
    key: arn,
    name,
    arn,
    account: '123456789012',
    region: 'eu-west-1',
    value: 'ALARM',
    at: minute(at),
    reason: 'Threshold Crossed: 1 out of the last 1 datapoints',
    link: `https://eu-west-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=eu-west-1#alarmsV2:alarm/${name}`,
    workflow: 'design-viewer',
    step: 'upload',
    degraded: false,
    fromCanary: true,
    ...more,
  };
}

export const declared = (id: string): Entry => ({
  type: 'incident.declared',
  at: minute(0),
  by: aws('CloudWatch'),
  title: `Incident ${id}`,
  severity: 'SEV2',
  key: `workflow:${id}`,
});

export const fired = (at: number, more: Partial<AlarmFact> = {}): Entry => ({
  type: 'alarm.fired',
  at: minute(at),
  by: aws('CloudWatch'),
  alarm: alarmFact(at, more),
});

export const commitOf = (incident: string, version: number, entries: Entry[], cause = `cause-${version}`): Commit => ({
  incident,
  version,
  cause,
  recordedAt: minute(version),
  entries,
});

export const canaryRun = (workflow: string, at: number): CanaryRun => ({
  runId: `run-${at}`,
  workflow,
  startedAt: minute(at),
  completedAt: minute(at + 0.5),
  ok: true,
  results: [],
  link: 'https://console.example/run',
});
