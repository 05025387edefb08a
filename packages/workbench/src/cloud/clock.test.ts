import { expect, test } from 'vitest';
import { after, manualClock } from './clock.ts';

test('what falls due fires in order, at its own time', async () => {
  const clock = manualClock('2026-11-05T14:00:00.000Z');
  const fired: string[] = [];
  const seconds = () => clock.now().toISOString().slice(17, 19);
  const stop = clock.every(20_000, () => fired.push(`often ${seconds()}`));
  clock.every(30_000, () => fired.push(`seldom ${seconds()}`));
  after(clock, 25_000, () => fired.push(`once ${seconds()}`));
  await clock.advance(59_999);
  expect(fired).toEqual(['often 20', 'once 25', 'seldom 30', 'often 40']);
  stop();
  await clock.advance(1);
  expect(fired.at(-1)).toBe('seldom 00');
  expect([clock.timers, clock.now().toISOString()]).toEqual([1, '2026-11-05T14:01:00.000Z']);
});
