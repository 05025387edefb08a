import { createHash } from 'node:crypto';

/** Ids that look like Slack's and are the same on every run: counted, with the seed in them. */
export interface Ids {
  /** Such as `C0SIM00001`. */
  next(prefix: string): string;
  /** Lower case hex of this length, never the same twice. */
  hex(length: number): string;
  number(): number;
}

export function idsFrom(seed: string): Ids {
  const letters = seed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const counts = new Map<string, number>();
  const count = (what: string): number => {
    const next = (counts.get(what) ?? 0) + 1;
    counts.set(what, next);
    return next;
  };
  return {
    next: (prefix) => `${prefix}0${letters}${count(prefix).toString(36).toUpperCase().padStart(5, '0')}`,
    hex: (length) =>
      createHash('sha256')
        .update(`${seed}:${count('hex')}`)
        .digest('hex')
        .slice(0, length),
    number: () => 1_000_000_000_000 + count('number'),
  };
}
