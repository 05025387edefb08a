import { expect, test } from 'vitest';
import { pauseUntilSecond } from './handler.ts';
import type { Timer } from './timer.ts';

const waited = async (second: number, now: string): Promise<number> => {
  let ms = 0;
  const timer: Timer = {
    after(after, act) {
      ms += after;
      queueMicrotask(act);
      return () => {};
    },
  };
  await pauseUntilSecond(second, Date.parse(now), timer);
  return ms;
};

test.each([
  ['a twin that starts with the first waits for its half of the minute', 30, '2026-11-05T14:00:02.500Z', 27_500],
  ['one that starts in its half looks at once', 30, '2026-11-05T14:00:41.000Z', 0],
  ['the first waits for nothing', 0, '2026-11-05T14:00:02.500Z', 0],
])('%s', async (_, second, now, ms) => {
  expect(await waited(second, now)).toBe(ms);
});
