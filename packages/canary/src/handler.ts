import type { Workflow } from '@tocsin/workflow';
import type { Checks } from './define-checks.ts';
import { createMask, type Mask } from './mask.ts';
import type { CanaryRun } from './run-canary.ts';
import { readSecrets } from './secrets.ts';
import { type Datapoint, type Synthetics, syntheticsHandler } from './synthetics.ts';
import { pause, realTimer, type Timer } from './timer.ts';

/** What Synthetics has to close its browser, write its report and put its metrics before the run's limit. */
const reportingMs = 5_000;

/**
 * The handler of a workflow's canary as it is deployed: environment, secrets and clock are the process's own. The build
 * writes an entry for each workflow that calls this (tools/canaries.ts).
 */
export function canaryHandler(about: {
  readonly workflow: Workflow;
  readonly checks: Checks;
  readonly synthetics: Synthetics;
}): () => Promise<CanaryRun> {
  return async () => {
    const environment = process.env;
    const startedAt = Date.now();
    await pauseUntilSecond(Number(environment['TOCSIN_CANARY_SECOND'] ?? 0), startedAt, realTimer);
    const mask = createMask();
    const restore = maskConsole(mask);
    try {
      const secrets = await readSecrets(about.checks.needs.secrets, environment);
      const limit = Number(environment['TOCSIN_CANARY_TIMEOUT_SECONDS'] ?? 60) * 1_000;
      const deadline = startedAt + limit - reportingMs;
      const confirmMs = Number(environment['TOCSIN_CANARY_CONFIRM_MS'] ?? about.workflow.canary.confirmMs);
      const stage = environment['TOCSIN_STAGE'] ?? 'dev';
      const own = { environment, stage, secrets, mask, deadline, confirmMs, putMetrics };
      return await syntheticsHandler({ ...about, ...own })();
    } finally {
      restore();
    }
  };
}

/**
 * Waits for a second of the clock's minute that is still to come; one that is past is not waited for. So a twin looks in
 * its own half of the minute even where Synthetics starts both canaries at once.
 */
export async function pauseUntilSecond(second: number, now: number, timer: Timer): Promise<void> {
  const intoMinute = now % 60_000;
  const wait = second * 1_000 - intoMinute;
  if (wait > 0) await pause(timer, wait, new AbortController().signal);
}

const written = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** What checks and libraries write to the console goes to the canary's log, which more people read than its secrets. */
function maskConsole(mask: Mask): () => void {
  const originals = written.map((level) => [level, console[level]] as const);
  for (const [level, write] of originals) {
    console[level] = (...all: unknown[]) => write(mask.text(all.map(shown).join(' ')));
  }
  return () => {
    for (const [level, write] of originals) console[level] = write;
  };
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? value.message;
  return JSON.stringify(value) ?? String(value);
}

async function putMetrics(datapoints: readonly Datapoint[]): Promise<void> {
  // Loaded here: the checks are over by then, and none of them has waited for it.
  const { CloudWatchClient, PutMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = new CloudWatchClient({});
  try {
    for (const namespace of new Set(datapoints.map((datapoint) => datapoint.namespace))) {
      const ofOne = datapoints.filter((datapoint) => datapoint.namespace === namespace);
      await client.send(
        new PutMetricDataCommand({
          Namespace: namespace,
          MetricData: ofOne.map(({ name, dimensions, value, at }) => ({
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            Value: value,
            Timestamp: new Date(at),
            // Costs the same, and lets an alarm look every ten seconds.
            StorageResolution: 1,
          })),
        }),
      );
    }
  } finally {
    client.destroy();
  }
}
