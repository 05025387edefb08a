import { createHash } from 'node:crypto';
import { type AlarmSubject, alarmName, canaryName } from '@tocsin/workflow';

const account = '000000000000';
const region = 'us-east-1';

/** An id that is the same for the same event, so that a redelivery is one. */
const idOf = (of: string): string => createHash('sha256').update(of).digest('hex').slice(0, 32);

/** A step alarm of the catalog as EventBridge delivers it. */
export function alarmEvent({
  value,
  at,
  previous = value === 'ALARM' ? 'OK' : 'ALARM',
  reason,
  ...subject
}: Omit<AlarmSubject, 'stage' | 'kind'> & {
  value: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  at: Date;
  previous?: string;
  reason?: string;
  kind?: AlarmSubject['kind'];
}) {
  const { kind = subject.dependency ? 'step-degraded' : subject.step ? 'step-failing' : 'canary-failing' } = subject;
  const name = alarmName({ stage: 'test', ...subject, kind });
  const timestamp = at.toISOString().replace('Z', '+0000');
  return {
    version: '0',
    id: idOf(`${name} ${value} ${timestamp}`),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account,
    time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:cloudwatch:${region}:${account}:alarm:${name}`],
    detail: {
      alarmName: name,
      state: { value, reason: reason ?? `Threshold Crossed: the step is ${value}`, timestamp },
      previousState: { value: previous, reason: 'as before', timestamp },
      configuration: {
        metrics: [
          {
            id: 'm1',
            returnData: true,
            metricStat: {
              metric: {
                namespace: 'CloudWatchSynthetics',
                name: 'SuccessPercent',
                dimensions: {
                  CanaryName: canaryName({ stage: 'test', workflow: subject.workflow }),
                  ...(subject.step ? { StepName: subject.step } : {}),
                },
              },
              period: 60,
              stat: 'Average',
            },
          },
        ],
      },
    },
  };
}

type AlarmEvent = ReturnType<typeof alarmEvent>;

/** An alarm that somebody made by hand and no workflow claims. */
export function foreignAlarm({
  name,
  value,
  at,
  reason = `Threshold Crossed: it is ${value}`,
}: {
  name: string;
  value: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  at: Date;
  reason?: string;
}): AlarmEvent {
  const event = alarmEvent({ workflow: 'none', value, at, reason });
  return {
    ...event,
    id: idOf(`${name} ${value} ${at.toISOString()}`),
    resources: [`arn:aws:cloudwatch:${region}:${account}:alarm:${name}`],
    detail: {
      ...event.detail,
      alarmName: name,
      configuration: {
        metrics: [
          {
            id: 'm1',
            returnData: true,
            metricStat: {
              metric: { namespace: 'AWS/SQS', name: 'NumberOfMessagesSent', dimensions: { CanaryName: '' } },
              period: 60,
              stat: 'Sum',
            },
          },
        ],
      },
    },
  };
}

/** The same event when a mute rule holds the alarm's actions back. */
export const muted = (event: AlarmEvent, rule: string): object => ({
  ...event,
  detail: {
    ...event.detail,
    muteDetail: { mutedByArn: `arn:aws:cloudwatch:${region}:${account}:alarm-mute-rule:${rule}` },
  },
});

/** The same event of a composite alarm whose actions another alarm suppresses. */
export const suppressed = (event: AlarmEvent, by: string): object => ({
  ...event,
  detail: {
    ...event.detail,
    state: { ...event.detail.state, actionsSuppressedBy: 'Alarm', actionsSuppressedReason: `suppressed by ${by}` },
  },
});

/** Somebody deletes the alarm of this event. */
export const deleted = (event: AlarmEvent, at: Date): object => ({
  ...event,
  id: idOf(`${event.id} deleted ${at.toISOString()}`),
  'detail-type': 'CloudWatch Alarm Configuration Change',
  time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  detail: { ...event.detail, operation: 'delete' },
});
