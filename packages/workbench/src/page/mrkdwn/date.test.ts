import { expect, test } from 'vitest';
import { ago, formatDate, nearDay } from './date.ts';

const now = new Date(2026, 10, 5, 15, 25);

test.each([
  [500, 'now'],
  [20_000, '20 s ago'],
  [90_000, '1 min ago'],
  [7_300_000, '2 h ago'],
  [200_000_000, '2 d ago'],
  [-120_000, 'in 2 min'],
])('%d ms ago is said as %s', (ms, said) => {
  expect(ago(ms)).toBe(said);
});

test('days are near by the calendar, not by hours', () => {
  expect(nearDay(new Date(2026, 10, 5, 0, 1), now)).toBe('today');
  expect(nearDay(new Date(2026, 10, 4, 23, 59), now)).toBe('yesterday');
  expect(nearDay(new Date(2026, 10, 6, 0, 0), now)).toBe('tomorrow');
  expect(nearDay(new Date(2026, 10, 3), now)).toBeUndefined();
});

test('a format is filled where it can be and kept where it cannot', () => {
  expect(formatDate('{date_short_pretty}, {date_num} {unheard_of}', new Date(2026, 10, 5, 9), now)).toBe(
    'today, 2026-11-05 {unheard_of}',
  );
});
