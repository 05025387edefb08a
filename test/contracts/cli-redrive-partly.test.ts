import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { tableInput } from '@tocsin/aws';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { metricAlarm } from '../../packages/aws/src/signals/samples.ts';
import { lookInto } from '../../packages/cli/src/redrive/look-into.ts';
import { type Cloud, startCloud } from '../../packages/workbench/src/cloud/index.ts';

// What redrive does with single letters, and when a call of it fails; what it says of them is in cli-redrive.test.ts.
let cloud: Cloud;
let client: SQSClient;
beforeEach(async () => {
  cloud = await startCloud({ tables: [tableInput('tocsin')] });
  client = new SQSClient({ ...cloud.messaging.client, useQueueUrlAsEndpoint: false });
});
afterEach(async () => {
  client.destroy();
  await cloud.stop();
});

type Of = 'intake' | 'respond' | 'draft';
const giveUp = async (of: Of, body: unknown, { group, attributes = {} }: Given = {}) => {
  const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: `${Math.random()}` };
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  const QueueUrl = cloud.queue(`${of}DeadLetters`).url;
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes, ...fifo }));
};
interface Given {
  readonly group?: string;
  readonly attributes?: Record<string, string>;
}

const look = (of: Of, { send = false, by = client, tick = false } = {}) =>
  lookInto(by, {
    queue: tick ? 'tick' : of,
    from: cloud.queue(`${of}DeadLetters`).url,
    to: tick ? undefined : cloud.queue(of).url,
    send,
    shared: false,
  });

/** Fails at each sending of a body that matches. */
const failingAt = (body: RegExp): SQSClient =>
  ({
    send: (command: { input: { MessageBody?: string }; constructor: { name: string } }) => {
      if (command.constructor.name === 'SendMessageCommand' && body.test(command.input.MessageBody ?? ''))
        throw new Error('AccessDenied: not allowed to sqs:SendMessage');
      return client.send(command as never);
    },
  }) as unknown as SQSClient;

const outcomes = ({ messages }: Awaited<ReturnType<typeof look>>) => messages.map(({ outcome }) => outcome);
const heardIn = (bodies: readonly string[]) => bodies.map((body) => (JSON.parse(body) as { n: number }).n);

it('when one cannot be sent, those of its incident wait behind it and those of others go', async () => {
  for (const n of [1, 2, 3]) await giveUp('respond', { incident: 'a', n }, { group: 'a' });
  await giveUp('respond', { incident: 'b', n: 4 }, { group: 'b' });
  const looked = await look('respond', { send: true, by: failingAt(/"n":2/) });
  expect(outcomes(looked)).toEqual(['sent', 'left', 'left', 'sent']);
  expect(looked.messages[1]?.reason).toMatch(/sending it again failed: AccessDenied/);
  expect(looked.messages[2]?.reason).toMatch(/it waits for what lies before it$/);
  expect(heardIn(cloud.queue('respond').ready)).toEqual(expect.arrayContaining([1, 4]));
  // They are seen again at once, in their order.
  expect(heardIn(cloud.queue('respondDeadLetters').ready)).toEqual([2, 3]);
  expect(outcomes(await look('respond', { send: true }))).toEqual(['sent', 'sent']);
  expect(heardIn(cloud.queue('respond').ready).filter((n) => n < 4)).toEqual([1, 2, 3]);
});

it('of a standard queue, one that cannot be sent holds up no other', async () => {
  const other = { ...metricAlarm, id: 'other' };
  await giveUp('intake', metricAlarm);
  await giveUp('intake', other);
  expect(outcomes(await look('intake', { send: true, by: failingAt(/"id":"other"/) })).sort()).toEqual([
    'left',
    'sent',
  ]);
  expect(cloud.queue('intakeDeadLetters').ready).toEqual([JSON.stringify(other)]);
});

it('the same event twice goes twice: intake knows what it has taken in', async () => {
  for (let copy = 0; copy < 2; copy++) await giveUp('intake', metricAlarm);
  expect(outcomes(await look('intake', { send: true }))).toEqual(['sent', 'sent']);
  expect(cloud.queue('intake').ready).toHaveLength(2);
});

it('one message that SQS hands out twice goes once', async () => {
  await giveUp('intake', metricAlarm);
  let first: unknown;
  const twice = {
    async send(command: { constructor: { name: string } }) {
      const answer = await client.send(command as never);
      if (command.constructor.name !== 'ReceiveMessageCommand') return answer;
      if (first === undefined) return (first = answer);
      const again = first === 'given' ? answer : first;
      first = 'given';
      return again;
    },
  } as unknown as SQSClient;
  expect(outcomes(await look('intake', { send: true, by: twice }))).toEqual(['sent']);
  expect(cloud.queue('intake').ready).toHaveLength(1);
});

it('what EventBridge could not deliver says so in its words, and can be sent', async () => {
  const attributes = { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'Access\nto the queue is denied' };
  await giveUp('intake', 'whatever it is', { attributes });
  const { messages } = await look('intake');
  expect(messages).toMatchObject([
    { outcome: 'would-send', reason: 'EventBridge could not deliver it: Access to the queue is denied' },
  ]);
});

it('a draft’s letter says which draft; one that cannot be read says where', async () => {
  await giveUp('draft', { incident: 'i1', number: 2 }, { group: 'i1' });
  await giveUp('draft', { incident: 'i1', number: 'second' }, { group: 'i1' });
  await giveUp('draft', '{', { group: 'i2' });
  const { messages } = await look('draft', { send: true });
  expect(messages).toMatchObject([
    { incident: 'i1', outcome: 'sent', reason: 'draft 2: draft failed at it, its log says why' },
    {
      incident: 'i1',
      outcome: 'left',
      again: 'in-vain',
      reason: expect.stringMatching(/^it cannot be read: number: /),
    },
    { outcome: 'left', again: 'in-vain', reason: 'it cannot be read: it is no JSON' },
  ]);
  expect(cloud.queue('draft').ready).toEqual(['{"incident":"i1","number":2}']);
});

it('a tick that could not be called says why, and with --send it is removed: the next one did its work', async () => {
  const attributes = { ERROR_CODE: 'ThrottlingException', EXECUTION_TIME: '2026-11-05T14:30:00Z' };
  await giveUp('intake', '{}', { attributes });
  await giveUp('intake', '{}');
  const reasons = [
    'the tick of 2026-11-05T14:30:00Z could not be called: ThrottlingException; the next one did its work',
    'the tick could not be called: it does not say why; the next one did its work',
  ];
  const dry = await look('intake', { tick: true });
  expect(dry.messages.map(({ reason }) => reason)).toEqual(reasons);
  expect(outcomes(dry)).toEqual(['would-remove', 'would-remove']);
  expect(outcomes(await look('intake', { tick: true, send: true }))).toEqual(['removed', 'removed']);
  expect(cloud.queue('intakeDeadLetters').ready).toEqual([]);
});
