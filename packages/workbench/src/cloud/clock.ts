/** Time as the embedded cloud sees it. Handed in, so that tests advance it and the local run may use the wall clock. */
export interface Clock {
  now(): Date;
  /** Calls `fn` every `ms` milliseconds until the returned function is called. */
  every(ms: number, fn: () => unknown): () => void;
}

/** The wall clock. Its timers do not keep the process alive: whoever needs it alive holds a socket. */
export const systemClock: Clock = {
  now: () => new Date(),
  every(ms, fn) {
    const timer = setInterval(fn, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** Calls `fn` once after `ms`, unless the returned function was called before. */
export function after(clock: Clock, ms: number, fn: () => void): () => void {
  const cancel = clock.every(Math.max(1, ms), () => {
    cancel();
    fn();
  });
  return cancel;
}

/** A clock that stands still until it is advanced. */
export interface ManualClock extends Clock {
  /**
   * Moves on by `ms`, firing what falls due in order. After each instant at which something fired it waits for `settle`; by
   * default for the event loop to turn once. A cloud's `settled` makes whatever a firing set off finish at that instant,
   * so that half an hour can pass in one call and no invocation times out merely because time is quick.
   */
  advance(ms: number, settle?: () => Promise<unknown>): Promise<void>;
  /** How many timers are armed: what a clean stop leaves at zero. */
  readonly timers: number;
}

interface Timer {
  readonly every: number;
  readonly fn: () => unknown;
  due: number;
}

export function manualClock(start: string | Date = '2026-11-05T14:00:00.000Z'): ManualClock {
  let now = new Date(start).getTime();
  const timers = new Set<Timer>();

  const next = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.due <= until && (first === undefined || timer.due < first.due)) first = timer;
    return first;
  };

  return {
    now: () => new Date(now),
    every(ms, fn) {
      const timer: Timer = { every: Math.max(1, ms), fn, due: now + Math.max(1, ms) };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms, settle = () => new Promise(setImmediate)) {
      const until = now + ms;
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        if (timer.due > now) await settle();
        now = Math.max(now, timer.due);
        timer.due += timer.every;
        timer.fn();
      }
      await settle();
      now = until;
    },
    get timers() {
      return timers.size;
    },
  };
}
