import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { s3Reports } from '@tocsin/aws';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildCanaries } from '../../../../../../tools/canaries.ts';
import { unzip } from '../../../../../../tools/zip.ts';
import { type Cloud, startCloud } from '../../cloud.ts';
import type { CloudEvent } from '../../eventbridge/event.ts';
import { close, listen } from '../../listen.ts';
import { createSynthetics, type Synthetics } from '../synthetics.ts';
import { shop } from './sample/shop/workflow.ts';
import { type CanaryRuntime, startCanaryRuntime } from './start-runtime.ts';

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const pin = 'sesame&"4711"';
const stops: (() => unknown)[] = [];
let cloud: Cloud;
let archive: Buffer;
let environment: Record<string, string>;
/** What the shop does; a test breaks it. */
let site: { title: string; pinIs: string; hints: boolean };

beforeEach(() => {
  site = { title: 'Shop', pinIs: pin, hints: true };
});

beforeAll(async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'tocsin-canaries-'));
  stops.push(() => rm(outdir, { recursive: true }));
  await buildCanaries({ outdir, workflows: [shop], checksFolder: join(import.meta.dirname, 'sample') });
  archive = await readFile(join(outdir, 'shop.zip'));

  cloud = await startCloud({
    tables: [
      {
        TableName: 'stock',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'item', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'item', AttributeType: 'S' }],
      },
    ],
  });
  stops.push(() => cloud.stop());
  const dynamo = new DynamoDBClient(cloud.storage.client);
  const Item = { item: { S: 'cube' }, status: { S: 'READY' }, updatedAt: { N: '0' }, price: { N: '12' } };
  await dynamo.send(new PutItemCommand({ TableName: 'stock', Item }));
  dynamo.destroy();
  cloud.services.parameters.set('/aws/reference/secretsmanager/shop/pin', pin);

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url !== '/sign-in') {
        response.setHeader('content-type', 'text/html').end(`<h1>${site.title}</h1>`);
        return;
      }
      const body = Buffer.concat(chunks).toString();
      const known = (JSON.parse(body) as { pin: string }).pin === site.pinIs;
      response.writeHead(known ? 200 : 403).end(known ? JSON.stringify({ hints: site.hints }) : `no ${body}`);
    });
  });
  const url = await listen(server);
  stops.push(() => close(server));
  environment = {
    TOCSIN_STAGE: 'test',
    ...cloud.environment,
    BASE_URL: url,
    STOCK_TABLE: 'stock',
    ORDERS_URL: cloud.urls.intake,
    PIN: 'secretsmanager:shop/pin',
    TOCSIN_CANARY_CONFIRM_MS: '0',
    ...(chromium ? { BROWSER_PATH: chromium } : {}),
  };
}, 60_000);
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** Runs the archive once as Synthetics would, and reads what it left behind. */
async function runOnce(more: Record<string, string> = {}) {
  const runtime: CanaryRuntime = await startCanaryRuntime({ archive, environment: { ...environment, ...more } });
  const events: CloudEvent[] = [];
  const synthetics: Synthetics = createSynthetics({
    clock: cloud.clock,
    metrics: cloud.metrics,
    emit: (event) => events.push(event),
    client: cloud.messaging.client,
    bucket: cloud.artifactBucket,
  });
  try {
    const canary = synthetics.start({ name: 'tocsin_test_shop', everyMs: 3_600_000, script: runtime.script });
    const run = await canary.runNow();
    const place = String(events[0]?.detail['artifact-location']);
    return { run, place, event: events[0], log: runtime.log.join(''), objects: await objectsOf(place) };
  } finally {
    synthetics.stop();
    await runtime.stop();
  }
}

async function objectsOf(place: string): Promise<Record<string, Buffer>> {
  const s3 = new S3Client({ ...cloud.messaging.client, forcePathStyle: true });
  const [Bucket = '', ...rest] = place.split('/');
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: rest.join('/') }));
  const objects: Record<string, Buffer> = {};
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    objects[Key.split('/').at(-1) ?? ''] = Buffer.from((await Body?.transformToByteArray()) ?? []);
  }
  s3.destroy();
  return objects;
}

const reportOf = (objects: Record<string, Buffer>, status: string) =>
  JSON.parse(objects[`SyntheticsReport-${status}.json`]?.toString() ?? '{}') as Record<string, any>;
const log = { info() {}, warn() {}, error() {} };
const resultsAt = (place: string) =>
  s3Reports({
    client: async () => new S3Client({ ...cloud.messaging.client, forcePathStyle: true }),
    log: log as never,
  }).read(place, shop);

describe.skipIf(chromium === undefined)(
  'the archive that is deployed, in a stand-in for its runtime and a real browser',
  () => {
    test('a healthy run passes a check of each kind, and says so in metrics, report and event', async () => {
      const { run, place, event, objects, log } = await runOnce();
      expect(run.result.error, log).toBeUndefined();
      expect(run.result.steps.map(({ name, status }) => [name, status])).toEqual([
        ['sign-in', 'passed'],
        ['open', 'passed'],
        ['stock', 'passed'],
        ['backlog', 'passed'],
      ]);
      expect((await resultsAt(place))?.map(({ step, status }) => [step, status])).toEqual([
        ['sign-in', 'passed'],
        ['open', 'passed'],
        ['stock', 'passed'],
        ['backlog', 'passed'],
      ]);
      expect(event).toMatchObject({ 'detail-type': 'Synthetics Canary TestRun Successful' });
      // Pictures are taken of failures alone, which is what the canary's synthetics.json says.
      expect(Object.keys(objects)).toEqual(['SyntheticsReport-PASSED.json']);
      const degraded = { namespace: 'Tocsin', name: 'Degraded' };
      const dimensions = { Stage: 'test', Workflow: 'shop', Step: 'sign-in', Dependency: 'hints' };
      expect(cloud.metrics.data({ ...degraded, dimensions }).at(-1)?.value).toBe(0);
    });

    test('a page that is wrong: the step, what was seen, a picture; what stands behind it is not tried, other branches are', async () => {
      site.title = 'Closed';
      const { place, objects } = await runOnce();
      const { customerScript, configuration } = reportOf(objects, 'FAILED');
      expect(customerScript).toMatchObject({
        status: 'FAILED',
        failureReason: 'pages: the page shows "Closed", not "Shop" for step: open',
        steps: [
          { stepNum: 1, stepName: 'sign-in', status: 'PASSED', screenshots: null },
          {
            stepNum: 2,
            stepName: 'open',
            status: 'FAILED',
            failureReason: 'pages: the page shows "Closed", not "Shop"',
            sourceUrl: `${environment['BASE_URL']}/`,
            destinationUrl: `${environment['BASE_URL']}/`,
            screenshots: [
              {
                fileName: '02-open-failed.png',
                pageUrl: `${environment['BASE_URL']}/`,
                error: null,
                visualTestResult: null,
              },
            ],
          },
          { stepNum: 3, stepName: 'backlog', status: 'PASSED' },
        ],
      });
      expect(customerScript.requests._2xx).toBeGreaterThan(0);
      expect(configuration).toMatchObject({
        artifactConfiguration: { harFile: false },
        executionConfiguration: { continueOnStepFailure: true },
      });
      expect(objects['02-open-failed.png']?.subarray(1, 4).toString()).toBe('PNG');
      expect((await resultsAt(place))?.map(({ step, status, dependency }) => [step, status, dependency])).toEqual([
        ['sign-in', 'passed', undefined],
        ['open', 'failed', 'pages'],
        ['stock', 'blocked', undefined],
        ['backlog', 'passed', undefined],
      ]);
    });
  },
);

test('a soft dependency that fails is a datapoint of 1, whatever becomes of the rest', async () => {
  site.hints = false;
  await runOnce({ BROWSER_PATH: '/nowhere' });
  const dimensions = { Stage: 'test', Workflow: 'shop', Step: 'sign-in', Dependency: 'hints' };
  expect(cloud.metrics.data({ namespace: 'Tocsin', name: 'Degraded', dimensions }).at(-1)?.value).toBe(1);
});

test('a secret is nowhere in what a canary writes: log, report, event', async () => {
  site.pinIs = 'another';
  const { run, event, objects, log } = await runOnce({ BROWSER_PATH: '/nowhere' });
  expect(run.result.steps[0]).toMatchObject({ name: 'sign-in', status: 'failed' });
  site.pinIs = pin;
  const signedIn = await runOnce({ BROWSER_PATH: '/nowhere' });
  expect(signedIn.log).toContain('signed in with ***PIN***');
  const written = [log, signedIn.log, JSON.stringify(event), ...Object.values(objects).map(String)].join('\n');
  for (const form of [pin, JSON.stringify(pin).slice(1, -1), encodeURIComponent(pin)])
    expect(written).not.toContain(form);
});

test('a secret that is not where its variable says fails the run by its name', async () => {
  const { run } = await runOnce({ PIN: 'ssm:/shop/pin' });
  expect(run.result).toMatchObject({
    ok: false,
    steps: [],
    error: 'the secret PIN cannot be read from ssm:/shop/pin: HTTP 400, ParameterNotFound',
  });
});

test('a queue that fills up is named with its depth', async () => {
  const sqs = new SQSClient(cloud.messaging.client);
  for (const MessageBody of ['a', 'b'])
    await sqs.send(new SendMessageCommand({ QueueUrl: cloud.urls.intake, MessageBody }));
  sqs.destroy();
  const { run } = await runOnce({ BROWSER_PATH: '/nowhere' });
  expect(run.result.steps.find(({ name }) => name === 'backlog')).toMatchObject({
    status: 'failed',
    reason: 'orders: queue intake has 2 messages waiting, over the limit of 1',
  });
});

test('the archive holds what the runtime provides neither twice nor from elsewhere', () => {
  const files = unzip(archive);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['index.mjs', 'package.json', 'synthetics.json']));
  const code = Object.values(files).map(String).join('\n');
  expect(code).toContain('@aws/synthetics-playwright');
  expect(code).not.toContain('chromium_headless_shell');
});
