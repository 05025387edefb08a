import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type Metrics, metricStore } from '@tocsin/alarm-evaluation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ManualClock, manualClock } from '../clock.ts';
import type { CloudEvent } from '../eventbridge/event.ts';
import { type Messaging, startMessaging } from '../messaging.ts';
import type { CanaryResult, CanaryScript } from './run.ts';
import { createSynthetics, type Synthetics } from './synthetics.ts';

const bucket = 'cw-syn-results';
let clock: ManualClock;
let messaging: Messaging;
let s3: S3Client;
let metrics: Metrics;
let events: CloudEvent[];
let synthetics: Synthetics;

beforeEach(async () => {
  clock = manualClock('2026-11-05T14:20:12.418Z');
  messaging = await startMessaging({ clock, buckets: [bucket] });
  s3 = new S3Client({ ...messaging.client, forcePathStyle: true });
  metrics = metricStore();
  events = [];
  let ids = 0;
  synthetics = createSynthetics({
    clock,
    metrics,
    emit: (event) => events.push(event),
    client: messaging.client,
    bucket,
    place: { account: '123456789012', region: 'us-east-1' },
    newId: () => `263d7b79-086c-52b9-b437-ceec1892c36${ids++}`,
  });
});
afterEach(async () => {
  synthetics.stop();
  s3.destroy();
  await messaging.stop();
  expect(clock.timers).toBe(0);
});

const canary = (script: CanaryScript) =>
  synthetics.start({ name: 'checkout', script, everyMs: 60_000, timeoutMs: 55_000 });
const artifact = async (key: string) => {
  const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return JSON.parse((await found.Body?.transformToString()) ?? '') as Record<string, unknown>;
};
const values = (name: string, dimensions: Record<string, string>) =>
  metrics
    .data({ namespace: 'CloudWatchSynthetics', name, dimensions })
    .map(({ at, value }) => [at.toISOString().slice(14, 23), value]);

const payFails: CanaryResult = {
  ok: false,
  steps: [
    { name: 'open', status: 'passed', startedAt: '2026-11-05T14:21:12.500Z', endedAt: '2026-11-05T14:21:13.000Z' },
    {
      name: 'pay',
      status: 'failed',
      startedAt: '2026-11-05T14:21:13.000Z',
      endedAt: '2026-11-05T14:21:17.250Z',
      reason: 'payments: 503 Service Unavailable',
    },
    { name: 'confirm', status: 'blocked', startedAt: '2026-11-05T14:21:17.250Z', endedAt: '2026-11-05T14:21:17.250Z' },
  ],
};

test('a failed run: metrics of the canary and of the steps that ran, report, event', async () => {
  canary(async () => {
    await clock.advance(5_000);
    return payFails;
  });
  await clock.advance(60_000);
  await expect.poll(() => events).toHaveLength(1);

  const [name, steps] = [{ CanaryName: 'checkout' }, (step: string) => ({ CanaryName: 'checkout', StepName: step })];
  expect({
    canary: [values('SuccessPercent', name), values('Duration', name), values('Failed', name)],
    open: [values('SuccessPercent', steps('open')), values('Duration', steps('open'))],
    pay: [values('SuccessPercent', steps('pay')), values('Duration', steps('pay'))],
    confirm: values('SuccessPercent', steps('confirm')),
  }).toEqual({
    canary: [[['21:12.418', 0]], [['21:12.418', 5000]], [['21:12.418', 1]]],
    open: [[['21:13.000', 100]], [['21:13.000', 500]]],
    pay: [[['21:17.250', 0]], [['21:17.250', 4250]]],
    confirm: [],
  });

  const prefix = 'canary/us-east-1/checkout-2b9-ceec1892c360/2026/11/05/14/21-12-418';
  expect(events).toEqual([
    {
      version: '0',
      id: '263d7b79-086c-52b9-b437-ceec1892c362',
      'detail-type': 'Synthetics Canary TestRun Failure',
      source: 'aws.synthetics',
      account: '123456789012',
      time: '2026-11-05T14:21:17Z',
      region: 'us-east-1',
      resources: [],
      detail: {
        'account-id': '123456789012',
        'canary-id': '263d7b79-086c-52b9-b437-ceec1892c360',
        'canary-name': 'checkout',
        'canary-run-id': '263d7b79-086c-52b9-b437-ceec1892c361',
        'artifact-location': `cw-syn-results/${prefix}`,
        'test-run-status': 'FAILED',
        'state-reason': '"payments: 503 Service Unavailable for step: pay"',
        'canary-run-timeline': { started: 1793888472.418, completed: 1793888477.418 },
        message: 'Test run result is generated successfully',
      },
    },
  ]);

  expect(await artifact(`${prefix}/SyntheticsReport-FAILED.json`)).toMatchObject({
    canaryName: 'checkout',
    startTime: '2026-11-05T14:21:12.418Z',
    endTime: '2026-11-05T14:21:17.418Z',
    executionStatus: 'PASSED',
    executionError: null,
    customerScript: {
      status: 'FAILED',
      failureReason: 'payments: 503 Service Unavailable for step: pay',
      requests: { failed: 0, _2xx: 0, _3xx: 0, _4xx: 0, _5xx: 0 },
      steps: [
        {
          stepNum: 1,
          stepName: 'open',
          startTime: '2026-11-05T14:21:12.500Z',
          endTime: '2026-11-05T14:21:13.000Z',
          status: 'PASSED',
          failureReason: null,
          metricsPublished: true,
        },
        { stepNum: 2, stepName: 'pay', status: 'FAILED', failureReason: 'payments: 503 Service Unavailable' },
      ],
    },
    configuration: { executionConfiguration: { continueOnStepFailure: false } },
  });
});

test('a passed run says so everywhere, with "null" for a reason', async () => {
  await canary(async () => ({ ok: true, steps: [] })).runNow();
  expect(events[0]).toMatchObject({
    'detail-type': 'Synthetics Canary TestRun Successful',
    detail: { 'test-run-status': 'PASSED', 'state-reason': 'null' },
  });
  expect(values('SuccessPercent', { CanaryName: 'checkout' })).toEqual([['20:12.418', 100]]);
  const { Contents } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'canary/us-east-1/checkout-' }),
  );
  expect(Contents?.map((object) => object.Key)).toEqual([
    'canary/us-east-1/checkout-2b9-ceec1892c360/2026/11/05/14/20-12-418/SyntheticsReport-PASSED.json',
  ]);
});

test('a run that exceeds its timeout has failed, and its script is told', async () => {
  let told: unknown;
  canary(
    ({ signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          told = signal.reason;
        });
      }),
  );
  await clock.advance(60_000 + 55_000);
  await expect.poll(() => events).toHaveLength(1);
  expect(told).toEqual(new Error('No test result returned. Connection timed out after 55000ms'));
  expect(events[0]?.detail).toMatchObject({
    'test-run-status': 'FAILED',
    'state-reason': '"No test result returned. Connection timed out after 55000ms"',
  });
  expect(values('SuccessPercent', { CanaryName: 'checkout' })).toEqual([['21:12.418', 0]]);
});

test('a script that throws has failed', async () => {
  const run = await canary(async () => {
    throw new Error('no such module');
  }).runNow();
  expect(run).toMatchObject({ result: { ok: false, steps: [] }, runtimeError: 'no such module' });
  const location = String(events[0]?.detail['artifact-location']).slice(bucket.length + 1);
  expect(await artifact(`${location}/SyntheticsReport-FAILED.json`)).toMatchObject({
    executionStatus: 'FAILED',
    executionError: 'no such module',
    customerScript: { status: 'NO_RESULT', steps: [] },
  });
});

test('a run and its artifacts are kept until a hundred more are over', async () => {
  const png = new Uint8Array([0x89, 0x50]);
  const one = canary(async () => ({ ok: true, steps: [], files: { 'open.png': png } }));
  const keys = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key = '' }) => Key.split('/').slice(-3).join('/')).sort();
  };
  for (let run = 0; run < 100; run += 1) {
    await clock.advance(60_000);
    await one.runNow();
  }
  expect(await keys()).toHaveLength(200);
  expect((await keys())[0]).toBe('14/21-12-418/SyntheticsReport-PASSED.json');
  await clock.advance(60_000);
  await one.runNow();
  expect(one.runs).toHaveLength(100);
  expect(await keys()).toHaveLength(200);
  expect((await keys()).filter((key) => key.startsWith('14/21-12-418'))).toEqual([]);
});

test('runs of a canary never overlap: a turn that comes while one is under way is skipped', async () => {
  let started = 0;
  let finish = () => {};
  const { runNow } = synthetics.start({
    name: 'slow',
    everyMs: 60_000,
    timeoutMs: 600_000,
    script: () => {
      started += 1;
      return new Promise((resolve) => {
        finish = () => resolve({ ok: true, steps: [] });
      });
    },
  });
  await clock.advance(180_000);
  expect(started).toBe(1);
  const same = runNow();
  finish();
  await same;
  await clock.advance(60_000);
  expect(started).toBe(2);
});

test('a canary that is stopped in mid-run publishes nothing', async () => {
  const stopped = canary(() => new Promise(() => {}));
  await clock.advance(60_000);
  stopped.stop();
  await expect.poll(() => stopped.running).toBe(false);
  expect([events, values('SuccessPercent', { CanaryName: 'checkout' })]).toEqual([[], []]);
});
