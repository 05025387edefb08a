import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { tableInput } from '@tocsin/aws';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { metricAlarm } from '../../packages/aws/src/signals/samples.ts';
import { type Cloud, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { tocsin, tocsinJson } from '../harness/cli.ts';
import { expectDocumented } from '../harness/documented.ts';

let cloud: Cloud;
let client: SQSClient;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  cloud = await startCloud({ tables: [tableInput('tocsin')] });
  client = new SQSClient({ ...cloud.messaging.client, useQueueUrlAsEndpoint: false });
  env = { ...cloud.environment, TOCSIN_INTAKE_QUEUE_URL: cloud.urls.intake };
});
afterEach(async () => {
  client.destroy();
  await cloud.stop();
});

const giveUp = async (queue: 'intakeDeadLetters' | 'respondDeadLetters', body: unknown, group?: string) => {
  const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: JSON.stringify(body) };
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
  await client.send(new SendMessageCommand({ QueueUrl: cloud.queue(queue).url, MessageBody, ...fifo }));
};

it('nothing in the dead letters is fine', async () => {
  const { code, stdout } = await tocsin(['redrive'], { env });
  expect(stdout).toBe(
    'intake  no dead letters\nrespond  no dead letters\nlook  no dead letters\nact  no dead letters\ndraft  no dead letters\n',
  );
  expect(code).toBe(0);
});

it('says why each message was given up, and changes nothing without --send', async () => {
  await giveUp('intakeDeadLetters', metricAlarm);
  await giveUp('intakeDeadLetters', 'no event at all');
  await giveUp('respondDeadLetters', { incident: '20261105-k3v9q2xw' }, '20261105-k3v9q2xw');
  const { code, object } = await tocsinJson(['redrive'], { env });
  expect(code).toBe(1);
  expect(object).toMatchObject({
    ok: false,
    sent: false,
    queues: [
      {
        queue: 'intake',
        messages: [
          { outcome: 'would-send', receives: 1, reason: expect.stringContaining('step-failing/upload can be read') },
          { outcome: 'left', again: 'in-vain', reason: expect.stringContaining('is no JSON') },
        ],
      },
      { queue: 'respond', messages: [{ outcome: 'would-send', incident: '20261105-k3v9q2xw' }] },
      { queue: 'look', messages: [] },
      { queue: 'act', messages: [] },
      { queue: 'draft', messages: [] },
    ],
  });
  expect(cloud.queue('intakeDeadLetters').ready).toHaveLength(2);
  expect(cloud.queue('respondDeadLetters').ready).toHaveLength(1);
  expect(cloud.queue('intake').ready).toEqual([]);
});

it('says what the documentation shows', async () => {
  await giveUp('intakeDeadLetters', metricAlarm);
  await giveUp('intakeDeadLetters', 'no event at all');
  expectDocumented((await tocsin(['redrive'], { env })).stdout);
});

it('--send puts back what can be worked on, in its order, and leaves the rest', async () => {
  await giveUp('intakeDeadLetters', metricAlarm);
  await giveUp('intakeDeadLetters', 'no event at all');
  for (const n of [1, 2, 3]) await giveUp('respondDeadLetters', { incident: 'i1', n }, 'i1');
  const { code } = await tocsinJson(['redrive', '--send'], { env });
  expect(code).toBe(1);
  expect(cloud.queue('intake').ready).toEqual([JSON.stringify(metricAlarm)]);
  expect(cloud.queue('intakeDeadLetters').ready).toEqual(['no event at all']);
  expect(cloud.queue('respond').ready.map((body) => (JSON.parse(body) as { n: number }).n)).toEqual([1, 2, 3]);
  expect(cloud.queue('respondDeadLetters').ready).toEqual([]);
  expect((await tocsinJson(['redrive', '--queue', 'respond', '--send'], { env })).code).toBe(0);
});

it('a run that died before it deleted is made up for without a second copy', async () => {
  await giveUp('respondDeadLetters', { incident: 'i1' }, 'i1');
  const { letterBox } = await import('../../packages/cli/src/redrive/dead-letters.ts');
  const [from, to] = [cloud.queue('respondDeadLetters').url, cloud.queue('respond').url];
  const dying = {
    send: (command: { constructor: { name: string } }) => {
      if (command.constructor.name === 'DeleteMessageCommand') throw new Error('the process ends here');
      return client.send(command as never);
    },
  } as unknown as SQSClient;
  const box = letterBox(dying, { from, to });
  const [letter] = await box.take();
  if (!letter) throw new Error('there is no dead letter');
  await expect(box.send(letter)).rejects.toThrow('ends here');
  await box.putBack([letter]);
  expect(cloud.queue('respond').ready).toHaveLength(1);
  expect((await tocsinJson(['redrive', '--queue', 'respond', '--send'], { env })).code).toBe(0);
  expect(cloud.queue('respond').ready).toHaveLength(1);
  expect(cloud.queue('respondDeadLetters').ready).toEqual([]);
});

it('--dry-run changes nothing, and does not go with --send', async () => {
  await giveUp('intakeDeadLetters', metricAlarm);
  const { code, object } = await tocsinJson(['redrive', '--dry-run'], { env });
  expect(code).toBe(1);
  expect(object).toMatchObject({ sent: false, queues: [{ messages: [{ outcome: 'would-send' }] }, {}, {}, {}, {}] });
  expect(cloud.queue('intakeDeadLetters').ready).toHaveLength(1);
  expect((await tocsin(['redrive', '--dry-run', '--send'], { env })).code).toBe(2);
  expect(cloud.queue('intakeDeadLetters').ready).toHaveLength(1);
});

it('the letters of the tick are those of the queue that the deployment names', async () => {
  const outputs = path.join(mkdtempSync(path.join(tmpdir(), 'tocsin-redrive-')), 'outputs.json');
  writeFileSync(outputs, JSON.stringify({ stage: 'prod', deadLetters: { tick: 'intake-dead' } }));
  await giveUp('intakeDeadLetters', '{}');
  const { object } = await tocsinJson(['redrive', '--queue', 'tick', '--stage', 'prod', '--outputs', outputs], { env });
  expect(object).toMatchObject({ queues: [{ queue: 'tick', messages: [{ outcome: 'would-remove' }] }] });
});

it('without knowing the queues it says how to tell them', async () => {
  const { code, stderr } = await tocsin(['redrive', '--stage', 'nowhere']);
  expect(code).toBe(2);
  expect(stderr).toContain('TOCSIN_INTAKE_QUEUE_URL');
});
