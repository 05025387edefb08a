import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableInput } from '../../packages/aws/src/table.ts';
import { type Cloud, type FunctionName, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { type Graph, graphOf } from './tools/graph.ts';
import { agreeableSlack, builtFunction, firstChannel, noted, recorder } from './tools/observed.ts';
import { root } from './tools/places.ts';
import { grantsOf, read, role } from './tools/read.ts';

// Exact permissions are worth little if they are too few: the built functions play an incident, and what they asked AWS
// for is held against what their roles allow.
const names = ['intake', 'slack', 'respond', 'tick', 'draft'] as const;
const bundle = (name: string) => path.join(root, 'dist/functions', name, 'index.mjs');
const built = names.every((name) => existsSync(bundle(name)));
const signingSecret = 'signing-of-these-tests';

describe.skipIf(!built)('what the built functions ask for, they are allowed (needs `npm run build`)', () => {
  const calls = Object.fromEntries(names.map((name) => [name, new Set<string>()])) as Record<FunctionName, Set<string>>;
  const stops: (() => unknown)[] = [];
  let graph: Graph;
  let cloud: Cloud;

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tocsin-enough-'));
    stops.push(() => rmSync(folder, { recursive: true, force: true }));
    graph = await graphOf('test');
    const slack = await agreeableSlack();
    stops.push(slack.stop);
    cloud = await startCloud({
      tables: [tableInput('tocsin')],
      handlers: async (resources) => {
        const made = await Promise.all(
          names.map(async (name) => {
            const dynamo = await recorder(resources.storage.endpoint, calls[name]);
            const rest = await recorder(resources.messaging.endpoint, calls[name]);
            const { AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch = '' } = resources.environment;
            const metrics = await recorder(cloudWatch, calls[name]);
            const lambda = builtFunction(
              bundle(name),
              {
                ...resources.environment,
                AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
                AWS_ENDPOINT_URL_SQS: rest.url,
                AWS_ENDPOINT_URL_SNS: rest.url,
                AWS_ENDPOINT_URL_S3: rest.url,
                AWS_ENDPOINT_URL_CLOUDWATCH: metrics.url,
                AWS_ENDPOINT_URL_SYNTHETICS: metrics.url,
                TOCSIN_INCIDENTS_CHANNEL: 'C0123456789',
                TOCSIN_PAGE_TOPIC: resources.pagesTopicArn,
                TOCSIN_HEARTBEAT: 'expected',
                SLACK_BOT_TOKEN: 'token-of-these-tests',
                SLACK_SIGNING_SECRET: signingSecret,
                SLACK_API_URL: slack.url,
              },
              folder,
            );
            stops.push(dynamo.stop, rest.stop, metrics.stop, lambda.stop);
            return [name, (event: never) => lambda.invoke(event)] as const;
          }),
        );
        return Object.fromEntries(made);
      },
    });
    await playAnIncident();
  }, 300_000);

  afterAll(async () => {
    await cloud?.stop();
    for (const stop of stops.reverse()) stop();
  });

  /** A canary fails, two alarms fire, people act on it, and an incident that a crash left half done comes due. */
  async function playAnIncident(): Promise<void> {
    const s3 = new S3Client({ ...cloud.messaging.client, forcePathStyle: true });
    const [Bucket, folder] = [cloud.artifactBucket, 'canaries/run'];
    const report = { Bucket, Key: `${folder}/SyntheticsReport-FAILED.json`, Body: '{"customerScript":{"steps":[]}}' };
    await s3.send(new PutObjectCommand(report));
    await happens('aws.synthetics', 'Synthetics Canary TestRun Failure', {
      'canary-id': 'c-1',
      'canary-name': 'tocsin_test_design-viewer',
      'canary-run-id': 'r-1',
      'artifact-location': `${Bucket}/${folder}`,
      'test-run-status': 'FAILED',
      'state-reason': 'down for step: view',
      'canary-run-timeline': { started: Date.now() / 1000, completed: Date.now() / 1000 },
    });
    for (const step of ['view', 'upload']) {
      await happens('aws.cloudwatch', 'CloudWatch Alarm State Change', {
        alarmName: `tocsin/test/design-viewer/step-failing/${step}`,
        state: { value: 'ALARM', reason: 'drill', timestamp: new Date().toISOString() },
        previousState: { value: 'OK' },
        configuration: { metrics: [] },
      });
    }
    for (const text of ['list', 'declare the other thing', 'status', 'ack', 'take']) {
      await slash(text);
      await allDone();
    }
    await pin();
    await allDone();
    await makeAllDue();
    await cloud.tick?.trigger();
    await slash('resolve it works');
    await allDone();
    // The second draft is compared with the first.
    for (const text of ['postmortem draft', 'postmortem again']) {
      await slash(text);
      await allDone();
    }
  }

  /** Also what waits for Slack's patience: no queue holds anything any more. */
  async function allDone(): Promise<void> {
    await vi.waitFor(
      async () => {
        await cloud.settled();
        for (const name of ['intake', 'respond', 'look', 'act', 'draft'] as const) {
          const { ready, delayed, inFlight } = cloud.queue(name);
          expect([...ready, ...delayed, ...inFlight], name).toEqual([]);
        }
      },
      { timeout: 60_000, interval: 50 },
    );
  }

  /** What a crash leaves: a head whose wake time has passed. */
  async function makeAllDue(): Promise<void> {
    const client = new DynamoDBClient(cloud.storage.client);
    const { Items = [] } = await client.send(new ScanCommand({ TableName: 'tocsin' }));
    for (const Item of Items.filter(({ sk }) => sk === 'HEAD')) {
      await client.send(
        new PutCommand({ TableName: 'tocsin', Item: { ...Item, duePk: 'DUE', dueAt: '2026-01-01T00:00:00.000Z' } }),
      );
    }
  }

  let events = 0;
  async function happens(source: string, type: string, detail: object): Promise<void> {
    const envelope = { version: '0', account: '123456789012', region: 'eu-west-1', resources: [] };
    const event = {
      ...envelope,
      id: `event-${++events}`,
      time: new Date().toISOString(),
      source,
      'detail-type': type,
      detail,
    };
    cloud.bus.put(event as never);
    await cloud.settled();
  }

  /** A message with a file is put on the timeline. */
  async function pin(): Promise<void> {
    const item = { type: 'message', channel: firstChannel, message: { ts: noted } };
    const event = { type: 'pin_added', user: 'U0123456789', item, event_ts: String(Date.now() / 1000) };
    const envelope = { type: 'event_callback', event_id: 'Ev0123456789', team_id: 'T0123456789', event };
    await slackSends(JSON.stringify(envelope), 'application/json');
  }

  async function slash(text: string): Promise<void> {
    const body = new URLSearchParams({
      command: '/incident',
      text,
      user_id: 'U0123456789',
      channel_id: firstChannel,
      trigger_id: `t-${text}`,
      team_id: 'T0123456789',
    }).toString();
    await slackSends(body, 'application/x-www-form-urlencoded');
  }

  async function slackSends(body: string, contentType: string): Promise<void> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const answer = await fetch(cloud.slack?.url ?? '', {
      method: 'POST',
      headers: {
        'content-type': contentType,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
      },
      body,
    });
    expect(answer.status, body).toBe(200);
  }

  /** Allowed, though an incident that goes well does not ask for it. */
  const spare: Partial<Record<FunctionName, readonly string[]>> = {
    // After a claim that somebody else holds.
    respond: ['dynamodb:GetItem on table', 's3:ListBucket'],
    // By whoever opens a link that it signed.
    slack: ['s3:GetObject'],
    // When a channel takes longer than one invocation; and for S3 to say that something is not there.
    draft: ['sqs:ChangeMessageVisibility', 's3:ListBucket'],
    // When no heartbeat came for more than an hour.
    tick: ['sns:Publish'],
  };
  /** What Lambda itself does with a role. */
  const lambdas = /^logs:|^xray:|^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/;

  it.each(names)('%s: that, and nothing but that', (name) => {
    const allowed = grantsOf(read(() => graph).one(role, `${name[0]?.toUpperCase()}${name.slice(1)}Role`)).map(
      (line) =>
        line.startsWith('dynamodb:')
          ? line.replace(/dynamodb table\/IncidentsTable\/?/, '').replace(/ on $/, ' on table')
          : line.replace(/ on .*/, ''),
    );
    const needed = allowed.filter((line) => !lambdas.test(line) && !spare[name]?.includes(line));
    expect(
      [...calls[name]].filter((call) => !allowed.includes(call)),
      'not allowed',
    ).toEqual([]);
    expect(
      [...new Set(needed)].filter((line) => !calls[name].has(line)),
      'allowed and not needed',
    ).toEqual([]);
  });
});
