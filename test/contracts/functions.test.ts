import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { dynamoStore } from '@tocsin/aws';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as intake, intake as intakeIn } from '../../functions/intake.ts';
import { handler as respond } from '../../functions/respond.ts';
import { handler as tick } from '../../functions/tick.ts';
import { intakeWorld } from '../../functions/world.ts';
import { backends, createTable, type TestTable } from './dynamodb-backends.ts';
import { startMessaging } from './messaging.ts';

/** The worker functions as Lambda calls them: configured by the environment alone, over the services' own protocols. */
let messaging: Awaited<ReturnType<typeof startMessaging>>;
let stopTable: () => Promise<void>;
let access: TestTable;
let queueUrl: string;
const set = (environment: Record<string, string>) => Object.assign(process.env, environment);

beforeAll(async () => {
  messaging = await startMessaging();
  const [dynalite] = backends;
  if (!dynalite) throw new Error('no table');
  const { endpoint, stop } = await dynalite.start();
  stopTable = stop;
  access = await createTable(endpoint);
  queueUrl = messaging.server.createQueue('respond.fifo', { attributes: { FifoQueue: 'true' } }).queueUrl;
  set({ AWS_ENDPOINT_URL_DYNAMODB: endpoint, TOCSIN_LOG_LEVEL: 'error' });
});
afterAll(async () => {
  await messaging.stop();
  await stopTable();
});

const name = (step: string) => `tocsin/prod/design-viewer/step-failing/${step}`;
const alarm = (step: string, value: string, second: number) => ({
  id: `${step}-${value}-${second}`,
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  time: `2026-11-05T14:22:${second}Z`,
  region: 'us-east-1',
  resources: [`arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name(step)}`],
  detail: { alarmName: name(step), state: { value, reason: 'x', timestamp: `2026-11-05T14:22:${second}.000+0000` } },
});
const batch = (...bodies: unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: `h${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
    eventSource: 'aws:sqs',
  })),
});

describe('the worker functions', () => {
  it('without configuration say what is missing, at each call, until it is there', async () => {
    await expect(intake(batch())).rejects.toThrow('TOCSIN_TABLE is missing');
    await expect(intake(batch())).rejects.toThrow('TOCSIN_QUEUE_URL is missing');
    set({ TOCSIN_TABLE: access.table, TOCSIN_QUEUE_URL: queueUrl });
    expect(await intake(batch())).toEqual({ batchItemFailures: [], outcomes: [] });
  });

  it('intake opens one incident for all alarms of a workflow; one unreadable record fails alone', async () => {
    const { batchItemFailures, outcomes } = await intake(
      batch(alarm('upload', 'ALARM', 10), 'not json', alarm('view', 'ALARM', 11), {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
      }),
    );
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
    expect(outcomes.map(({ kind, accepted, workflow, step }) => [kind, accepted, workflow, step])).toEqual([
      ['eventbridge-alarm', true, 'design-viewer', 'upload'],
      ['unreadable', false, undefined, undefined],
      ['eventbridge-alarm', true, 'design-viewer', 'view'],
      ['schedule', false, undefined, undefined],
    ]);
    expect(new Set(outcomes.map(({ incident }) => incident)).size).toBe(2);
    const [open] = await dynamoStore(access).open(10);
    expect(open?.id).toBe(outcomes[0]?.incident);
    expect(Object.keys(open?.alarms ?? {})).toHaveLength(2);
  });

  it('intake takes a direct event too, and throws what fails of it with its reason', async () => {
    expect((await intake(alarm('upload', 'OK', 20))).outcomes).toMatchObject([{ accepted: true }]);
    await expect(intake({ hello: 1 })).rejects.toThrow(
      /^1 of 1 signals failed: the event: is of no known form \(it holds …\)/,
    );
  });

  it('a record whose signal fails costs no other', async () => {
    const world = await intakeWorld();
    const broken = {
      ...world,
      store: { ...world.store, rememberCanary: () => Promise.reject(new Error('throttled')) },
    };
    const run = {
      ...alarm('x', 'OK', 30),
      source: 'aws.synthetics',
      'detail-type': 'Synthetics Canary TestRun Failure',
      detail: { 'canary-name': 'tocsin_prod_design-viewer', 'canary-run-id': 'r1' },
    };
    const { batchItemFailures, outcomes } = await intakeIn(broken, batch(run, alarm('view', 'OK', 31)));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
    expect(outcomes).toMatchObject([{ accepted: false, reason: 'throttled' }, { accepted: true }]);
  });

  it('respond asks for its own configuration, and puts off what Slack does not answer', async () => {
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 1 });
    const { Messages: [message] = [] } = await messaging.clients.queues().send(command);
    const [record] = batch(message?.Body).Records;
    const event = { Records: [{ ...record, receiptHandle: message?.ReceiptHandle }] } as unknown as SQSEvent;
    await expect(respond(event)).rejects.toThrow('SLACK_BOT_TOKEN is missing');
    // Nothing listens at port 9 of this machine (discard, RFC 863).
    set({ SLACK_BOT_TOKEN: 'test', TOCSIN_INCIDENTS_CHANNEL: 'C0INCIDENTS', SLACK_API_URL: 'http://127.0.0.1:9/api/' });
    expect(await respond(event)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    const { incident } = JSON.parse(message?.Body ?? '{}') as { incident: string };
    const stored = await dynamoStore(access).loadWithEffects(incident);
    // Slack was not reached, and a page that may not have gone out is sent again soon: both claims are given back.
    expect([...(stored?.effects.values() ?? [])].map(({ key, state }) => [key, state])).toEqual([]);
  });

  it('tick proposes to resolve what has long recovered', async () => {
    expect(await tick()).toEqual({ due: 1, acted: 1, redriven: 0 });
    expect(await tick()).toEqual({ due: 0, acted: 0, redriven: 0 });
  });
});
