import { type DataAlarm, evaluationRange } from '@tocsin/alarm-evaluation';
import { type AlarmMetric, timingOf } from '@tocsin/workflow';
import type { Points } from './feed.ts';
import { binSeconds, type Requests } from './requests.ts';
import type { PlayedSource } from './source.ts';

/** A stretch of seconds in which an alarm could change its mind. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * When an alarm must be looked at. Between these it stays what it is, so a month takes seconds: of requests, where a window
 * that may lack its latest minutes could exceed the threshold; of a canary, where a datapoint is not as it should be.
 */
export function interestOf(alarm: DataAlarm, source: PlayedSource, span: { origin: number; end: number }): Stretch[] {
  const metrics =
    alarm.type === 'metric' ? [alarm.metric] : alarm.queries.flatMap((one) => ('metric' in one ? [one.metric] : []));
  const [first] = metrics;
  if (first === undefined) return [];
  const { everySeconds, delaySeconds } = timingOf(alarm);
  const late = delaySeconds[1] + 3 * everySeconds;
  const lookBack = first.dimensions['BurnRateWindowMinutes'];
  const window = lookBack === undefined ? alarm.periodSeconds : Number(lookBack) * 60;
  const requests = source.requestsBehind(first);
  if (requests) {
    const threshold = lookBack === undefined ? alarm.threshold : 0;
    const ends = burning(requests, { threshold, origin: span.origin, window, late });
    // A short window without any traffic is judged by older ones.
    return joined(ends, window <= 1800 ? window * evaluationRange(1) + late : late);
  }
  const points = source.pointsBehind(first);
  if (points === undefined) return [];
  const breaching = alarm.treatMissingData === 'breaching';
  const odd = breaching ? gaps(points, alarm.periodSeconds, span.end) : oddOnes(points, first);
  return joined(odd, alarm.periodSeconds * evaluationRange(alarm.evaluationPeriods) + late);
}

/** The ends of windows that could exceed a threshold, if as much as is late were missing of them. */
function burning(
  { bins, bad, total }: Requests,
  { threshold, origin, window, late }: { threshold: number; origin: number; window: number; late: number },
): number[] {
  const width = Math.ceil(window / binSeconds);
  const least = Math.max(1, width - Math.ceil(late / binSeconds));
  const found: number[] = [];
  for (let end = 1; end <= bins; end++) {
    const failed = (bad[end] ?? 0) - (bad[Math.max(0, end - width)] ?? 0);
    if (failed === 0) continue;
    const all = (total[end] ?? 0) - (total[Math.max(0, end - least)] ?? 0);
    if (failed >= threshold * all) found.push(origin + end * binSeconds);
  }
  return found;
}

function oddOnes({ at, values }: Points, { name }: AlarmMetric): number[] {
  const fine = name === 'SuccessPercent' ? 100 : 0;
  return at.filter((_, index) => values[index] !== fine);
}

/** Where nothing came for longer than a period, and where it ends. */
function gaps({ at }: Points, period: number, end: number): number[] {
  const found: number[] = [];
  for (let index = 1; index <= at.length; index++) {
    const [before, next] = [at[index - 1] ?? 0, at[index] ?? end];
    if (next - before <= 2 * period) continue;
    for (let time = before; time <= next; time += period) found.push(time);
  }
  return found;
}

/** Stretches from each time until its tail is over; those that touch are one. */
function joined(times: readonly number[], tail: number): Stretch[] {
  const stretches: { from: number; to: number }[] = [];
  for (const time of times) {
    const last = stretches.at(-1);
    if (last && time <= last.to) last.to = time + tail;
    else stretches.push({ from: time, to: time + tail });
  }
  return stretches;
}
