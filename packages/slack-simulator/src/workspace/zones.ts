/** Wall clocks of people's time zones. */

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Making one takes a hundred times as long as using it. */
function formatter(timeZone: string, timeZoneName: 'long' | 'longOffset'): Intl.DateTimeFormat {
  const key = `${timeZone} ${timeZoneName}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName });
  formatters.set(key, made);
  return made;
}

/** Seconds that a zone is ahead of UTC at this moment. */
export function offsetOf(zone: string, at: Date): number {
  const name = formatter(zone, 'longOffset')
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60);
}

/** Such as `Central European Standard Time`. */
export const labelOf = (zone: string, at: Date): string =>
  formatter(zone, 'long')
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;

/** Epoch seconds of `HH:MM` in this zone, on the day that it is there at `at`, or so many days later. */
export function wallTime(zone: string, at: Date, { time, days }: { time: string; days: number }): number {
  const there = new Date(at.getTime() + offsetOf(zone, at) * 1_000);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const day = Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate() + days, hours, minutes) / 1_000;
  // The offset may be another one by then: summer time begins or ends in between.
  const near = new Date((day - offsetOf(zone, at)) * 1_000);
  return day - offsetOf(zone, near);
}
