/** Events in the shapes of the CloudWatch, SNS, SQS and Synthetics documentation; names and values are made up. */
export const place = { account: '123456789012', region: 'eu-west-1' };
export const arnOf = (name: string): string => `arn:aws:cloudwatch:${place.region}:${place.account}:alarm:${name}`;
export const topicArn = `arn:aws:sns:${place.region}:${place.account}:alarms`;

type Fields = Record<string, unknown>;

/** An EventBridge event; `more` replaces fields of the envelope. */
export const event = (source: string, detailType: string, detail: Fields, more: Fields = {}): Fields => ({
  version: '0',
  id: '5f1c0d3e-0000-4000-8000-000000000001',
  'detail-type': detailType,
  source,
  ...place,
  time: '2026-11-05T14:22:48Z',
  resources: [],
  detail,
  ...more,
});

const stepMetric = {
  id: 'm1',
  metricStat: {
    metric: {
      namespace: 'CloudWatchSynthetics',
      name: 'SuccessPercent',
      dimensions: { StepName: 'upload', CanaryName: 'tocsin_prod_design-viewer' },
    },
    period: 60,
    stat: 'Average',
  },
  returnData: true,
};

const state = (value: string, more: Fields = {}): Fields => ({
  value,
  reason: 'Threshold Crossed: 1 datapoint [0.0 (05/11/26 14:21:00)] was less than the threshold (90.0).',
  reasonData: '{"version":"1.0","threshold":90.0}',
  timestamp: '2026-11-05T14:22:48.855+0000',
  ...more,
});

export const stepAlarmName = 'tocsin/prod/design-viewer/step-failing/upload';

const alarmDetail = (more: Fields = {}): Fields => ({
  alarmName: stepAlarmName,
  state: state('ALARM'),
  previousState: state('OK', { timestamp: '2026-11-05T14:02:48.855+0000' }),
  configuration: { description: 'Step "Upload" fails', metrics: [stepMetric] },
  ...more,
});

const stateChange = (detail: Fields, more: Fields = {}): Fields =>
  event('aws.cloudwatch', 'CloudWatch Alarm State Change', detail, {
    resources: [arnOf(String(detail['alarmName']))],
    ...more,
  });

export const metricAlarm = stateChange(alarmDetail());
export const recovered = stateChange(alarmDetail({ state: state('OK') }));
export const withoutData = stateChange(alarmDetail({ state: { value: 'INSUFFICIENT_DATA', reason: 'no data' } }));
export const replayed = { ...metricAlarm, 'replay-name': 'after-the-outage' };
export const mutedAlarm = stateChange(
  alarmDetail({
    muteDetail: {
      mutedByArn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm-mute-rule:nightly`,
      muteWindowStart: '2026-11-05T14:00:00.000+0000',
      muteWindowEnd: '2026-11-05T15:00:00.000+0000',
    },
  }),
);
export const taggedAlarm = stateChange(
  alarmDetail({
    alarmName: 'Näher "dran" 100%',
    alarmTags: { 'tocsin:workflow': 'design-viewer', tier: '1' },
    alarmTagsStatus: 'SUCCESS',
  }),
);
export const mathAlarm = stateChange(
  alarmDetail({
    alarmName: 'error rate: all',
    configuration: {
      metrics: [
        { id: 'e1', expression: 'm1 / m2', label: 'rate', returnData: true },
        {
          id: 'm1',
          metricStat: { metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'viewer' } } },
        },
        {
          id: 'm2',
          metricStat: { metric: { namespace: 'AWS/ApiGateway', name: 'Count', dimensions: { ApiId: 'a1' } } },
        },
      ],
    },
  }),
);
export const anomalyAlarm = stateChange(
  alarmDetail({
    configuration: {
      metrics: [stepMetric, { id: 'ad1', expression: 'ANOMALY_DETECTION_BAND(m1, 2)', returnData: true }],
    },
  }),
);
export const suppressedComposite = stateChange(
  alarmDetail({
    alarmName: 'viewer-composite',
    state: state('ALARM', {
      actionsSuppressedBy: 'WaitPeriod',
      actionsSuppressedReason: 'Actions suppressed by WaitPeriod',
    }),
    configuration: {
      alarmRule: 'ALARM("a") OR ALARM("b")',
      actionsSuppressor: 'maintenance',
      actionsSuppressorWaitPeriod: 120,
    },
  }),
);
export const releasedComposite = stateChange(
  alarmDetail({
    alarmName: 'viewer-composite',
    previousState: state('ALARM', { actionsSuppressedBy: 'WaitPeriod' }),
    configuration: { alarmRule: 'ALARM("a") OR ALARM("b")' },
  }),
);
export const contributor = event(
  'aws.cloudwatch',
  'CloudWatch Alarm Contributor State Change',
  {
    alarmName: 'table-throttles',
    alarmContributor: { id: '6d442278dba546f6', attributes: { TableName: 'designs' } },
    state: { value: 'ALARM', reason: '1 datapoint was greater', timestamp: '2026-11-05T14:22:48.855+0000' },
    configuration: {
      metrics: [{ id: 'q', expression: 'SELECT MAX(Load) GROUP BY TableName', returnData: true, period: 60 }],
    },
  },
  { resources: [arnOf('table-throttles')] },
);

export const configurationChange = (operation: string): Fields =>
  event(
    'aws.cloudwatch',
    'CloudWatch Alarm Configuration Change',
    {
      ...alarmDetail({ state: { value: 'ALARM', timestamp: '2026-11-05T13:00:00.425+0000' } }),
      operation,
      configuration: { threshold: 90, metrics: [stepMetric], actionsEnabled: false, alarmName: stepAlarmName },
    },
    { resources: [arnOf(stepAlarmName)] },
  );

export const lambdaAlarm: Fields = {
  source: 'aws.cloudwatch',
  alarmArn: arnOf(stepAlarmName),
  accountId: place.account,
  time: '2026-11-05T14:22:48.900+0000',
  region: place.region,
  alarmData: alarmDetail(),
};
export const lambdaContributor: Fields = {
  ...lambdaAlarm,
  alarmArn: arnOf('table-throttles'),
  alarmData: {
    alarmName: 'table-throttles',
    state: { value: 'OK', timestamp: '2026-11-05T14:22:48.855+0000' },
    alarmContributor: { id: '6d442278dba546f6', attributes: { TableName: 'designs' } },
  },
};

export const snsMessage: Fields = {
  AlarmName: stepAlarmName,
  AlarmDescription: null,
  AWSAccountId: place.account,
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed',
  StateChangeTime: '2026-11-05T14:22:48.855+0000',
  Region: 'EU (Ireland)',
  AlarmArn: arnOf(stepAlarmName),
  OldStateValue: 'OK',
  Trigger: {
    MetricName: 'SuccessPercent',
    Namespace: 'CloudWatchSynthetics',
    Statistic: 'AVERAGE',
    Unit: null,
    Dimensions: [
      { value: 'tocsin_prod_design-viewer', name: 'CanaryName' },
      { value: 'upload', name: 'StepName' },
    ],
    TreatMissingData: 'missing',
  },
};
const { AlarmArn: _arn, ...withoutArn } = snsMessage;
export const olderSnsMessage: Fields = {
  ...withoutArn,
  Trigger: { ...(snsMessage['Trigger'] as Fields), TreatMissingData: '- TreatMissingData:                    missing' },
};
export const snsContributor: Fields = {
  ...snsMessage,
  AlarmName: 'table-throttles',
  AlarmArn: arnOf('table-throttles'),
  AlarmContributorId: 'a29eb44b20c4362e',
  AlarmContributorAttributes: { TableName: 'designs' },
  Trigger: {
    Metrics: [
      { Expression: 'm1 + 0', Id: 'e1', ReturnData: true },
      {
        Id: 'm1',
        MetricStat: {
          Metric: { Dimensions: [{ name: 'Stage', value: 'prod' }], MetricName: 'Load', Namespace: 'Shop' },
        },
      },
    ],
  },
};

/** As SQS gets it (`SigningCertURL`), or as Lambda does (`SigningCertUrl`). */
export const notification = (message: unknown, certificate = 'SigningCertURL'): Fields => ({
  Type: 'Notification',
  MessageId: '9b1c0d3e-0000-4000-8000-000000000009',
  TopicArn: topicArn,
  Subject: 'ALARM: "…" in EU (Ireland)',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: '2026-11-05T14:22:48.899Z',
  SignatureVersion: '1',
  [certificate]: 'https://sns.eu-west-1.amazonaws.com/certificate.pem',
});

export const snsBatch = (message: unknown): Fields => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: `${topicArn}:31d88ac4`,
      Sns: notification(message, 'SigningCertUrl'),
    },
  ],
});

export const sqsBatch = (...bodies: unknown[]): Fields => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    receiptHandle: `handle-${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1793888568500' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:intake',
    awsRegion: 'eu-west-1',
  })),
});

const canaryRun = (ok: boolean, more: Fields = {}): Fields =>
  event('aws.synthetics', `Synthetics Canary TestRun ${ok ? 'Successful' : 'Failure'}`, {
    'account-id': place.account,
    'canary-id': '263d7b79',
    'canary-name': 'tocsin_prod_design-viewer',
    'canary-run-id': 'run-1',
    'artifact-location': 's3://results/canary/eu-west-1/viewer-1/2026/11/05/14/21-12-418/',
    'test-run-status': ok ? 'PASSED' : 'FAILED',
    'state-reason': ok ? 'null' : '"store: 503 for step: upload"',
    'canary-run-timeline': { started: 1793888472.418, completed: 1793888497 },
    ...more,
  });
export const passedRun = canaryRun(true);
export const failedRun = canaryRun(false);
export const untimedRun = canaryRun(false, { 'canary-run-timeline': undefined, 'state-reason': undefined });
export const canaryStatus = event('aws.synthetics', 'Synthetics Canary Status Change', {
  'canary-name': 'tocsin_prod_design-viewer',
  'current-state': 'ERROR',
  'previous-state': 'RUNNING',
  'source-location': 'NULL',
  'updated-on': 1793888472.767,
});

export const schedule = event('aws.events', 'Scheduled Event', {});
export const deployment = event('aws.codedeploy', 'CodeDeploy Deployment State-change Notification', {
  state: 'SUCCESS',
});
export const unknownEvent = event('aws.ec2', 'EC2 Instance State-change Notification', { state: 'running' });
