import { describe, expect, it } from 'vitest';
import { readAction } from './action-words.ts';
import { dayIn, dueDay } from './due.ts';

/** A Thursday. */
const today = '2026-11-05';

describe('days in words', () => {
  it.each([
    ['today', '2026-11-05'],
    ['tomorrow', '2026-11-06'],
    ['friday', '2026-11-06'],
    ['Fri', '2026-11-06'],
    ['wednesday', '2026-11-11'],
    ['thursday', '2026-11-12'],
    ['next week', '2026-11-12'],
    ['in 3 days', '2026-11-08'],
    ['in a week', '2026-11-12'],
    ['in 2 weeks', '2026-11-19'],
    ['in a month', '2026-12-05'],
    ['2026-12-01', '2026-12-01'],
    ['2028-02-29', '2028-02-29'],
    ['1 december', '2026-12-01'],
    ['dec 1st', '2026-12-01'],
    ['5 nov', '2026-11-05'],
    ['4 nov', '2027-11-04'],
    ['29 feb', undefined],
    ['2026-02-30', undefined],
    ['hand', undefined],
    ['the end', undefined],
    ['', undefined],
  ])('%s is %s', (words, day) => {
    expect(dueDay(words, today)).toBe(day);
  });

  it('a month from the 31st ends with the shorter month', () => {
    expect(dueDay('in a month', '2027-01-31')).toBe('2027-02-28');
  });

  it.each([
    ['Pacific/Auckland', '2026-11-06'],
    ['America/Los_Angeles', '2026-11-05'],
    ['Nowhere/Land', '2026-11-05'],
    [undefined, '2026-11-05'],
  ])('at noon in London it is in %s %s', (zone, day) => {
    expect(dayIn(new Date('2026-11-05T12:00:00Z'), zone)).toBe(day);
  });
});

describe('action items in words', () => {
  const read = (typed: string, people: readonly string[] = []) => readAction(typed, { people, user: 'U0ME', today });

  it.each([
    ['raise the limit', { text: 'raise the limit' }],
    ['raise the limit by friday', { text: 'raise the limit', due: '2026-11-06' }],
    ['raise the limit in 2 weeks', { text: 'raise the limit', due: '2026-11-19' }],
    ['raise the limit due 2026-12-01', { text: 'raise the limit', due: '2026-12-01' }],
    ['raise the limit by hand', { text: 'raise the limit by hand' }],
    ['write up the stand by by friday', { text: 'write up the stand by', due: '2026-11-06' }],
    ['raise the limit for me by friday', { text: 'raise the limit', owner: 'U0ME', due: '2026-11-06' }],
    ['raise it @nobody', { text: 'raise it @nobody' }],
    ['by friday', { text: '', due: '2026-11-06' }],
  ])('%s', (typed, meant) => {
    expect(read(typed)).toEqual(meant);
  });

  it.each([
    'raise the limit @alice by friday',
    'raise the limit by friday @alice',
    'raise the limit <@U0ALICE> by friday',
  ])('%s is Alice’s', (typed) => {
    expect(read(typed, ['U0ALICE'])).toEqual({ text: 'raise the limit', owner: 'U0ALICE', due: '2026-11-06' });
  });

  it('whoever is mentioned last owns it; the others are part of the words', () => {
    expect(read('ask @bob about the limit @alice', ['U0BOB', 'U0ALICE'])).toEqual({
      text: 'ask @bob about the limit',
      owner: 'U0ALICE',
    });
  });
});
