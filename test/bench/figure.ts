/** One measured figure. A ratio is against something measured in the same run, or named by `against`; a count stands alone. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly against?: string;
  /** What we are out for, in words. */
  readonly aim?: string;
  /** What the value is made of. */
  readonly parts?: Readonly<Record<string, number>>;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** The value that so many of them, as a share, do not exceed; the largest of few. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length, Math.ceil(sorted.length * share)) - 1] ?? 0;
};

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** How often each name occurs, the most frequent first. */
export function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)));
}
