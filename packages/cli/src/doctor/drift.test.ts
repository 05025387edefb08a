import { workflows } from '@tocsin/catalog';
import { alarmSpecs, canarySchedule } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import { alarmChecks } from './alarms.ts';
import { canaryChecks } from './canaries.ts';
import { looking } from './check.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const daysAgo = (days: number) => new Date(now - days * 86_400_000);
const [workflow] = workflows;
if (!workflow) throw new Error('the catalog is empty');
const [spec] = alarmSpecs(workflow, { stage: 'prod' });
if (spec?.type !== 'metric') throw new Error('the first alarm is no metric alarm');

const alarm = {
  AlarmName: spec.name,
  AlarmDescription: spec.description,
  Namespace: spec.metric.namespace,
  MetricName: spec.metric.name,
  Dimensions: Object.entries(spec.metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
  Statistic: spec.statistic as 'Average',
  Period: spec.periodSeconds,
  EvaluationPeriods: spec.evaluationPeriods,
  Threshold: spec.threshold,
  ComparisonOperator: spec.comparison,
  TreatMissingData: spec.treatMissingData,
  ActionsEnabled: true,
};
const check = (more: object) =>
  alarmChecks([spec], new Map([[spec.name, { type: 'metric', alarm: { ...alarm, ...more } }]]), { stage: 'prod', now })
    .filter(({ status }) => status !== 'ok')
    .map(({ status, found }) => `${status}: ${found}`);

test.each([
  ['an alarm as it was derived', {}, []],
  ['one whose datapoints are given, as CloudWatch may', { DatapointsToAlarm: 1 }, []],
  [
    'a switch that was turned',
    { ActionsEnabled: false },
    ['fail: was changed by hand: actions enabled is none, not some'],
  ],
  ['another period', { Period: 300 }, ['fail: was changed by hand: period is 300, not 10']],
  [
    'an action that somebody added',
    { AlarmActions: ['arn:x'] },
    ['fail: was changed by hand: actions of ALARM is some, not none'],
  ],
  [
    'an action for missing data that somebody added',
    { InsufficientDataActions: ['arn:x'] },
    ['fail: was changed by hand: actions of missing data is some, not none'],
  ],
  ['no data for a day', { StateValue: 'INSUFFICIENT_DATA', StateUpdatedTimestamp: daysAgo(1) }, []],
  [
    'no data for weeks',
    { StateValue: 'INSUFFICIENT_DATA', StateUpdatedTimestamp: daysAgo(30) },
    ['warn: has had no data for 30 days'],
  ],
  [
    'OK for weeks',
    { StateValue: 'OK', StateUpdatedTimestamp: daysAgo(30), StateReason: '1 datapoint was not less' },
    [],
  ],
  [
    'OK for weeks because nothing comes',
    { StateValue: 'OK', StateUpdatedTimestamp: daysAgo(30), StateReason: 'no datapoints were received for 1 period' },
    ['warn: has had no datapoint for 30 days and says OK'],
  ],
])('%s', (_, more, expected) => expect(check(more)).toEqual(expected));

test('health alarms of the stage and its heartbeat are nobody’s orphans', () => {
  const others = [
    'tocsin/health/prod/respond-waiting',
    'tocsin/prod/heartbeat',
    'tocsin/health/prod/canary-silent/basket',
  ];
  const found = new Map(others.map((name) => [name, { type: 'metric' as const, alarm: { AlarmName: name } }]));
  expect(alarmChecks([], found, { stage: 'prod', now }).map((one) => one.check)).toEqual([`alarm ${others[2]}`]);
});

test.each([
  ['stopped', { Status: { State: 'STOPPED' } }, 'fail: is STOPPED'],
  [
    'on another schedule',
    { Schedule: { Expression: 'rate(5 minutes)' } },
    'fail: was changed by hand: its schedule is rate(5 minutes), not cron(* * * * ? *)',
  ],
  [
    'in an older runtime',
    { RuntimeVersion: 'syn-nodejs-playwright-7.1' },
    'fail: was changed by hand: its runtime is syn-nodejs-playwright-7.1, not syn-nodejs-playwright-8.0',
  ],
  [
    'given less time, and not traced',
    { RunConfig: { TimeoutInSeconds: 30, ActiveTracing: false } },
    'fail: was changed by hand: its time limit in seconds is 30, not 60; its active tracing is false, not true',
  ],
  [
    'as it was deployed',
    { RunConfig: { TimeoutInSeconds: 60, ActiveTracing: true } },
    'ok: 1 of 2 run as the catalog derives them',
  ],
])('a canary that is %s', (_, more, expected) => {
  const canary = {
    Name: `tocsin_prod_${workflow.id}`,
    Status: { State: 'RUNNING' },
    Schedule: { Expression: canarySchedule(workflow) },
    ...more,
  };
  const [first] = canaryChecks([workflow], [canary], { stage: 'prod', reasons: {}, now });
  expect(`${first?.status}: ${first?.found}`).toBe(expected);
});

test('a canary that the stage has no values for is no failure', () => {
  const [first] = canaryChecks([workflow], [], {
    stage: 'prod',
    reasons: { [workflow.id]: 'not deployed: BASE_URL is missing' },
    now,
  });
  expect(first).toMatchObject({ status: 'warn', found: 'not deployed: BASE_URL is missing' });
});

test.each([
  ['CredentialsProviderError', 'Sign in'],
  ['AccessDeniedException', 'Ask for the permission x:Look'],
  ['TimeoutError', 'Try again'],
])('%s is skipped, with what to do', async (name, mend) => {
  const error = Object.assign(new Error('no'), { name });
  const [first] = await looking('it', 'x:Look', () => Promise.reject(error));
  expect(first).toMatchObject({ check: 'it', status: 'skipped', mend: expect.stringContaining(mend) });
});
