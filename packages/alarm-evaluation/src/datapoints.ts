import { type MathQuery, timingOf } from '@tocsin/workflow';
import { evaluationRange } from './evaluate.ts';
import { evaluateMath, type Series } from './math/evaluate.ts';
import { type MathExpression, parseMath } from './math/parse.ts';
import type { Datapoint, MetricSource } from './source.ts';
import type { DataAlarm } from './spec.ts';

export interface Look {
  readonly source: MetricSource;
  readonly at: Date;
  /** 12 makes a period of 60 s last 5 s. */
  readonly timeScale: number;
}

/** How far an alarm's windows move from one look to the next, in ms: ten seconds for the short periods, else a minute. */
export const slotMsOf = ({ periodSeconds }: Pick<DataAlarm, 'periodSeconds'>): number =>
  periodSeconds < 60 ? 10_000 : 60_000;

/** How often an alarm is looked at, in seconds. */
export const everySecondsOf = (alarm: DataAlarm): number => timingOf(alarm).everySeconds;

/**
 * The datapoints that an evaluation rests on, oldest first. CloudWatch looks further back than the evaluation periods, which
 * only matters where one of those is missing.
 */
export function datapointsOf(alarm: DataAlarm, look: Look): Array<Datapoint | null> {
  const latest = periodsOf(alarm, alarm.evaluationPeriods, look);
  return latest.includes(null) ? periodsOf(alarm, evaluationRange(alarm.evaluationPeriods), look) : latest;
}

function periodsOf(alarm: DataAlarm, count: number, { source, at, timeScale }: Look): Array<Datapoint | null> {
  const periodMs = (alarm.periodSeconds * 1000) / timeScale;
  const slotMs = slotMsOf(alarm) / timeScale;
  const window = { periodMs, count, until: at, slotMs: Math.min(slotMs, periodMs) };
  if (alarm.type === 'metric') {
    const { metric, statistic } = alarm;
    return source.periods({ ...window, metric, statistic });
  }
  const end = Math.floor(at.getTime() / window.slotMs) * window.slotMs;
  const starts = Array.from({ length: count }, (_, index) => end - (count - index) * periodMs);
  const series: Record<string, Series> = {};
  let returned: Series = Number.NaN;
  for (const query of alarm.queries) {
    const values =
      'metric' in query ? valuesOf(source.periods({ ...window, ...query })) : solved(query, series, starts);
    series[query.id] = values;
    if ('returned' in query && query.returned) returned = values;
  }
  return starts.map((start, index) => {
    const value = typeof returned === 'number' ? returned : (returned[index] ?? null);
    return value === null ? null : { at: new Date(start), value, sampleCount: 1 };
  });
}

const valuesOf = (points: readonly (Datapoint | null)[]): Series => points.map((point) => point?.value ?? null);

const solved = (
  query: Extract<MathQuery, { expression: string }>,
  series: Record<string, Series>,
  starts: readonly number[],
) => evaluateMath(parsed(query.expression), { series, starts });

const known = new Map<string, MathExpression>();

/** An alarm has the same expression at each look. */
function parsed(expression: string): MathExpression {
  const found = known.get(expression) ?? parseMath(expression);
  known.set(expression, found);
  return found;
}
