/** `27 min`, `1 h 6 min`, `2 d 3 h`: no finer than people speak of it. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 600 && seconds % 60 !== 0) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const joined = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

export const between = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

/** `2026-11-05 14:03:05`, UTC. */
export const clockTime = (at: string): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** When a message was posted, by Slack's `ts`. */
export const postedAt = (ts: string): string => {
  const ms = Math.floor(Number(ts) * 1_000);
  return new Date(Number.isFinite(ms) && Math.abs(ms) < 8e15 ? ms : 0).toISOString();
};

export const minutesAfter = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** A number as people read it: up to four digits that tell. */
export const figure = (value: number): string => String(Number(value.toPrecision(4)));
