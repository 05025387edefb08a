import { awsClients, cloudWatchSeries, signedCalls, syntheticsRuns } from '@tocsin/aws';
import type { Incident } from '@tocsin/incident';
import { canaryNames, defineWorkflow, type Workflow } from '@tocsin/workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, manualClock, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { keptLog, type LogLine } from './messaging.ts';

// What a draft reads of CloudWatch and Synthetics: the real clients, over AWS's own protocols.
const workflow = defineWorkflow({
  id: 'viewer',
  title: 'View',
  summary: 'Upload, then look',
  owner: { team: 'Viewer' },
  runbook: 'runbook.md',
  slo: { objective: 99, window: '28d' },
  links: { source: 'https://git.example/viewer' },
  canary: { twin: true },
  steps: { upload: { title: 'Upload' }, view: { title: 'View' } },
});
const [main = '', twin = ''] = canaryNames(workflow, { stage: 'test' });
const start = Date.parse('2026-11-05T14:00:00.000Z');
const incident = { id: 'i', workflow: 'viewer' } as Incident;
const window = { from: '2026-11-05T15:00:00.000Z', to: '2026-11-05T16:00:00.000Z' };

const clock = manualClock('2026-11-05T14:00:00.000Z');
let cloud: Cloud;
let lines: LogLine[];
let readers: ReturnType<typeof readersOf>;

function readersOf(watched: Workflow = workflow) {
  const { log, lines: kept } = keptLog();
  lines = kept;
  const client = awsClients({ maxAttempts: 1, redirected: { s3: true, sqs: true } }).metrics;
  const about = { stage: 'test', region: 'us-east-1', catalog: { workflows: [watched] }, log };
  return {
    series: cloudWatchSeries({ client, ...about }),
    runs: syntheticsRuns({ call: signedCalls(client), ...about }),
  };
}

beforeAll(async () => {
  cloud = await startCloud({ tables: [], clock });
  Object.assign(process.env, cloud.environment, cloud.services.environment);
  for (const name of [main, twin]) await runs(name);
});
afterAll(() => cloud.stop());
beforeEach(() => {
  readers = readersOf();
});

/** Two hours of runs, one a minute; of the first canary those from 15:20 to 15:29 fail. */
async function runs(name: string): Promise<void> {
  for (let minute = 0; minute < 120; minute += 60) {
    const canary = cloud.synthetics.start({
      name,
      everyMs: 24 * 3_600_000,
      script: async () => {
        const at = clock.now();
        const failing = name === main && at.getTime() >= start + 80 * 60_000 && at.getTime() < start + 90 * 60_000;
        const step = { startedAt: at.toISOString(), endedAt: at.toISOString() };
        return failing
          ? { ok: false, steps: [{ name: 'upload', status: 'failed', reason: 'HTTP 503', ...step }] }
          : { ok: true, steps: [] };
      },
    });
    for (let at = minute; at < minute + 60; at += 1) {
      const until = start + at * 60_000 - clock.now().getTime();
      if (until > 0) await clock.advance(until);
      await canary.runNow();
    }
    canary.stop();
  }
}

describe('canary runs', () => {
  it('are those of both canaries in the window, over several pages, with the step that failed', async () => {
    const read = await readers.runs.read(incident, window);
    expect(lines).toEqual([]);
    const failed = read.filter(({ ok }) => !ok).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    expect(failed.map(({ startedAt }) => startedAt.slice(11, 16))).toEqual(
      Array.from({ length: 10 }, (_, index) => `15:${20 + index}`),
    );
    expect(failed[0]).toMatchObject({
      workflow: 'viewer',
      link: `https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#synthetics:canary/detail/${main}`,
      results: [
        { step: 'upload', status: 'failed', reason: 'HTTP 503' },
        { step: 'view', status: 'blocked' },
      ],
    });
    expect(read.every(({ startedAt }) => startedAt >= window.from && startedAt <= window.to)).toBe(true);
    // The second hour of the first, and what of it the twin ran after.
    expect(new Set(read.map(({ runId }) => runId)).size).toBe(read.length);
    expect(read.length).toBeGreaterThan(60);
  });

  it('are none where the incident has no workflow, or Synthetics says no: that is logged, and the draft goes on', async () => {
    expect(await readers.runs.read({ ...incident, workflow: 'other' } as Incident, window)).toEqual([]);
    expect(lines).toEqual([]);
    cloud.services.disturb('synthetics:GetCanaryRuns', 'deny');
    const rest = await readers.runs.read(incident, window);
    expect(rest.length).toBeGreaterThan(0);
    expect(lines).toMatchObject([{ message: 'canary runs', fields: { incident: 'i' } }]);
    expect(String(lines[0]?.fields['error'])).toContain('AccessDeniedException');
  });
});

describe('series', () => {
  it('are the share of good runs of the canaries together, a value a minute, with the query and a link', async () => {
    const [first, ...others] = await readers.series.read(incident, window);
    expect(lines).toEqual([]);
    expect(first).toMatchObject({
      id: main,
      type: 'sli',
      unit: '%',
      query: `Average of CloudWatchSynthetics SuccessPercent, CanaryName=${main} and ${twin}`,
      periodSeconds: 60,
      ...window,
      link: expect.stringMatching(/^https:\/\/us-east-1\.console\.aws\.amazon\.com\/cloudwatch\/home/),
    });
    const low = first?.points.filter(({ value }) => value < 100);
    expect(low?.map(({ at, value }) => [at.slice(11, 16), value])).toEqual(
      Array.from({ length: 10 }, (_, index) => [`15:${20 + index}`, 0]),
    );
    expect(others).toEqual([]);
  });

  it('of an objective that real requests are counted for: its indicator, its requests, and no budget of the canary', async () => {
    const at = (minute: number) => new Date(start + minute * 60_000);
    for (let minute = 60; minute < 120; minute += 1) {
      const put = (name: string, value: number) =>
        cloud.metrics.put({ namespace: 'Shop', name, dimensions: { Api: 'view' }, value, at: at(minute) });
      put('Requests', 200);
      if (minute >= 80 && minute < 90) put('Errors', 50);
    }
    const counted = (name: string) => ({ namespace: 'Shop', name, dimensions: { Api: 'view' } });
    const { slo: _, ...rest } = workflow;
    const measured: Workflow = {
      ...rest,
      slo: {
        ...workflow.slo,
        from: {
          type: 'metrics',
          bad: { ...counted('Errors'), statistic: 'Sum' },
          total: { ...counted('Requests'), statistic: 'Sum' },
          resolution: 'standard',
        },
      },
    };
    const read = await readersOf(measured).series.read(incident, window);
    expect(lines).toEqual([]);
    const [indicator, requests] = read.filter(({ ofCanary }) => !ofCanary);
    expect(indicator).toMatchObject({
      id: 'viewer/objective',
      title: 'Good requests of “View”',
      type: 'sli',
      slo: { objective: 99, window: '28d' },
      query:
        '100 * (1 - (FILL(bad, 0)) / (total)); bad: Sum of Shop Errors, Api=view; total: Sum of Shop Requests, Api=view',
    });
    expect(indicator?.points.filter(({ value }) => value === 75).map((point) => point.at.slice(11, 16))).toEqual(
      Array.from({ length: 10 }, (_, index) => `15:${20 + index}`),
    );
    expect(requests).toMatchObject({ type: 'requests', requestsOf: 'viewer/objective' });
    expect(new Set(requests?.points.map(({ value }) => value))).toEqual(new Set([200]));
  });

  it('has one value each five minutes over a day, and each hour over a fortnight', async () => {
    const to = '2026-11-05T16:00:00.000Z';
    for (const [from, seconds] of [
      ['2026-11-04T16:00:00.000Z', 300],
      ['2026-10-23T16:00:00.000Z', 3_600],
    ] as const)
      expect((await readers.series.read(incident, { from, to }))[0]?.periodSeconds).toBe(seconds);
  });

  it('are none where CloudWatch says no: that is logged, and the draft goes on', async () => {
    cloud.services.disturb('cloudwatch:GetMetricData', 'deny');
    expect(await readers.series.read(incident, window)).toEqual([]);
    expect(lines).toMatchObject([{ message: 'series', fields: { workflow: 'viewer' } }]);
  });
});
