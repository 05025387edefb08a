import { PublishCommand } from '@aws-sdk/client-sns';
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { parseSignals } from '@tocsin/aws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMessaging } from './messaging.ts';

/** The way that alarms take to intake without EventBridge, through the services themselves rather than samples of them. */
let messaging: Awaited<ReturnType<typeof startMessaging>>;
beforeAll(async () => {
  messaging = await startMessaging();
});
afterAll(async () => messaging.stop());

const arn = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:tocsin/prod/design-viewer/step-failing/upload';
const message = {
  AlarmName: 'tocsin/prod/design-viewer/step-failing/upload',
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: "1" out of the last 1 datapoints was < 90 & so on, Ü',
  StateChangeTime: '2026-11-05T14:22:48.855+0000',
  Region: 'EU (Ireland)',
  AlarmArn: arn,
};

/** The record that Lambda hands to a function for a message of SQS. */
const recordOf = ({ MessageId, Body, ReceiptHandle }: Message) => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  eventSource: 'aws:sqs',
});

it.each([
  ['in SNS’s envelope', 'enveloped', {}],
  ['raw', 'raw', { RawMessageDelivery: 'true' }],
])('an alarm message through SNS and SQS, %s', async (_, name, attributes) => {
  const { server, clients } = messaging;
  const { topicArn } = server.createTopic(name);
  const { queueUrl } = server.createQueue(name);
  server.subscribe({ topic: name, queue: name, attributes });
  const sns = await clients.topics(undefined);
  await sns.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(message), Subject: 'ALARM' }));
  const { Messages = [] } = await clients.queues().send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
  const parsed = parseSignals({ Records: Messages.map(recordOf) });
  expect(parsed).toEqual([
    {
      messageId: Messages[0]?.MessageId,
      signal: expect.objectContaining({
        type: 'alarm',
        kind: 'sns-alarm',
        cause: name === 'raw' ? `${arn} ALARM 2026-11-05T14:22:48.855Z` : expect.stringMatching(/^[0-9a-f-]{36}$/),
        alarm: expect.objectContaining({ key: arn, region: 'eu-west-1', reason: message.NewStateReason }),
      }),
    },
  ]);
});
