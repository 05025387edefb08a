import type { Datapoint, MetricSource, PeriodsQuery } from '@tocsin/alarm-evaluation';
import {
  type AlarmMetric,
  budgetOf,
  canaryName,
  countsOf,
  deadMetric,
  degradedMetric,
  failedMetric,
  measuredOf,
  type SloSubject,
  sloName,
  slosOf,
  timings,
  type Workflow,
} from '@tocsin/workflow';
import type { Run } from './canary.ts';
import type { Chance } from './chance.ts';
import { type Feed, feedOfBins, feedOfPoints, Points } from './feed.ts';
import { binSeconds, type Requests } from './requests.ts';

/** The stage that simulated alarms are named after. */
export const stage = 'simulated';

/** The metrics of a play, and what tells when an alarm on them could change its mind. */
export interface PlayedSource extends MetricSource {
  /** The share of bad ones in each bin, behind a metric of requests. */
  requestsBehind(metric: AlarmMetric): Requests | undefined;
  pointsBehind(metric: AlarmMetric): Points | undefined;
}

interface Held {
  readonly feed: Feed;
  readonly delay: number;
  /** Datapoints are there once a stretch of so many seconds is over. */
  readonly grain: number;
  readonly requests?: Requests;
  readonly points?: Points;
}

export interface SourceSpec {
  readonly workflow: Workflow;
  readonly requests: ReadonlyMap<string, Requests>;
  readonly runs: readonly Run[];
  readonly quietSeconds: number;
  readonly chance: Chance;
  /** When second 0 is, ms since the epoch. */
  readonly epochMs: number;
}

/** Everything that alarms ask for in a play: what users and canaries did, each with the delay that CloudWatch has. */
export function sourceOf(spec: SourceSpec): PlayedSource {
  const held = new Map<string, Held>([...canaryMetrics(spec), ...requestMetrics(spec), ...burnRates(spec)]);
  // An alarm asks for the same metric at each look.
  const asked = new WeakMap<AlarmMetric, Held | undefined>();
  const find = (metric: AlarmMetric): Held | undefined => {
    if (!asked.has(metric)) asked.set(metric, held.get(keyOf(metric)));
    return asked.get(metric);
  };
  return {
    periods({ metric, statistic, periodMs, count, until, slotMs = periodMs }: PeriodsQuery) {
      const found = find(metric);
      const end = Math.floor(until.getTime() / slotMs) * slotMs;
      return Array.from({ length: count }, (_, index): Datapoint | null => {
        const startMs = end - (count - index) * periodMs;
        if (found === undefined) return null;
        const now = (until.getTime() - spec.epochMs) / 1000 - found.delay;
        const known = found.grain === 0 ? now : Math.floor(now / found.grain) * found.grain;
        const from = (startMs - spec.epochMs) / 1000;
        const seen = found.feed.over(from, Math.min(from + periodMs / 1000, known), statistic);
        return seen === undefined ? null : { at: new Date(startMs), value: seen.value, sampleCount: seen.count };
      });
    },
    requestsBehind: (metric) => find(metric)?.requests,
    pointsBehind: (metric) => find(metric)?.points,
  };
}

const keyOf = ({ namespace, name, dimensions }: AlarmMetric): string =>
  `${namespace} ${name} ${Object.keys(dimensions)
    .sort()
    .map((key) => `${key}=${dimensions[key]}`)
    .join()}`;

function* canaryMetrics({ workflow, runs, chance }: SourceSpec): Generator<[string, Held]> {
  const all = new Map<string, { points: Points; high: boolean }>();
  const points = (metric: AlarmMetric, high: boolean): Points => {
    const key = keyOf(metric);
    const found = all.get(key) ?? { points: new Points(), high };
    all.set(key, found);
    return found.points;
  };
  const synthetics = (dimensions: Record<string, string>) =>
    points({ namespace: 'CloudWatchSynthetics', name: 'SuccessPercent', dimensions }, false);
  const subject = { stage, workflow: workflow.id };
  const ofStep = (step: string) => measuredOf({ ...subject, step });
  const steps = new Map(
    workflow.steps.map(({ id, needs }) => [
      id,
      {
        failed: points({ ...failedMetric, dimensions: ofStep(id) }, true),
        dead: points({ ...deadMetric, dimensions: ofStep(id) }, true),
        soft: needs
          .filter(({ kind }) => kind === 'soft')
          .map(({ dependency: { id: dependency } }) => ({
            dependency,
            degraded: points({ ...degradedMetric, dimensions: measuredOf({ ...subject, step: id, dependency }) }, true),
          })),
      },
    ]),
  );
  const failedRuns = points({ ...failedMetric, dimensions: measuredOf(subject) }, true);
  const canaries = [false, true].map((twin) => {
    const CanaryName = canaryName({ ...subject, ...(twin ? { twin } : {}) });
    const ofSteps = workflow.steps.map(({ id: StepName }) => [StepName, synthetics({ CanaryName, StepName })] as const);
    return { whole: synthetics({ CanaryName }), steps: new Map(ofSteps) };
  });
  // What a run measured is put when it is over (packages/canary).
  for (const { twin, to: at, tried } of runs) {
    const canary = canaries[twin ? 1 : 0];
    for (const { step, failedFirst, dead, degraded } of tried) {
      const of = steps.get(step);
      of?.failed.put(at, Number(failedFirst));
      of?.dead.put(at, Number(dead));
      canary?.steps.get(step)?.put(at, dead ? 0 : 100);
      if (!dead) for (const need of of?.soft ?? []) need.degraded.put(at, Number(degraded === need.dependency));
    }
    failedRuns.put(at, Number(tried.some((one) => one.failedFirst)));
    // Synthetics stamps it with the run's start; it is there when the run is over, which is what matters to an alarm.
    canary?.whole.put(at, tried.some(({ dead }) => dead) ? 0 : 100);
  }
  for (const [key, { points: of, high }] of all)
    yield [key, { feed: feedOfPoints(of), delay: delayOf(high, chance), grain: 0, points: of }];
}

function delayOf(high: boolean, chance: Chance): number {
  const [least, most] = (high ? timings.high : timings.standard).delaySeconds;
  return chance.between(least, most);
}

function* requestMetrics({ workflow, requests, quietSeconds, chance }: SourceSpec): Generator<[string, Held]> {
  for (const subject of slosOf(workflow)) {
    const { from } = subject.slo;
    const of = requests.get(subject.step ?? '');
    if (from.type !== 'metrics' || of === undefined) continue;
    const high = from.resolution === 'high';
    const bins = { origin: -quietSeconds, width: binSeconds };
    const grain = high ? binSeconds : 60;
    const delay = delayOf(high, chance);
    const [bad, total] = [feedOfBins(of.bad, bins), feedOfBins(of.total, bins)];
    const good = feedOfBins(
      of.total.map((sum, bin) => sum - (of.bad[bin] ?? 0)),
      bins,
    );
    const hold = (feed: Feed): Held => ({ feed, delay, grain, requests: of });
    for (const [key, feed] of feedsOf(subject, { bad, good, total })) yield [key, hold(feed)];
  }
}

/** Of several metrics that are added up, the first has it all: what they add up to is what alarms see. */
function feedsOf(subject: SloSubject, { bad, good, total }: Record<'bad' | 'good' | 'total', Feed>): [string, Feed][] {
  const { from } = subject.slo;
  if (from.type !== 'metrics') return [];
  if (from.latency) {
    const both: Feed = {
      over: (since, to, statistic) => (statistic.startsWith('TC') ? bad : total).over(since, to, statistic),
    };
    return [[keyOf(from.latency), both]];
  }
  return (
    [
      ['bad', bad],
      ['good', good],
      ['total', total],
    ] as const
  ).flatMap(([name, feed]): [string, Feed][] => {
    const count = from[name];
    if (count === undefined) return [];
    const [metric] = 'namespace' in count ? [count] : Object.values(count.metrics);
    return metric === undefined ? [] : [[keyOf(metric), feed]];
  });
}

/** What Application Signals puts each minute: the burn rate over a look-back window. */
function* burnRates({ workflow, requests, quietSeconds, chance }: SourceSpec): Generator<[string, Held]> {
  for (const subject of slosOf(workflow)) {
    const of = requests.get(subject.step ?? '');
    if (subject.slo.from.type !== 'application-signals' || of === undefined || countsOf(subject, { stage })) continue;
    const bins = { origin: -quietSeconds, width: binSeconds };
    const [bad, total] = [feedOfBins(of.bad, bins), feedOfBins(of.total, bins)];
    const delay = delayOf(false, chance);
    for (const minutes of [5, 30, 60, 360, 4320]) {
      const over: Feed['over'] = (_from, to) => {
        const since = to - minutes * 60;
        const all = total.over(since, to, 'Sum');
        const failed = bad.over(since, to, 'Sum')?.value ?? 0;
        return all && all.value > 0 ? { value: failed / all.value / budgetOf(subject.slo), count: 1 } : undefined;
      };
      const dimensions = { SloName: sloName(subject, { stage }), BurnRateWindowMinutes: String(minutes) };
      const key = keyOf({ namespace: 'AWS/ApplicationSignals', name: 'BurnRate', dimensions });
      yield [key, { feed: { over }, delay, grain: 60, requests: of }];
    }
  }
}
