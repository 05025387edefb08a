import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { CanaryReports } from '@tocsin/app';
import { s3Reports } from '@tocsin/aws';
import { defineDependency, defineWorkflow, hard } from '@tocsin/workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptLog, type LogLine, startMessaging } from './messaging.ts';

const store = defineDependency({ id: 'store', title: 'Upload store' });
const workflow = defineWorkflow({
  id: 'viewer',
  title: 'View',
  summary: 'Sign in, upload, look; search stands on signing in alone',
  owner: { team: 'Viewer' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/viewer' },
  steps: {
    'sign-in': { title: 'Sign in' },
    upload: { title: 'Upload', needs: [hard(store)] },
    view: { title: 'View' },
    search: { title: 'Search', after: ['sign-in'] },
  },
});

let messaging: Awaited<ReturnType<typeof startMessaging>>;
let reports: CanaryReports;
let lines: LogLine[];
let runs = 0;

beforeAll(async () => {
  messaging = await startMessaging();
  messaging.server.createBucket('results');
});
afterAll(async () => messaging.stop());
beforeEach(() => {
  const kept = keptLog();
  lines = kept.lines;
  reports = s3Reports({ client: messaging.clients.objects, log: kept.log });
});

/** Puts objects below the prefix of a run of its own, whose place it returns. */
async function run(objects: Record<string, unknown>): Promise<string> {
  const prefix = `canary/us-east-1/viewer-1/2026/11/05/14/21-12-${runs++}`;
  const s3 = await messaging.clients.objects();
  for (const [name, content] of Object.entries(objects)) {
    const Body = typeof content === 'string' ? content : JSON.stringify(content);
    await s3.send(new PutObjectCommand({ Bucket: 'results', Key: `${prefix}/${name}`, Body }));
  }
  return `results/${prefix}`;
}

const step = (stepName: string, second: number, more: object = {}) => ({
  stepName,
  startTime: `2026-11-05T14:21:${second}.000Z`,
  endTime: `2026-11-05T14:21:${second + 2}.500Z`,
  status: 'PASSED',
  failureReason: null,
  screenshots: null,
  ...more,
});
const report = (...steps: object[]) => ({
  canaryName: 'viewer',
  customerScript: { endTime: '2026-11-05T14:21:50.000Z', status: 'FAILED', steps },
});
const failedUpload = step('upload', 20, { status: 'FAILED', failureReason: 'store: 503 Slow Down' });
const said = () => lines.map(({ fields }) => fields['reason']);

describe('a run’s report', () => {
  it('gives steps in the workflow’s order: passed, failed with its dependency, blocked behind it', async () => {
    const place = await run({
      '01-sign-in-succeeded.png': 'x',
      'SyntheticsReport-FAILED.json': report(step('sign-in', 14), failedUpload),
      'log.txt': 'x',
    });
    expect(await reports.read(place, workflow)).toEqual([
      {
        step: 'sign-in',
        status: 'passed',
        startedAt: '2026-11-05T14:21:14.000Z',
        durationMs: 2500,
        degraded: [],
        evidence: [],
      },
      {
        step: 'upload',
        status: 'failed',
        startedAt: '2026-11-05T14:21:20.000Z',
        durationMs: 2500,
        reason: '503 Slow Down',
        dependency: 'store',
        degraded: [],
        evidence: [],
      },
      {
        step: 'view',
        status: 'blocked',
        startedAt: '2026-11-05T14:21:50.000Z',
        durationMs: 0,
        degraded: [],
        evidence: [],
      },
    ]);
    expect(lines).toEqual([]);
  });

  it('is found below a browser’s folder, a failed one first', async () => {
    const place = await run({
      'CHROME/SyntheticsReport-PASSED.json': report(step('sign-in', 14)),
      'FIREFOX/SyntheticsReport-FAILED.json': report(failedUpload),
    });
    expect((await reports.read(place, workflow))?.map(({ step }) => step)).toEqual(['upload', 'view']);
  });

  it('may lack everything below its top, and name steps that are none of ours', async () => {
    const place = await run({
      'SyntheticsReport-PASSED.json': report(
        { stepName: 'elsewhere', status: 'PASSED', startTime: '2026-11-05T14:21:14.000Z' },
        { stepName: null },
        { stepName: 'view', status: 'PASSED' },
        { stepName: 'search', status: 'NO_RESULT', startTime: '2026-11-05T14:21:14.000Z' },
        { stepName: 'sign-in', status: 'FAILED', startTime: '2026-11-05T14:21:14.000Z' },
      ),
    });
    const results = await reports.read(place, workflow);
    expect(results?.map(({ step, status, reason }) => [step, status, reason])).toEqual([
      ['sign-in', 'failed', 'failed'],
      ['upload', 'blocked', undefined],
      ['view', 'blocked', undefined],
      ['search', 'blocked', undefined],
    ]);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['missing', { 'log.txt': 'x' }, /^no SyntheticsReport-\*\.json among 1 objects$/],
    ['no JSON', { 'SyntheticsReport-FAILED.json': 'password=hunter2' }, /^the report of 16 characters is no JSON$/],
    ['no object', { 'SyntheticsReport-FAILED.json': '[]' }, /^it is no report: /],
    [
      'of another kind',
      { 'SyntheticsReport-FAILED.json': { customerScript: { steps: 'none' } } },
      /^it is no report: /,
    ],
    ['empty', { 'SyntheticsReport-FAILED.json': {} }, /^none of its steps is one of workflow viewer/],
  ])('that is %s is done without, and logged', async (_, objects, reason) => {
    expect(await reports.read(await run(objects), workflow)).toBeUndefined();
    expect(said()).toEqual([expect.stringMatching(reason)]);
    expect(lines.map(({ fields }) => `${JSON.stringify(fields)} ${String(fields['error'])}`).join()).not.toContain(
      'hunter2',
    );
  });

  it.each([
    ['', /^the run names no place/],
    ['results', /^the run names no place/],
    ['no-such-bucket/prefix', /^the report could not be read$/],
  ])('at "%s" is done without, and logged', async (place, reason) => {
    expect(await reports.read(place, workflow)).toBeUndefined();
    expect(said()).toEqual([expect.stringMatching(reason)]);
  });
});
