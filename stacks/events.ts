import { canaryName } from '@tocsin/workflow';
import type { Messaging } from './messaging.ts';

/**
 * What reaches intake. An account may hold several stages: alarms that are named after another stage, and the alarms on
 * Tocsin itself, are none of this one's business.
 */
function intakePatterns(stage: string) {
  return {
    alarms: {
      source: ['aws.cloudwatch'],
      'detail-type': [
        'CloudWatch Alarm State Change',
        'CloudWatch Alarm Contributor State Change',
        'CloudWatch Alarm Configuration Change',
      ],
      detail: { alarmName: [{ prefix: `tocsin/${stage}/` }, { 'anything-but': { prefix: 'tocsin/' } }] },
    },
    canaries: {
      source: ['aws.synthetics'],
      'detail-type': [
        'Synthetics Canary TestRun Successful',
        'Synthetics Canary TestRun Failure',
        'Synthetics Canary Status Change',
      ],
      detail: { 'canary-name': [{ prefix: canaryName({ stage, workflow: '' }) }] },
    },
  } as const;
}

/**
 * Rules, targets and who may send to the queues. Written out, because SST's subscribeQueue trusts the services sns, s3 and
 * events of every account.
 */
export function events({ intake, deadLetters, alarmInbox }: Messaging): void {
  const rules = Object.entries(intakePatterns($app.stage)).map(([name, pattern]) => {
    const resource = name === 'alarms' ? 'Alarms' : 'Canaries';
    const rule = new aws.cloudwatch.EventRule(`${resource}Rule`, {
      name: `${$app.name}-${$app.stage}-${name}`,
      description: `${resource} to Tocsin's intake`,
      eventPattern: JSON.stringify(pattern),
    });
    new aws.cloudwatch.EventTarget(`${resource}Target`, {
      rule: rule.name,
      arn: intake.arn,
      deadLetterConfig: { arn: deadLetters.intake.arn },
      // EventBridge would try for a day. What SQS did not take for an hour is in trouble that somebody should know of.
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 185 },
    });
    return rule.arn;
  });

  new aws.sns.TopicSubscription('AlarmInboxToIntake', {
    topic: alarmInbox.arn,
    protocol: 'sqs',
    endpoint: intake.arn,
    redrivePolicy: $jsonStringify({ deadLetterTargetArn: deadLetters.intake.arn }),
  });

  for (const [name, queue] of Object.entries({ Intake: intake, IntakeDeadLetters: deadLetters.intake })) {
    const maySend = (service: string, source: $util.Input<$util.Input<string>[]>) => ({
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sqs:SendMessage',
      Resource: queue.arn,
      Condition: { ArnEquals: { 'aws:SourceArn': source } },
    });
    new aws.sqs.QueuePolicy(`${name}Policy`, {
      queueUrl: queue.url,
      policy: $jsonStringify({
        Version: '2012-10-17',
        Statement: [maySend('events.amazonaws.com', rules), maySend('sns.amazonaws.com', [alarmInbox.arn])],
      }),
    });
  }
}
