import * as z from 'zod/mini';

/**
 * A time as ISO 8601 UTC with milliseconds, so that times compare as text. CloudWatch writes an offset without colon
 * (`2026-11-03T09:14:28.203+0000`), which Date need not understand (ECMA-262 21.4.1.32).
 *
 * @returns undefined for what is no time between the years 1 and 9999
 */
export function toIso(time: string | number): string | undefined {
  const date = new Date(typeof time === 'number' ? Math.round(time * 1000) : withColon(time));
  const year = Number.isNaN(date.getTime()) ? 0 : date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString() : undefined;
}

const withColon = (time: string): string =>
  /^\d{4}-\d{2}-\d{2}T/.test(time) ? time.replace(/([+-]\d{2})(\d{2})$/, '$1:$2') : 'no time';

/** A time as text, normalised. */
export const Time = z.pipe(
  z.string(),
  z.transform((text: string, context) => {
    const iso = toIso(text);
    if (iso !== undefined) return iso;
    const quoted = text.slice(0, 40);
    const message = `"${quoted}" is no time such as 2026-11-03T09:14:28.203+0000`;
    context.issues.push({ code: 'custom', message, input: text, params: { quoted } });
    return z.NEVER;
  }),
);

/** Epoch seconds, sometimes fractional, as Synthetics writes them; normalised. */
export const EpochSeconds = z.pipe(
  z.number(),
  z.transform((seconds: number, context) => {
    const iso = toIso(seconds);
    if (iso !== undefined) return iso;
    context.issues.push({ code: 'custom', message: `${seconds} is no time in epoch seconds`, input: seconds });
    return z.NEVER;
  }),
);
