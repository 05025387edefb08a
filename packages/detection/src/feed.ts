import type { Statistic } from '@tocsin/workflow';

/** A metric as it can be asked for: over a stretch of time, in seconds, and only what had arrived by then. */
export interface Feed {
  /** Undefined where nothing lies in the stretch. */
  over(from: number, to: number, statistic: Statistic): { readonly value: number; readonly count: number } | undefined;
}

/** Single datapoints, each known some time after it happened. */
export class Points {
  readonly at: number[] = [];
  readonly values: number[] = [];

  put(at: number, value: number): void {
    this.at.push(at);
    this.values.push(value);
  }

  /** The position of the first point at or after a time. */
  position(time: number): number {
    let [low, high] = [0, this.at.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function feedOfPoints(points: Points): Feed {
  return {
    over(from, to, statistic) {
      const [first, last] = [points.position(from), points.position(to)];
      const count = last - first;
      if (count <= 0) return undefined;
      const values = points.values.slice(first, last);
      return { count, value: valueOf(statistic, values) };
    },
  };
}

function valueOf(statistic: Statistic, values: readonly number[]): number {
  const sum = () => values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Sum':
      return sum();
    case 'Average':
      return sum() / values.length;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    default:
      return values.length;
  }
}

/** Counts by bin, from sums since the beginning. `origin`: when the first bin begins. */
export function feedOfBins(sums: Float64Array, { origin, width }: { origin: number; width: number }): Feed {
  const last = sums.length - 1;
  const sumAt = (time: number): number => sums[Math.min(last, Math.max(0, Math.floor((time - origin) / width)))] ?? 0;
  return {
    over(from, to) {
      const bins = Math.floor((Math.min(to, origin + last * width) - Math.max(from, origin)) / width);
      return bins <= 0 ? undefined : { count: bins, value: sumAt(to) - sumAt(from) };
    },
  };
}
