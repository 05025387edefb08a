import type { Facts, Window } from './facts.ts';
import type { KnownRun } from './runs.ts';
import type { MetricSeries } from './sources.ts';
import { between } from './times.ts';

/** An indicator over the time in which users were affected. */
export interface Dip {
  readonly series: MetricSeries;
  readonly lowest: { readonly at: string; readonly value: number };
  /** The mean, in percent. */
  readonly mean: number;
  /** As much time as if nothing had worked at all, minutes. */
  readonly badMinutes: number;
  /** Requests that went wrong, where their number is known. */
  readonly badRequests?: number;
}

/** What an objective allows and what was spent of it. */
export interface Budget {
  readonly objective: number;
  readonly window: string;
  readonly allowedMinutes: number;
  readonly spentMinutes: number;
  /** Percent of what is allowed. */
  readonly spent: number;
}

/** All canary runs of a time, for counting. Of those on the timeline, which has only what told something new, nobody can say. */
export const runsWithin = (
  { runs, given }: Pick<Facts, 'runs' | 'given'>,
  { from, to }: Window,
): readonly KnownRun[] =>
  given.canaryRuns.length === 0 ? [] : runs.filter(({ run }) => run.completedAt >= from && run.startedAt <= to);

/** How far each indicator fell between two times. */
export function dipsOf({ given }: Pick<Facts, 'given'>, { from, to }: Window): Dip[] {
  return given.metrics
    .filter(({ type }) => type === 'sli')
    .flatMap((series) => {
      const requests = given.metrics.find(
        ({ type, requestsOf = series.id }) => type === 'requests' && requestsOf === series.id && !series.ofCanary,
      );
      return dipOf(series, requests, { from, to }) ?? [];
    });
}

function dipOf(
  series: MetricSeries,
  requests: MetricSeries | undefined,
  { from, to }: Pick<Window, 'from' | 'to'>,
): Dip | undefined {
  const points = series.points.filter(({ at }) => at >= from && at <= to);
  const [first] = points;
  if (!first) return undefined;
  const lowest = points.reduce((least, point) => (point.value < least.value ? point : least), first);
  const bad = (value: number): number => Math.min(1, Math.max(0, 1 - value / 100));
  const counts = new Map(requests?.points.map(({ at, value }) => [at, value]));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const counted = points.filter(({ at }) => counts.has(at));
  return {
    series,
    lowest,
    mean: sum(points.map(({ value }) => value)) / points.length,
    badMinutes: sum(points.map(({ value }, at) => bad(value) * secondsOf(points, at, series.periodSeconds))) / 60,
    ...(counted.length === points.length
      ? { badRequests: Math.round(sum(points.map(({ at, value }) => bad(value) * (counts.get(at) ?? 0)))) }
      : {}),
  };
}

/** For how long a point speaks: its period, or less where the next one comes sooner, as the local cloud's do. */
function secondsOf(points: MetricSeries['points'], index: number, periodSeconds: number): number {
  const from = points[index]?.at ?? '';
  const to = points[index + 1]?.at;
  if (to === undefined) return index === 0 ? periodSeconds : secondsOf(points, index - 1, periodSeconds);
  return Math.min(periodSeconds, between(from, to) / 1_000);
}

/** How far apart the points of a series are, s. */
export const spacingOf = ({ points, periodSeconds }: Pick<MetricSeries, 'points' | 'periodSeconds'>): number =>
  Math.min(periodSeconds, ...points.slice(0, -1).map((_, index) => secondsOf(points, index, periodSeconds)));

/** What so many bad minutes are of the budget: by time, as if every minute had as many requests as any other. */
export function budgetOf(
  { workflow }: Pick<Facts, 'workflow'>,
  badMinutes: number,
  slo: MetricSeries['slo'] = workflow?.slo,
): Budget | undefined {
  if (!slo) return undefined;
  const { objective, window } = slo;
  const allowedMinutes = (1 - objective / 100) * Number.parseInt(window, 10) * 24 * 60;
  return {
    objective,
    window: window === '28d' ? '28 days' : '30 days',
    allowedMinutes,
    spentMinutes: badMinutes,
    spent: (badMinutes / allowedMinutes) * 100,
  };
}
