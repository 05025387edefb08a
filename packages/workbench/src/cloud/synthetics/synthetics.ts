import { randomUUID } from 'node:crypto';
import { DeleteObjectsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Metrics } from '@tocsin/alarm-evaluation';
import { type ClientConfig, localPlace, type Place } from '../aws.ts';
import { after, type Clock } from '../clock.ts';
import type { CloudEvent } from '../eventbridge/event.ts';
import { artifactPrefix, runEvent, runMetrics } from './publish.ts';
import { syntheticsReport } from './report.ts';
import type { CanaryResult, CanaryRun, CanaryScript } from './run.ts';

export interface SyntheticsSpec {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly emit: (event: CloudEvent) => void;
  readonly client: ClientConfig;
  /** Where artifacts go; it must exist. Default in startCloud: `cw-syn-results-…`. */
  readonly bucket: string;
  readonly place?: Place;
  readonly newId?: () => string;
  readonly onError?: (error: unknown) => void;
}

export interface CanarySpec {
  readonly name: string;
  readonly script: CanaryScript;
  readonly everyMs: number;
  /** What it says of that in AWS. Default `rate(1 minute)`. */
  readonly schedule?: string;
  /** How far behind the schedule it runs: half of it for a twin. Default 0. */
  readonly behindMs?: number;
  /** Default 55 s, a little under the shortest schedule of one minute. */
  readonly timeoutMs?: number;
}

export interface Canary {
  readonly name: string;
  readonly id: string;
  readonly schedule: string;
  /** Runs over, oldest first; the last hundred. */
  readonly runs: readonly CanaryRun[];
  readonly running: boolean;
  /** Runs now; or, when a run is under way, waits for that one: runs of a canary never overlap. */
  runNow(): Promise<CanaryRun>;
  stop(): void;
}

export interface Synthetics {
  /**
   * Starts a canary; the first run is one interval away. Where missing data breaches, an alarm put before the first run fires,
   * as it would in AWS: `await canary.runNow()` first.
   */
  start(spec: CanarySpec): Canary;
  readonly canaries: readonly Canary[];
  stop(): void;
}

/** Runs that a canary remembers, and whose artifacts stay in the bucket: its lifecycle, counted rather than timed. */
const runsKept = 100;

/** CloudWatch Synthetics: runs scripts on a schedule, publishes their metrics, keeps their reports, tells EventBridge. */
export function createSynthetics(options: SyntheticsSpec): Synthetics {
  const { clock, metrics, emit, bucket, place = localPlace, newId = randomUUID } = options;
  const s3 = new S3Client({ ...options.client, forcePathStyle: true });
  const canaries: Canary[] = [];

  /** The keys of the artifacts. */
  const publish = async (run: CanaryRun, canaryId: string): Promise<string[]> => {
    for (const datum of runMetrics(run)) metrics.put(datum);
    const prefix = artifactPrefix(run, canaryId, place);
    const keys: string[] = [];
    const keep = async (name: string, Body: string | Uint8Array, ContentType: string) => {
      const Key = `${prefix}/${name}`;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
      keys.push(Key);
    };
    for (const [name, body] of Object.entries(run.result.files ?? {})) await keep(name, body, 'image/png');
    const status = run.result.ok ? 'PASSED' : 'FAILED';
    await keep(`SyntheticsReport-${status}.json`, JSON.stringify(syntheticsReport(run)), 'application/json');
    emit(runEvent(run, { eventId: newId(), canaryId, bucket, place }));
    return keys;
  };
  const expire = (keys: readonly string[]) =>
    s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true } }),
    );

  const start = (about: CanarySpec): Canary => {
    const { name, script, everyMs, behindMs = 0, timeoutMs = 55_000, schedule = 'rate(1 minute)' } = about;
    const id = newId();
    const runs: CanaryRun[] = [];
    const artifacts: string[][] = [];
    const stopping = new AbortController();
    let current: Promise<CanaryRun> | undefined;

    const runOnce = async (): Promise<CanaryRun> => {
      const run = await runScript({ name, script, timeoutMs, clock, runId: newId(), stopping: stopping.signal });
      runs.push(run);
      if (runs.length > runsKept) runs.shift();
      if (stopping.signal.aborted) return run;
      artifacts.push(await publish(run, id));
      if (artifacts.length > runsKept) await expire(artifacts.shift() ?? []);
      return run;
    };
    const runNow = () => {
      current ??= runOnce().finally(() => {
        current = undefined;
      });
      return current;
    };
    const onSchedule = () =>
      clock.every(everyMs, () => {
        if (current === undefined) runNow().catch((error: unknown) => options.onError?.(error));
      });
    let cancel = behindMs === 0 ? onSchedule() : after(clock, behindMs, () => void (cancel = onSchedule()));
    const canary: Canary = {
      name,
      id,
      schedule,
      runs,
      get running() {
        return current !== undefined;
      },
      runNow,
      stop() {
        cancel();
        stopping.abort();
      },
    };
    canaries.push(canary);
    return canary;
  };

  return {
    start,
    canaries,
    stop() {
      for (const canary of canaries) canary.stop();
      s3.destroy();
    },
  };
}

/** Runs a script to its end, its timeout or the canary's stop; a throw is a failed run like any other. */
async function runScript(about: {
  readonly name: string;
  readonly script: CanaryScript;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly runId: string;
  readonly stopping: AbortSignal;
}): Promise<CanaryRun> {
  const { name, script, timeoutMs, clock, runId, stopping } = about;
  const startedAt = clock.now();
  const controller = new AbortController();
  const cut = (reason: string) => controller.abort(new Error(reason));
  // The wording that Synthetics uses for a run that did not report in time.
  const cancel = after(clock, timeoutMs, () =>
    cut(`No test result returned. Connection timed out after ${timeoutMs}ms`),
  );
  const stop = () => cut('Canary stopped');
  stopping.addEventListener('abort', stop);
  try {
    const result = await new Promise<CanaryResult>((resolve, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
      script({ canary: name, runId, signal: controller.signal }).then(resolve, reject);
    });
    return { canary: name, id: runId, startedAt, endedAt: clock.now(), result };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const result = { ok: false, steps: [], error: text };
    return { canary: name, id: runId, startedAt, endedAt: clock.now(), result, runtimeError: text };
  } finally {
    cancel();
    stopping.removeEventListener('abort', stop);
  }
}
