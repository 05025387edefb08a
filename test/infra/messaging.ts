import { describe, expect, it } from 'vitest';
import { matches, type Pattern } from '../../packages/workbench/src/cloud/eventbridge/pattern.ts';
import { lambda, nameOf, queue, read, type Statement, statementsOf } from './tools/read.ts';
import { stages } from './tools/stages.ts';

const get = read(() => stages.test);

const work = [
  { name: 'intake', queue: 'ToIntakeQueue', function: 'IntakeFunction', batchSize: 10, tries: 5 },
  { name: 'respond', queue: 'ToRespondQueue', function: 'RespondFunction', batchSize: 10, tries: 10 },
  { name: 'look', queue: 'ToLookQueue', function: 'LookFunction', batchSize: 1, tries: 400 },
  { name: 'act', queue: 'ToActQueue', function: 'ActFunction', batchSize: 1, tries: 400 },
  { name: 'draft', queue: 'ToDraftQueue', function: 'DraftFunction', batchSize: 1, tries: 400 },
];

describe('queues', () => {
  it('every queue has dead letters or is one', () => {
    const without = get.all(queue).filter(({ inputs }) => inputs['redrivePolicy'] === undefined);
    expect(without.map(({ name }) => name).sort()).toEqual([
      'ActDeadLettersQueue',
      'DraftDeadLettersQueue',
      'IntakeDeadLettersQueue',
      'LookDeadLettersQueue',
      'RespondDeadLettersQueue',
      'TickDeadLettersQueue',
    ]);
    for (const { name, inputs } of without) expect(inputs['messageRetentionSeconds'], name).toBe(14 * 24 * 3600);
  });

  it.each(work)('$name: gives up after $tries tries, into dead letters of the same kind', ({ queue: name, tries }) => {
    const { redrivePolicy, fifoQueue } = get.one(queue, name);
    const { maxReceiveCount, deadLetterTargetArn } = JSON.parse(redrivePolicy);
    expect(maxReceiveCount).toBe(tries);
    const target = nameOf(deadLetterTargetArn).replace(/^sqs |\.fifo$/g, '');
    expect(get.one(queue, target)['fifoQueue']).toBe(fifoQueue);
  });

  it.each(work)(
    '$name: hides a message six times as long as its function may take',
    ({ queue: name, function: fn }) => {
      expect(get.one(queue, name)['visibilityTimeoutSeconds']).toBeGreaterThanOrEqual(
        6 * get.one(lambda, fn)['timeout'],
      );
    },
  );

  it.each(work)(
    '$name: reads batches of $batchSize and reports what failed',
    ({ queue: name, function: fn, batchSize }) => {
      const source = get.one(
        'aws:lambda/eventSourceMapping:EventSourceMapping',
        new RegExp(`^${name.replace('Queue', '')}`),
      );
      expect(nameOf(source['eventSourceArn'])).toMatch(`sqs ${name}`);
      expect(nameOf(source['functionName'])).toBe(`lambda function:${fn}`);
      expect(source).toMatchObject({
        batchSize,
        functionResponseTypes: ['ReportBatchItemFailures'],
        maximumBatchingWindowInSeconds: 0,
        scalingConfig: { maximumConcurrency: 10 },
      });
    },
  );

  it('respond is FIFO and takes the deduplication id that it is given', () => {
    const { fifoQueue, contentBasedDeduplication, name } = get.one(queue, 'ToRespondQueue');
    expect({ fifoQueue, contentBasedDeduplication }).toEqual({ fifoQueue: true, contentBasedDeduplication: false });
    expect(name).toMatch(/\.fifo$/);
  });
});

describe('rules on the default bus', () => {
  /** What a rule's pattern says of an event with one field in its detail. */
  const reaches = (
    rule: string,
    type: string,
    detail: object,
    source = `aws.${rule === 'Alarms' ? 'cloudwatch' : 'synthetics'}`,
  ) => {
    const { eventPattern, eventBusName } = get.one('aws:cloudwatch/eventRule:EventRule', `${rule}Rule`);
    expect(eventBusName).toBeUndefined();
    return matches(JSON.parse(eventPattern) as Pattern, {
      source,
      'detail-type': type,
      account: '123456789012',
      detail,
    });
  };
  const state = { state: { value: 'ALARM' }, previousState: { value: 'OK' } };

  it.each([
    'CloudWatch Alarm State Change',
    'CloudWatch Alarm Contributor State Change',
    'CloudWatch Alarm Configuration Change',
  ])('%s of any alarm of the account', (type) => {
    expect(reaches('Alarms', type, { alarmName: 'orders-api-errors', ...state })).toBe(true);
    expect(reaches('Alarms', type, { alarmName: 'tocsin/test/viewer/step-failing/play', ...state })).toBe(true);
  });

  it('not of alarms named after another stage, nor of those on Tocsin itself or of the parts of others', () => {
    const type = 'CloudWatch Alarm State Change';
    expect(reaches('Alarms', type, { alarmName: 'tocsin/production/viewer/step-failing/play' })).toBe(false);
    expect(reaches('Alarms', type, { alarmName: 'tocsin/test2/viewer/step-failing/play' })).toBe(false);
    const all = get.all('aws:cloudwatch/metricAlarm:MetricAlarm').map(({ inputs }) => inputs['name'] as string);
    const [told, kept] = [true, false].map((tells) =>
      all.filter((alarmName) => reaches('Alarms', type, { alarmName }) === tells),
    );
    expect(kept?.filter((name) => !/^tocsin\/(health|parts)\/test\//.test(name))).toEqual([]);
    expect(told?.filter((name) => /^tocsin\/(health|parts)\//.test(name))).toEqual([]);
    expect(told).toContain('tocsin/test/heartbeat');
  });

  it.each([
    'Synthetics Canary TestRun Successful',
    'Synthetics Canary TestRun Failure',
    'Synthetics Canary Status Change',
  ])("%s of this stage's canaries", (type) => {
    expect(reaches('Canaries', type, { 'canary-name': 'tocsin_test_viewer' })).toBe(true);
    expect(reaches('Canaries', type, { 'canary-name': 'tocsin_production_viewer' })).toBe(false);
    expect(reaches('Canaries', type, { 'canary-name': 'checkout-journey' })).toBe(false);
  });

  it('nothing else', () => {
    expect(reaches('Alarms', 'CloudWatch Alarm State Change', { alarmName: 'a' }, 'my.app')).toBe(false);
    expect(reaches('Alarms', 'AWS API Call via CloudTrail', { alarmName: 'a' })).toBe(false);
    expect(reaches('Canaries', 'AWS API Call via CloudTrail', { 'canary-name': 'tocsin_test_viewer' })).toBe(false);
  });

  it.each(['Alarms', 'Canaries'])('%s go to intake, or within the hour to its dead letters', (rule) => {
    const target = get.one('aws:cloudwatch/eventTarget:EventTarget', `${rule}Target`);
    expect(target['rule']).toBe(get.one('aws:cloudwatch/eventRule:EventRule', `${rule}Rule`)['name']);
    expect(nameOf(target['arn'])).toBe('sqs ToIntakeQueue');
    expect(nameOf(target['deadLetterConfig'].arn)).toBe('sqs IntakeDeadLettersQueue');
    expect(target['retryPolicy'].maximumEventAgeInSeconds).toBe(3600);
  });
});

describe('who may send', () => {
  const fromOurOwn = (resource: string) => [
    {
      service: 'events.amazonaws.com',
      action: 'sqs:SendMessage',
      resource,
      sources: ['events rule/tocsin-test-alarms', 'events rule/tocsin-test-canaries'],
    },
    { service: 'sns.amazonaws.com', action: 'sqs:SendMessage', resource, sources: ['sns AlarmInboxTopic'] },
  ];
  const asLine = ({ Effect, Principal, Action, Resource, Condition }: Statement) => {
    expect(Effect).toBe('Allow');
    return {
      service: Principal?.['Service'],
      action: Action,
      resource: [Resource].flat().map(nameOf).join(),
      sources: [Condition?.['ArnEquals']?.['aws:SourceArn'] ?? []].flat().map(nameOf),
    };
  };

  it.each([
    ['IntakePolicy', 'sqs ToIntakeQueue'],
    ['IntakeDeadLettersPolicy', 'sqs IntakeDeadLettersQueue'],
  ])('%s: our rules and our topic, by their ARN', (policy, resource) => {
    expect(statementsOf(get.one('aws:sqs/queuePolicy:QueuePolicy', policy)['policy']).map(asLine)).toEqual(
      fromOurOwn(resource),
    );
  });

  it('no other queue has a policy: what sends to them has a role', () => {
    expect(get.all('aws:sqs/queuePolicy:QueuePolicy')).toHaveLength(2);
  });

  it("the alarm topic: CloudWatch for this account's alarms and those of the accounts that a team lists", () => {
    expect(statementsOf(get.one('aws:sns/topicPolicy:TopicPolicy', 'AlarmInboxPolicy')['policy'])).toMatchObject([
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: { StringEquals: { 'aws:SourceAccount': ['123456789012', '111122223333'] } },
      },
    ]);
    const subscription = get.one('aws:sns/topicSubscription:TopicSubscription', 'AlarmInboxToIntake');
    expect(nameOf(subscription['endpoint'])).toBe('sqs ToIntakeQueue');
    expect(nameOf(JSON.parse(subscription['redrivePolicy']).deadLetterTargetArn)).toBe('sqs IntakeDeadLettersQueue');
  });

  it("the page topic: CloudWatch for this stage's alarms on Tocsin itself; respond by its role", () => {
    expect(statementsOf(get.one('aws:sns/topicPolicy:TopicPolicy', 'PagesPolicy')['policy'])).toMatchObject([
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:tocsin/health/test/*' },
        },
      },
    ]);
  });
});
