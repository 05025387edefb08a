/** Time, handed in. `schedule` calls `fn` once; the function it gives back calls that off. */
export interface Clock {
  now(): Date;
  schedule(delayMs: number, fn: () => void): () => void;
}

export interface CancellingClock extends Clock {
  /** Calls off everything still scheduled. */
  cancelAll(): void;
}

const wallSchedule = (delayMs: number, fn: () => void): unknown => {
  const timer = setTimeout(fn, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};

export function clockOf(
  now: () => Date = () => new Date(),
  schedule: (delayMs: number, fn: () => void) => unknown = wallSchedule,
): CancellingClock {
  const pending = new Set<() => void>();
  return {
    now,
    schedule(delayMs, fn) {
      let done = false;
      const cancel = () => {
        done = true;
        pending.delete(cancel);
        if (typeof calledOff === 'function') calledOff();
      };
      let calledOff: unknown;
      pending.add(cancel);
      calledOff = schedule(delayMs, () => {
        if (done) return;
        done = true;
        pending.delete(cancel);
        fn();
      });
      return cancel;
    },
    cancelAll() {
      for (const cancel of pending) cancel();
    },
  };
}
