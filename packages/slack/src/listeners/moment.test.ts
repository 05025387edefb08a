import { expect, test } from 'vitest';
import { leadingMoment } from './moment.ts';

const now = new Date('2026-11-05T14:10:00Z');
const utc = (text: string) => leadingMoment(text, { now, zone: undefined });

test.each([
  ['14:05 rolled back', '2026-11-05T14:05:00.000Z', 'rolled back'],
  ['14:05:30, rolled back', '2026-11-05T14:05:30.000Z', 'rolled back'],
  ['9:05 deploy began', '2026-11-05T09:05:00.000Z', 'deploy began'],
  ['yesterday 23:50 deploy', '2026-11-04T23:50:00.000Z', 'deploy'],
  ['2026-11-01 08:00 deploy', '2026-11-01T08:00:00.000Z', 'deploy'],
  ['20 min ago it began', '2026-11-05T13:50:00.000Z', 'it began'],
  ['2h ago it began', '2026-11-05T12:10:00.000Z', 'it began'],
  // Told in the afternoon, 23:50 was last night.
  ['23:50 the job ran', '2026-11-04T23:50:00.000Z', 'the job ran'],
])('%s', (text, at, rest) => {
  expect(utc(text)).toEqual({ at, rest });
});

test.each(['rolled back at 14:05', '25:00 no', '14:75 no', '12 errors seen', '2026-13-40 10:00 no', ''])(
  'no time: %s',
  (text) => {
    expect(utc(text)).toBeUndefined();
  },
);

test('a time of day is of the person’s own day', () => {
  const in_ = (zone: string, text: string) => leadingMoment(text, { now, zone })?.at;
  expect(in_('Europe/Berlin', '15:05 x')).toBe('2026-11-05T14:05:00.000Z');
  expect(in_('America/New_York', '9:05 x')).toBe('2026-11-05T14:05:00.000Z');
  expect(in_('Asia/Tokyo', 'yesterday 23:00 x')).toBe('2026-11-04T14:00:00.000Z');
  expect(in_('Asia/Tokyo', '14:05 utc x')).toBe('2026-11-05T14:05:00.000Z');
  expect(in_('Nowhere/Land', '14:05 x')).toBe('2026-11-05T14:05:00.000Z');
});

test('on the days that clocks are changed', () => {
  const after = new Date('2026-10-26T12:00:00Z');
  expect(leadingMoment('2026-10-24 12:00', { now: after, zone: 'Europe/Berlin' })?.at).toBe('2026-10-24T10:00:00.000Z');
  expect(leadingMoment('2026-10-25 12:00', { now: after, zone: 'Europe/Berlin' })?.at).toBe('2026-10-25T11:00:00.000Z');
});
