/** A time as somebody typed it at the start of what they said, and what follows it. */
export interface Moment {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly rest: string;
}

const minuteMs = 60_000;
const units: Readonly<Record<string, number>> = { m: minuteMs, h: 60 * minuteMs, d: 1_440 * minuteMs };

/**
 * Reads a time at the start of a text: `14:05`, `14:05:30`, `yesterday 23:50`, `2026-11-05 14:05`, `20 min ago`, `2h ago`.
 * Times of day are of the person's own day; one that is yet to come is yesterday's, since what is told has happened.
 * Undefined: there is no time.
 *
 * @param zone IANA name; UTC when it is not known, or none that there is
 */
export function leadingMoment(
  text: string,
  { now, zone }: { now: Date; zone: string | undefined },
): Moment | undefined {
  const ago = /^(\d{1,4})\s*(m|h|d)[a-z]*\s+ago\b\s*/i.exec(text);
  if (ago) {
    const [all, count = '0', unit = 'm'] = ago;
    return { at: iso(now.getTime() - Number(count) * (units[unit.toLowerCase()] ?? 0)), rest: text.slice(all.length) };
  }
  const clock =
    /^(?:(yesterday|today|\d{4}-\d{2}-\d{2})[ t]+)?(\d{1,2}):(\d{2})(?::(\d{2}))?(z| utc)?(?=\s|$|,)[\s,]*/i.exec(text);
  if (!clock) return undefined;
  const [all, day, hours = '0', minutes = '0', seconds = '0', utc] = clock;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const where = utc ? 'UTC' : zone;
  const today = dayIn(now, where);
  const named = /^\d/.test(day ?? '') ? (day ?? today) : day?.toLowerCase() === 'yesterday' ? before(today) : today;
  const clockTime = `${hours.padStart(2, '0')}:${minutes}:${seconds.padStart(2, '0')}`;
  const at = instantOf(`${named}T${clockTime}`, where);
  if (Number.isNaN(at)) return undefined;
  const past = day === undefined && at > now.getTime() ? instantOf(`${before(today)}T${clockTime}`, where) : at;
  return { at: iso(past), rest: text.slice(all.length) };
}

const iso = (ms: number): string => new Date(ms).toISOString();
const before = (day: string): string => iso(Date.parse(day) - 1_440 * minuteMs).slice(0, 10);

/** The zone, if it is one. */
export function knownZone(zone: string | undefined): string | undefined {
  try {
    return zone === undefined
      ? undefined
      : new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

const dayIn = (at: Date, zone: string | undefined): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: knownZone(zone) ?? 'UTC' }).format(at);

/** The moment at which clocks of a zone show this; in the hour that a clock skips, the one after it. */
function instantOf(local: string, zone: string | undefined): number {
  const asUtc = Date.parse(`${local}Z`);
  const first = asUtc - offsetAt(asUtc, zone);
  return asUtc - offsetAt(first, zone);
}

/** How far clocks of a zone are ahead of UTC, ms. */
function offsetAt(at: number, zone: string | undefined): number {
  if (Number.isNaN(at)) return 0;
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: knownZone(zone) ?? 'UTC',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '00';
  const shown = Date.parse(
    `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}.000Z`,
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}
