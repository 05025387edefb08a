import { tick } from '@tocsin/app';
import { createMetrics } from '@tocsin/aws';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureQueue } from '../../functions/queue-age.ts';
import { serviceMetrics } from '../../packages/workflow/src/index.ts';
import { alarmEvent } from '../harness/events.ts';
import { startTocsin } from '../harness/tocsin.ts';
import { alarm, read } from './tools/read.ts';
import { stages } from './tools/stages.ts';

const get = read(() => stages.test);

/** A metric as CloudWatch tells it from others: `Tocsin/Service TickLateness Function=tick Stage=test`. */
const series = (namespace: string, name: string, dimensions: Readonly<Record<string, unknown>>): string =>
  [
    namespace,
    name,
    ...Object.entries(dimensions)
      .map(([key, value]) => `${key}=${String(value)}`)
      .sort(),
  ].join(' ');

/** What is emitted and wakes nobody, and why. */
const shownAlone: Readonly<Record<string, string>> = {
  'Tocsin/Service EffectsRetried Function=respond Stage=test':
    'in a storm Slack’s rate limits make many; what waits too long is told of by its queue',
  'Tocsin/Service QueueAge Function=intake Stage=test': 'SQS’s own ApproximateAgeOfOldestMessage has the alarm',
  'Tocsin/Service QueueAge Function=respond Stage=test': 'SQS’s own ApproximateAgeOfOldestMessage has the alarm',
};

/** What AWS measures (Lambda and SQS developer guides, "metrics"). */
const ofAws = [
  'AWS/Lambda Duration FunctionName',
  'AWS/Lambda Errors FunctionName',
  'AWS/Lambda Invocations FunctionName',
  'AWS/Lambda Throttles FunctionName',
  'AWS/SQS ApproximateAgeOfOldestMessage QueueName',
  'AWS/SQS ApproximateNumberOfMessagesVisible QueueName',
];

describe('what Tocsin measures of itself', () => {
  const emitted = new Set<string>();
  const names = new Set<string>();

  // The real functions on the line format that CloudWatch reads.
  beforeAll(async () => {
    const measureAs = (name: string, now: () => Date) =>
      createMetrics({ function: name, stage: 'test', now }, (line) => {
        const entry = JSON.parse(line) as Line;
        for (const { Namespace, Dimensions, Metrics } of entry._aws.CloudWatchMetrics)
          for (const { Name } of Metrics) {
            names.add(Name);
            for (const keys of Dimensions)
              emitted.add(series(Namespace, Name, Object.fromEntries(keys.map((key) => [key, entry[key]]))));
          }
      });
    const tocsin = await startTocsin({
      around: (world) => ({ ...world, measure: measureAs('respond', () => world.clock.now()) }),
    });
    try {
      const { clock, world } = tocsin;
      const fails = (workflow: string) => tocsin.happens(alarmEvent({ workflow, value: 'ALARM', at: clock.now() }));
      await tocsin.happens(alarmEvent({ workflow: 'share-link', step: 'open-link', value: 'ALARM', at: clock.now() }));
      tocsin.slack.fault({ method: 'conversations.create', kind: 'ratelimited', retryAfter: 45 });
      await fails('design-viewer');
      for (const incident of await world.store.open(5)) {
        const wakeAt = new Date(clock.now().getTime() - 1_000).toISOString();
        await world.store.settle({ incident: incident.id, version: incident.version, wakeAt });
      }
      await tick({ ...world, measure: measureAs('tick', clock.now) }, { scheduledAt: clock.now().toISOString() });
      const batch = { Records: [{ attributes: { SentTimestamp: `${clock.now().getTime()}` } }] };
      for (const name of ['intake', 'respond']) measureQueue({ clock, measure: measureAs(name, clock.now) }, batch);
    } finally {
      await tocsin.stop();
    }
  }, 120_000);

  const ofOurs = (all: readonly string[]) =>
    [...new Set(all)].filter((one) => one.startsWith('Tocsin/Service ')).sort();
  const alarmed = () =>
    ofOurs(
      get.all(alarm).map(({ inputs }) => series(inputs['namespace'], inputs['metricName'], inputs['dimensions'] ?? {})),
    );
  const shown = () =>
    ofOurs(dashboardLines().map(([namespace, name, ...rest]) => series(namespace, name, pairs(rest))));

  it('is every metric that is declared', () => {
    expect([...names].sort()).toEqual(Object.keys(serviceMetrics).sort());
  });

  it('is what the dashboard shows, by namespace, name and dimensions, no more and no less', () => {
    expect(shown()).toEqual([...emitted].sort());
  });

  it('is what alarms watch, but for what is listed with its reason', () => {
    expect([...alarmed(), ...Object.keys(shownAlone)].sort()).toEqual([...emitted].sort());
  });

  it('and what else is watched of it, AWS measures under this name and dimension', () => {
    const own = get.all(alarm).filter(({ inputs }) => /^tocsin\/health\/test\/[a-z-]+$/.test(inputs['name']));
    const watched: [string, string, string[]][] = [
      ...own.map(({ inputs }): [string, string, string[]] => [
        inputs['namespace'],
        inputs['metricName'],
        Object.keys(inputs['dimensions'] ?? {}),
      ]),
      ...dashboardLines().map(([namespace, name, ...rest]): [string, string, string[]] => [
        namespace,
        name,
        Object.keys(pairs(rest)),
      ]),
    ];
    const others = watched.filter(([namespace]) => namespace !== 'Tocsin/Service').map((one) => one.flat().join(' '));
    expect([...new Set(others)].sort()).toEqual(ofAws);
  });
});

interface Line extends Readonly<Record<string, unknown>> {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

function dashboardLines(): [string, string, ...unknown[]][] {
  const body = JSON.parse(get.one('aws:cloudwatch/dashboard:Dashboard', 'Dashboard')['dashboardBody']) as {
    widgets: { properties: { metrics?: [string, string, ...unknown[]][] } }[];
  };
  return body.widgets.flatMap(({ properties }) => properties.metrics ?? []);
}

/** Name and value by turns, and options last. */
function pairs(rest: readonly unknown[]): Record<string, unknown> {
  const texts = rest.filter((part) => typeof part === 'string');
  return Object.fromEntries(texts.flatMap((key, at) => (at % 2 === 0 ? [[key, texts[at + 1]]] : [])));
}
