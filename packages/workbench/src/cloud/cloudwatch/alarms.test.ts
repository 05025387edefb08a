import { expect, test } from 'vitest';
import { cloudWatch, payStep } from './testing.ts';

test('a step that fails: the event, field for field', () => {
  const { alarms, changes, put, at } = cloudWatch();
  alarms.put(payStep);
  put('14:00:12.418', 100);
  at('14:01:28.100');
  put('14:01:12.418', 0);
  at('14:02:28.844');
  expect(changes().at(-1)).toEqual({
    version: '0',
    id: 'id-4',
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '123456789012',
    time: '2026-11-05T14:02:28Z',
    region: 'us-east-1',
    resources: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout-pay'],
    detail: {
      alarmName: 'checkout-pay',
      state: {
        value: 'ALARM',
        reason:
          'Threshold Crossed: 1 out of the last 1 datapoints [0.0 (05/11/26 14:01:00)] was less than the threshold (90.0) (minimum 1 datapoint for OK -> ALARM transition).',
        reasonData:
          '{"version":"1.0","queryDate":"2026-11-05T14:02:28.844+0000","startDate":"2026-11-05T14:01:00.000+0000","statistic":"Average","period":60,"recentDatapoints":[0.0],"threshold":90.0,"evaluatedDatapoints":[{"timestamp":"2026-11-05T14:01:00.000+0000","sampleCount":1.0,"value":0.0}]}',
        timestamp: '2026-11-05T14:02:28.844+0000',
      },
      previousState: {
        value: 'OK',
        reason:
          'Threshold Crossed: 1 out of the last 1 datapoints [100.0 (05/11/26 14:00:00)] was not less than the threshold (90.0) (minimum 1 datapoint for ALARM -> OK transition).',
        reasonData:
          '{"version":"1.0","queryDate":"2026-11-05T14:01:28.100+0000","startDate":"2026-11-05T14:00:00.000+0000","statistic":"Average","period":60,"recentDatapoints":[100.0],"threshold":90.0,"evaluatedDatapoints":[{"timestamp":"2026-11-05T14:00:00.000+0000","sampleCount":1.0,"value":100.0}]}',
        timestamp: '2026-11-05T14:01:28.100+0000',
      },
      configuration: {
        description: 'Step: pay by card',
        metrics: [
          {
            id: 'id-1',
            metricStat: {
              metric: {
                namespace: 'CloudWatchSynthetics',
                name: 'SuccessPercent',
                dimensions: { CanaryName: 'checkout', StepName: 'pay' },
              },
              period: 60,
              stat: 'Average',
            },
            returnData: true,
          },
        ],
      },
    },
  });
});

test('the first event of an alarm comes from its creation, which has no reasonData', () => {
  const { alarms, changes, put, at } = cloudWatch();
  alarms.put(payStep);
  put('14:00:12.000', 0);
  at('14:01:00.000');
  expect(changes()[0]?.detail['previousState']).toEqual({
    value: 'INSUFFICIENT_DATA',
    reason: 'Unchecked: Initial alarm creation',
    timestamp: '2026-11-05T14:00:00.000+0000',
  });
});

test('2 out of 3: breaching datapoints are listed newest first, all datapoints oldest first', () => {
  const { alarms, changes, put, at } = cloudWatch();
  alarms.put({
    ...payStep,
    statistic: 'Sum',
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 5,
    comparison: 'GreaterThanOrEqualToThreshold',
  });
  put('14:00:10.000', 0);
  put('14:01:10.000', 27);
  put('14:02:10.000', 38);
  put('14:03:10.000', 1);
  put('14:04:10.000', 0.5);
  at('14:03:28.194');
  at('14:05:28.000');
  const [alarm, ok] = changes().map((event) => event.detail['state'] as Record<string, string>);
  expect(alarm).toEqual({
    value: 'ALARM',
    reason:
      'Threshold Crossed: 2 out of the last 3 datapoints [38.0 (05/11/26 14:02:00), 27.0 (05/11/26 14:01:00)] were greater than or equal to the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).',
    reasonData:
      '{"version":"1.0","queryDate":"2026-11-05T14:03:28.194+0000","startDate":"2026-11-05T14:00:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[0.0,27.0,38.0],"threshold":5.0,"evaluatedDatapoints":[{"timestamp":"2026-11-05T14:02:00.000+0000","sampleCount":1.0,"value":38.0},{"timestamp":"2026-11-05T14:01:00.000+0000","sampleCount":1.0,"value":27.0}]}',
    timestamp: '2026-11-05T14:03:28.194+0000',
  });
  expect(ok?.['reason']).toBe(
    'Threshold Crossed: 2 out of the last 3 datapoints [0.5 (05/11/26 14:04:00), 1.0 (05/11/26 14:03:00)] were not greater than or equal to the threshold (5.0) (minimum 2 datapoints for ALARM -> OK transition).',
  );
});

test('3 out of 3: one datapoint is enough to recover', () => {
  const { alarms, put, at } = cloudWatch();
  alarms.put({ ...payStep, evaluationPeriods: 3, datapointsToAlarm: 3 });
  put('14:00:10.000', 0);
  put('14:01:10.000', 100);
  put('14:02:10.000', 0);
  at('14:03:00.000');
  expect(alarms.state('checkout-pay')?.reason).toBe(
    'Threshold Crossed: 1 out of the last 3 datapoints [100.0 (05/11/26 14:01:00)] was not less than the threshold (90.0) (minimum 1 datapoint for ALARM -> OK transition).',
  );
});

test('a step that is not reached any more has no data once its last datapoint is out of range', () => {
  const { alarms, changes, put, at } = cloudWatch();
  alarms.put(payStep);
  put('14:00:10.000', 0);
  for (const minute of ['01', '02', '03', '04']) at(`14:${minute}:28.095`);
  expect(changes().at(-1)?.detail['state']).toEqual({
    value: 'INSUFFICIENT_DATA',
    reason: 'Insufficient Data: 1 datapoint was unknown.',
    reasonData:
      '{"version":"1.0","queryDate":"2026-11-05T14:04:28.095+0000","statistic":"Average","period":60,"recentDatapoints":[],"threshold":90.0}',
    timestamp: '2026-11-05T14:04:28.095+0000',
  });
});

test('silence breaches where missing data breaches, and is not a breach where it does not', () => {
  const { alarms, at } = cloudWatch();
  const silent = { ...payStep, evaluationPeriods: 3, datapointsToAlarm: 3 };
  alarms.put({ ...silent, name: 'bad', treatMissingData: 'breaching' });
  alarms.put({ ...silent, name: 'good', treatMissingData: 'notBreaching' });
  alarms.put({ ...silent, name: 'kept', treatMissingData: 'ignore' });
  at('14:03:00.000');
  const found = alarms.list().map(({ spec, state }) => [spec.name, state.value, state.reason]);
  expect(found).toEqual([
    [
      'bad',
      'ALARM',
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
    ],
    [
      'good',
      'OK',
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].',
    ],
    ['kept', 'INSUFFICIENT_DATA', 'Unchecked: Initial alarm creation'],
  ]);
});

test('missing data that was counted is named in the reason', () => {
  const { alarms, put, at } = cloudWatch();
  alarms.put({ ...payStep, evaluationPeriods: 2, datapointsToAlarm: 2, treatMissingData: 'breaching' });
  put('14:04:10.000', 0);
  at('14:06:00.000');
  expect(alarms.state('checkout-pay')?.reason).toBe(
    'Threshold Crossed: 1 out of the last 2 datapoints [0.0 (05/11/26 14:04:00)] was less than the threshold (90.0) and 1 missing datapoint was treated as [Breaching] (minimum 2 datapoints for OK -> ALARM transition).',
  );
});

test('an alarm is looked at once a minute, however often the clock ticks', () => {
  const { alarms, put, at } = cloudWatch();
  alarms.put(payStep);
  put('14:00:10.000', 0);
  at('14:00:59.000');
  expect(alarms.state('checkout-pay')?.value).toBe('INSUFFICIENT_DATA');
  at('14:01:00.000');
  expect(alarms.state('checkout-pay')?.value).toBe('ALARM');
  put('14:00:50.000', 1000); // late, and seen only when the next minute is over
  at('14:01:50.000');
  expect(alarms.state('checkout-pay')?.value).toBe('ALARM');
  at('14:02:00.000');
  expect(alarms.state('checkout-pay')?.value).toBe('OK');
});

test('at twelve times the speed a period of 60 s is over after 5 s, and still called 60', () => {
  const { alarms, changes, put, at } = cloudWatch({ timeScale: 12 });
  alarms.put(payStep);
  put('14:00:01.000', 0);
  at('14:00:04.999');
  expect(changes()).toHaveLength(0);
  at('14:00:05.000');
  const state = changes()[0]?.detail['state'] as { reason: string; reasonData: string };
  expect(JSON.parse(state.reasonData)).toMatchObject({ period: 60, startDate: '2026-11-05T14:00:00.000+0000' });
});

test('SetAlarmState says what the caller said; the state it has already sends nothing', () => {
  const { alarms, changes, at } = cloudWatch();
  alarms.put(payStep);
  at('14:00:30.311');
  const forced = { value: 'ALARM', reason: 'manual test by on-call', reasonData: '{"probe":"manual"}' } as const;
  alarms.setState('checkout-pay', forced);
  alarms.setState('checkout-pay', { ...forced, reason: 'again' });
  expect(changes().map((event) => event.detail['state'])).toEqual([
    { ...forced, timestamp: '2026-11-05T14:00:30.311+0000' },
  ]);
});

test('tags travel only when propagation is on, and never those of AWS', () => {
  for (const tagPropagation of [false, true]) {
    const { alarms, changes } = cloudWatch({ tagPropagation });
    alarms.put(payStep);
    alarms.setState(payStep.name, { value: 'ALARM', reason: 'test' });
    const { alarmTags, alarmTagsStatus } = changes()[0]?.detail ?? {};
    expect([alarmTags, alarmTagsStatus]).toEqual(
      tagPropagation ? [{ 'tocsin:workflow': 'checkout' }, 'SUCCESS'] : [undefined, undefined],
    );
  }
});

test('create, update and delete are configuration changes; an edit changes the metric id; deleting sends no recovery', () => {
  const { alarms, events, at } = cloudWatch();
  alarms.put(payStep);
  alarms.setState(payStep.name, { value: 'ALARM', reason: 'test' });
  at('14:00:30.000');
  alarms.put({ ...payStep, threshold: 80 });
  alarms.remove(payStep.name);
  const [create, , update, remove] = events.map((event) => event.detail);
  const configuration = {
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 90,
    comparisonOperator: 'LessThanThreshold',
    treatMissingData: 'missing',
    metrics: [
      {
        id: 'id-1',
        metricStat: { metric: payStep.metric, period: 60, stat: 'Average' },
        returnData: true,
      },
    ],
    alarmName: 'checkout-pay',
    description: 'Step: pay by card',
    actionsEnabled: true,
    timestamp: '2026-11-05T14:00:00.000+0000',
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
  };
  expect(create).toEqual({
    alarmName: 'checkout-pay',
    operation: 'create',
    state: { value: 'INSUFFICIENT_DATA', timestamp: '2026-11-05T14:00:00.000+0000' },
    configuration,
  });
  expect(update).toMatchObject({
    operation: 'update',
    state: { value: 'ALARM' },
    configuration: { threshold: 80, metrics: [{ id: 'id-4' }], timestamp: '2026-11-05T14:00:30.000+0000' },
    previousConfiguration: configuration,
  });
  expect(remove).toMatchObject({ operation: 'delete', state: { value: 'ALARM' } });
  expect(events).toHaveLength(4);
});
