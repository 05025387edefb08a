import { Worker } from 'node:worker_threads';

/** The most that one input may take: of the processor, and by the clock while nothing is computed. */
export interface Limits {
  readonly mostCpuMs: number;
  readonly mostMs: number;
}

export interface Watch {
  /** Another input begins. */
  next(): void;
  stop(): void;
}

/**
 * Ends this process, with what it was at on standard error, once an input takes more than twice of what it may: one that
 * ends is refused by whoever let it in, and tells more.
 */
export function watchInputs({ door, seed }: { readonly door: string; readonly seed: number }, limits: Limits): Watch {
  const count = new Int32Array(new SharedArrayBuffer(4));
  const told = `${door}: an input neither ended nor failed; again: npm run fuzz -- --door ${door} --seed ${seed} --path #\n`;
  const workerData = { count, told, mostCpuMs: limits.mostCpuMs * 2, mostMs: limits.mostMs * 2 };
  const worker = new Worker(new URL('./watcher.mjs', import.meta.url), { workerData, execArgv: [] });
  worker.unref();
  return {
    next: () => void Atomics.add(count, 0, 1),
    stop() {
      Atomics.store(count, 0, -1);
      Atomics.notify(count, 0);
    },
  };
}
