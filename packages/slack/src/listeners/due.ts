const dayMs = 86_400_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The day it is, `2026-11-05`, where somebody is; in UTC when nobody knows where. */
export function dayIn(now: Date, timeZone = 'UTC'): string {
  try {
    // Sweden writes dates as ISO 8601 does.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  } catch {
    return dayIn(now);
  }
}

/**
 * The day that words mean on a given day, or undefined: they mean none. Weekdays are the next of their name, today's
 * being a week ahead; a day of a month without its year is the next one.
 *
 * @example dueDay('friday', '2026-11-05') // '2026-11-06'
 */
export function dueDay(words: string, today: string): string | undefined {
  const said = words.trim().toLowerCase().replace(/\s+/g, ' ');
  if (said === 'today') return today;
  if (said === 'tomorrow') return later(today, 1);
  const weekday = weekdays.findIndex((name) => said === name || (said.length === 3 && name.startsWith(said)));
  if (weekday >= 0) return later(today, ((weekday - dayOfWeek(today) + 6) % 7) + 1);
  if (said === 'next week') return later(today, 7);
  const span = /^in (a|an|\d{1,3}) (day|week|month)s?$/.exec(said);
  if (span) return after(today, span[1] === 'a' || span[1] === 'an' ? 1 : Number(span[1]), span[2] ?? 'day');
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return isDay(said) ? said : undefined;
  return dayOfMonth(said, today);
}

function dayOfMonth(said: string, today: string): string | undefined {
  const parts =
    /^(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})$/.exec(said) ?? /^([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?$/.exec(said);
  const [first = '', second = ''] = parts?.slice(1) ?? [];
  const [day, name] = /^\d/.test(first) ? [first, second] : [second, first];
  const month = months.indexOf(name.slice(0, 3)) + 1;
  if (month === 0) return undefined;
  const year = Number(today.slice(0, 4));
  return [year, year + 1]
    .map((of) => `${of}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`)
    .find((candidate) => isDay(candidate) && candidate >= today);
}

const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

function after(day: string, count: number, unit: string): string {
  if (unit !== 'month') return later(day, unit === 'week' ? count * 7 : count);
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // The 31st of a month that has none is its last day.
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

const dayOfWeek = (day: string): number => new Date(day).getUTCDay();
const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().slice(0, 10) === day;
