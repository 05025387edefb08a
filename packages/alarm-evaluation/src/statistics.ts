import type { Statistic } from '@tocsin/workflow';

/** A statistic of the values of a period, of which there is at least one. */
export function statisticOf(statistic: Statistic, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Average':
      return sum / values.length;
    case 'Sum':
      return sum;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    case 'SampleCount':
      return values.length;
    default:
      return values.filter((value) => value > boundOf(statistic)).length;
  }
}

/** `TC(300:)` counts what lies above 300. */
const boundOf = (statistic: `TC(${number}:)`): number => Number(statistic.slice(3, -2));
