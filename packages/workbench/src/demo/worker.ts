import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Stores } from './stores.ts';

export interface WorkerOptions {
  readonly stores: Stores;
  readonly now: () => Date;
  /** Told when a job has been translated, which is before its outcome is in the cache. */
  readonly onTranslated: (job: Job) => void;
  /** Told how many jobs were taken off the queue at once. */
  readonly onReceived: (count: number) => void;
}

// Short polls: a long poll that its client gives up may still take a message, which then waits for its visibility.
const pollMs = 50;
const pauseAfterFailureMs = 200;
/** A job that could not be finished so often is of no use to anyone any more. */
const maxReceived = 20;

/** Takes jobs off the queue, translates them and writes the outcome to the cache; what fails comes again by itself. */
export function startWorker({ stores, now, onTranslated, onReceived }: WorkerOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const work = async ({ job, received, done }: Awaited<ReturnType<Stores['receive']>>[number]) => {
    onTranslated(job);
    if (received < maxReceived) await stores.cacheTranslation(job, now().toISOString());
    await done();
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      // Not logged: the queue hands out again what was not finished, and the canary tells what stays undone.
      const outcome = await stores.receive().catch(() => undefined);
      if (outcome && outcome.length > 0) onReceived(outcome.length);
      // Not waited for: a cache that hangs must not keep the next jobs from being translated.
      for (const delivery of outcome ?? []) void work(delivery).catch(() => {});
      await sleep(outcome ? pollMs : pauseAfterFailureMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
