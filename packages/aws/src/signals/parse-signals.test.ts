import type { AlarmSignal, Signal } from '@tocsin/app';
import { describe, expect, it } from 'vitest';
import { parseSignals } from './parse-signals.ts';
import * as sample from './samples.ts';

const signalsOf = (event: unknown): Signal[] =>
  parseSignals(event).map((parsed) => {
    if ('error' in parsed) throw parsed.error;
    return parsed.signal;
  });
const only = (event: unknown): Signal => {
  const [first, ...rest] = signalsOf(event);
  if (!first || rest.length > 0) throw new Error('not one signal');
  return first;
};
const alarmIn = (event: unknown): AlarmSignal => {
  const signal = only(event);
  if (signal.type !== 'alarm' && signal.type !== 'alarm-configuration') throw new Error(`a ${signal.type}`);
  return signal.alarm;
};
const reasonsOf = (event: unknown): string[] =>
  parseSignals(event).flatMap((parsed) => ('error' in parsed ? [parsed.error.message] : []));

const stepAlarm = {
  key: sample.arnOf(sample.stepAlarmName),
  name: sample.stepAlarmName,
  arn: sample.arnOf(sample.stepAlarmName),
  account: '123456789012',
  region: 'eu-west-1',
  value: 'ALARM',
  at: '2026-11-05T14:22:48.855Z',
  link: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=eu-west-1#alarmsV2:alarm/tocsin%2Fprod%2Fdesign-viewer%2Fstep-failing%2Fupload',
  tags: {},
  dimensions: { CanaryName: 'tocsin_prod_design-viewer', StepName: 'upload' },
  namespace: 'CloudWatchSynthetics',
};
const direct = `${stepAlarm.arn} ALARM ${stepAlarm.at}`;
const snsId = '9b1c0d3e-0000-4000-8000-000000000009';
const eventId = '5f1c0d3e-0000-4000-8000-000000000001';

describe('the same alarm is the same, whatever way it came', () => {
  it.each<[string, unknown, string, string]>([
    ['EventBridge', sample.metricAlarm, 'eventbridge-alarm', eventId],
    ['EventBridge, replayed from an archive', sample.replayed, 'eventbridge-alarm', eventId],
    ['EventBridge through SQS', sample.sqsBatch(sample.metricAlarm), 'eventbridge-alarm', eventId],
    ['EventBridge through SNS', sample.snsBatch(sample.metricAlarm), 'eventbridge-alarm', eventId],
    ['an anomaly band', sample.anomalyAlarm, 'eventbridge-alarm', eventId],
    ['a Lambda action', sample.lambdaAlarm, 'lambda-alarm', direct],
    ['SNS to Lambda', sample.snsBatch(sample.snsMessage), 'sns-alarm', snsId],
    ['SNS through SQS', sample.sqsBatch(sample.notification(sample.snsMessage)), 'sns-alarm', snsId],
    ['SNS through SQS, delivered raw', sample.sqsBatch(sample.snsMessage), 'sns-alarm', direct],
    ['an SNS notification by hand', sample.notification(sample.snsMessage), 'sns-alarm', snsId],
    ['an SNS message by hand', sample.snsMessage, 'sns-alarm', direct],
    ['an older SNS message without ARN', sample.snsBatch(sample.olderSnsMessage), 'sns-alarm', snsId],
    ['a list', [sample.metricAlarm], 'eventbridge-alarm', eventId],
  ])('%s', (_, event, kind, cause) => {
    const signal = only(event);
    expect(signal).toMatchObject({ type: 'alarm', kind, cause, alarm: stepAlarm });
    expect(alarmIn(event).reason).toMatch(/^Threshold Crossed/);
    expect(alarmIn(event)).not.toHaveProperty('held');
  });
});

describe('alarms', () => {
  it.each<[string, unknown, Partial<AlarmSignal>]>([
    ['recovery', sample.recovered, { value: 'OK' }],
    [
      'missing data without a time of its own: the event’s',
      sample.withoutData,
      { value: 'INSUFFICIENT_DATA', at: '2026-11-05T14:22:48.000Z' },
    ],
    ['muted', sample.mutedAlarm, { value: 'ALARM', held: 'muted by nightly until 2026-11-05T15:00:00.000+0000' }],
    [
      'suppressed',
      sample.suppressedComposite,
      { held: 'actions suppressed by WaitPeriod: Actions suppressed by WaitPeriod', dimensions: {} },
    ],
    [
      'metric math, its dimensions together',
      sample.mathAlarm,
      { name: 'error rate: all', dimensions: { FunctionName: 'viewer', ApiId: 'a1' }, namespace: 'AWS/Lambda' },
    ],
    ['tags', sample.taggedAlarm, { tags: { 'tocsin:workflow': 'design-viewer', tier: '1' } }],
    [
      'a name of any characters',
      sample.taggedAlarm,
      {
        link: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=eu-west-1#alarmsV2:alarm/N%C3%A4her%20%22dran%22%20100%25',
      },
    ],
    [
      'a contributor',
      sample.contributor,
      {
        key: `${sample.arnOf('table-throttles')}#6d442278dba546f6`,
        arn: sample.arnOf('table-throttles'),
        dimensions: { TableName: 'designs' },
      },
    ],
    [
      'a contributor by a Lambda action',
      sample.lambdaContributor,
      { key: `${sample.arnOf('table-throttles')}#6d442278dba546f6`, value: 'OK' },
    ],
    [
      'a contributor through SNS',
      sample.snsContributor,
      {
        key: `${sample.arnOf('table-throttles')}#a29eb44b20c4362e`,
        dimensions: { Stage: 'prod', TableName: 'designs' },
        namespace: 'Shop',
      },
    ],
    ['a description', sample.metricAlarm, { description: 'Step "Upload" fails' }],
  ])('%s', (_, event, expected) => {
    expect(alarmIn(event)).toMatchObject(expected);
  });

  it('a composite that its wait period releases is held no longer', () => {
    expect(alarmIn(sample.releasedComposite)).not.toHaveProperty('held');
  });

  it('an SNS message with neither ARN nor topic says that its region is unknown', () => {
    expect(alarmIn(sample.olderSnsMessage)).toMatchObject({
      region: 'unknown',
      reason: 'Threshold Crossed [region unknown: the message holds neither AlarmArn nor a topic]',
      link: `https://console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/${encodeURIComponent(sample.stepAlarmName)}`,
    });
  });

  it('in China and GovCloud the console has another host', () => {
    const arn = 'arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:x';
    const link = alarmIn({ ...sample.metricAlarm, resources: [arn] }).link;
    expect(link).toMatch(/^https:\/\/cn-north-1\.console\.amazonaws\.cn\/cloudwatch\/deeplink\.js\?region=cn-north-1#/);
  });

  it.each(['create', 'update', 'delete'])('its configuration: %s, when the event says', (operation) => {
    expect(only(sample.configurationChange(operation))).toMatchObject({
      type: 'alarm-configuration',
      kind: 'eventbridge-alarm-configuration',
      operation,
      cause: eventId,
      alarm: { name: sample.stepAlarmName, value: 'ALARM', at: '2026-11-05T14:22:48.000Z', reason: '' },
    });
  });
});

describe('canaries', () => {
  const run = {
    type: 'canary-run',
    kind: 'canary-run',
    cause: eventId,
    canary: 'tocsin_prod_design-viewer',
    runId: 'run-1',
    startedAt: '2026-11-05T14:21:12.418Z',
    completedAt: '2026-11-05T14:21:37.000Z',
    artifacts: 'results/canary/eu-west-1/viewer-1/2026/11/05/14/21-12-418',
    account: '123456789012',
    region: 'eu-west-1',
  };
  it('a passed run has no reason', () => expect(only(sample.passedRun)).toEqual({ ...run, ok: true }));
  it('a failed run loses the quotation marks around its reason', () =>
    expect(only(sample.failedRun)).toEqual({ ...run, ok: false, reason: 'store: 503 for step: upload' }));
  it('a run without a timeline took place when its event was sent', () =>
    expect(only(sample.untimedRun)).toMatchObject({
      startedAt: '2026-11-05T14:22:48.000Z',
      completedAt: '2026-11-05T14:22:48.000Z',
    }));
  it('a change of status', () =>
    expect(only(sample.canaryStatus)).toEqual({
      type: 'canary-status',
      kind: 'canary-status',
      cause: eventId,
      canary: run.canary,
      from: 'RUNNING',
      to: 'ERROR',
      at: '2026-11-05T14:21:12.767Z',
    }));
});

describe('what is none of intake’s business says why, and who can stop it', () => {
  it.each<[string, unknown, string]>([
    [
      'a schedule',
      sample.schedule,
      'a schedule fired: it is no alarm, and the tick has its own schedule; take intake off its targets',
    ],
    [
      'a deployment',
      sample.deployment,
      'a change (CodeDeploy, "CodeDeploy Deployment State-change Notification") is no alarm, and changes are no evidence; narrow the rule that sends it',
    ],
    [
      'another service',
      sample.unknownEvent,
      '"EC2 Instance State-change Notification" from aws.ec2 is no alarm and no canary run: intake has no use for it; narrow the rule that sends it',
    ],
    [
      'a call that changed something',
      sample.event('aws.dynamodb', 'AWS API Call via CloudTrail', { eventName: 'UpdateTable' }),
      'a change (dynamodb by an API call, "AWS API Call via CloudTrail") is no alarm, and changes are no evidence; narrow the rule that sends it',
    ],
    [
      'an event of CloudWatch that is of no alarm',
      sample.event('aws.cloudwatch', 'CloudWatch Metric Stream State Change', {}),
      '"CloudWatch Metric Stream State Change" from aws.cloudwatch is no alarm and no canary run: intake has no use for it; narrow the rule that sends it',
    ],
    [
      'another record',
      { Records: [{ eventSource: 'aws:dynamodb', dynamodb: {} }] },
      "a record of aws:dynamodb is none of intake's: it takes records from SQS and SNS; take this event source off it",
    ],
    [
      'a subscription',
      { ...sample.notification('x'), Type: 'SubscriptionConfirmation' },
      'SNS sent a SubscriptionConfirmation, no notification: confirm the subscription where it was made',
    ],
  ])('%s', (_, event, reason) => {
    expect(only(event)).toMatchObject({ type: 'other', reason, cause: expect.stringMatching(/./) });
  });
});

describe('a batch', () => {
  it('keeps order and message ids, and one unreadable record costs no other', () => {
    const parsed = parseSignals(sample.sqsBatch(sample.metricAlarm, 'not json', sample.failedRun, '[]'));
    expect(parsed.map((one) => [one.messageId, 'error' in one ? one.error.message : one.signal.type])).toEqual([
      ['message-0', 'alarm'],
      ['message-1', 'Records[1].body: is no JSON ("not json"); put an AWS event there, as JSON'],
      ['message-2', 'canary-run'],
      ['message-3', 'Records[3]: holds no event; send one'],
    ]);
  });
  it('may be empty', () => expect(parseSignals({ Records: [] })).toEqual([]));
});

it('what holds actions back is told in short, however much was written', () => {
  const { detail } = sample.metricAlarm as { detail: { state: object } };
  const state = { ...detail.state, actionsSuppressedBy: 'x'.repeat(9_000), actionsSuppressedReason: 'y'.repeat(9_000) };
  const [parsed] = parseSignals({ ...sample.metricAlarm, detail: { ...detail, state } });
  expect(JSON.stringify(parsed)).toMatch(/"held":"actions suppressed by x{255}: y{255}"/);
});

describe('what cannot be read names the place and the mend', () => {
  const { alarmName: _, ...nameless } = sample.metricAlarm['detail'] as Record<string, unknown>;
  it.each<[unknown, RegExp]>([
    [
      undefined,
      /^the event: is nothing; send an EventBridge event, an SNS or SQS batch, an alarm message from SNS, an alarm action for Lambda, or a list of these$/,
    ],
    ['text', /^the event: is a string/],
    [{}, /^the event: is of no known form \(it holds nothing\); send an EventBridge event, /],
    [{ hello: 1 }, /it holds hello/],
    [
      { ...sample.metricAlarm, detail: nameless },
      /^detail\.alarmName: .*; a "CloudWatch Alarm State Change" event needs it, so send the event as AWS delivers it, unchanged$/,
    ],
    [{ ...sample.metricAlarm, time: 'soon' }, /^time: "soon" is no time such as 2026-11-03T09:14:28.203\+0000/],
    [sample.sqsBatch(sample.notification('OK')), /^Records\[0\]\.body\.Message: is no JSON \("OK"\)/],
    [{ ...sample.snsMessage, StateChangeTime: undefined }, /^.*StateChangeTime: /],
    [{ ...sample.snsMessage, AlarmName: '' }, /AlarmName: it has no name/],
    [{ ...sample.snsMessage, AlarmName: 'x'.repeat(256) }, /AlarmName: it is longer than a name in AWS/],
    [
      sample.event('aws.synthetics', 'Synthetics Canary Status Change', {
        'canary-name': 'c',
        'current-state': 'x'.repeat(256),
      }),
      /^detail\.current-state: it is longer than a name in AWS/,
    ],
    [{ ...sample.snsMessage, AlarmArn: '__proto__' }, /AlarmArn: it is no ARN/],
    [{ ...sample.metricAlarm, resources: ['constructor'] }, /^resources\.0: it is no ARN/],
    [
      { Records: [{ body: '{}' }] },
      /^Records\[0\]\.eventSource: is missing; send the records as SQS or SNS deliver them$/,
    ],
    [sample.event('aws.synthetics', 'Synthetics Canary TestRun Failure', {}), /^detail\.canary-name: /],
  ])('%#', (event, message) => {
    expect(reasonsOf(event)).toEqual([expect.stringMatching(message)]);
  });

  it.each<[string, unknown]>([
    ['a body', sample.sqsBatch('SECRET')],
    ['a time', { ...sample.metricAlarm, time: 'SECRET' }],
    ['names of fields', { SECRET: 1 }],
    ['a message', sample.sqsBatch(sample.notification('SECRET'))],
  ])('for the log without %s, which people read elsewhere', (_, event) => {
    const [error] = parseSignals(event).flatMap((one) => ('error' in one ? [one.error] : []));
    expect(error?.message).toContain('SECRET');
    expect(error?.unquoted).not.toContain('SECRET');
    expect(error?.cause).toBeUndefined();
  });

  it('wrapping without end', () => {
    const deep = Array.from({ length: 9 }).reduce<unknown>((inner) => sample.notification(inner), sample.snsMessage);
    expect(reasonsOf(deep)[0]).toMatch(/is wrapped more than 6 times; unwrap it$/);
  });
});
