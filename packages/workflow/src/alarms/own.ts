import { healthPrefix } from '../names.ts';
import { serviceMetric } from './service-metrics.ts';
import type { AlarmActions, AlarmMetric, MetricAlarmSpec } from './spec.ts';

/** What a stage consists of, by the names that AWS knows: what is deployed, or what `tocsin doctor` was told of. */
export interface OwnResources {
  readonly stage: string;
  /** Names of queues. */
  readonly queues: Readonly<Record<string, string>>;
  readonly deadLetters: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, string>>;
}

interface Watched {
  readonly what: string;
  readonly description: string;
  readonly metric: AlarmMetric;
  readonly statistic: 'Sum' | 'Maximum';
  readonly threshold: number;
  /** Minutes that must breach, out of how many. */
  readonly breaching: readonly [number, number];
  readonly silenceBreaches?: true;
}

/** The alarms on Tocsin itself. They go to the page topic without passing through Tocsin. */
export function ownAlarms(resources: OwnResources): MetricAlarmSpec[] {
  const all = [...onDeadLetters(resources), ...onQueues(resources), ...onFunctions(resources), ...onWork(resources)];
  return all.map(({ what, silenceBreaches = false, ...watched }) => ({
    type: 'metric',
    name: `${healthPrefix(resources.stage)}${what}`,
    description: watched.description,
    tags: { 'tocsin:kind': 'health' },
    metric: watched.metric,
    statistic: watched.statistic,
    periodSeconds: 60,
    threshold: watched.threshold,
    comparison: silenceBreaches ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
    datapointsToAlarm: watched.breaching[0],
    evaluationPeriods: watched.breaching[1],
    treatMissingData: silenceBreaches ? 'breaching' : 'notBreaching',
    actions: direct,
  }));
}

const direct: AlarmActions = {
  alarm: 'page',
  ok: 'page',
  missing: 'nobody',
  reason: 'what is broken may be what would open the incident; without data there is nothing to say',
};

/** Work that was given up: one is too many, at once. */
const onDeadLetters = ({ deadLetters }: OwnResources): Watched[] =>
  Object.entries(deadLetters).map(([name, QueueName]) => ({
    what: `${name}-dead-letters`,
    description: `Messages that ${name} gave up on wait in its dead-letter queue. Look at its log, mend, redrive.`,
    metric: { namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName } },
    statistic: 'Maximum',
    threshold: 1,
    breaching: [1, 1],
  }));

/**
 * Work that waits. Intake is at it within a second and comes back to what failed after 90 s, so five minutes are three
 * failures. Respond waits for Slack's rate limits, rarely longer than a minute each.
 */
const onQueues = ({ queues }: OwnResources): Watched[] =>
  Object.entries({ intake: 300, respond: 600 }).flatMap(([name, seconds]): Watched[] => {
    const QueueName = queues[name];
    if (QueueName === undefined) return [];
    return [
      {
        what: `${name}-waiting`,
        description: `The oldest message for ${name} has waited for ${seconds / 60} minutes.`,
        metric: { namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName } },
        statistic: 'Maximum',
        threshold: seconds,
        breaching: [1, 1],
      },
    ];
  });

/** One error is retried or seen by who asked; errors in three of five minutes are an outage. So is a silent tick. */
const onFunctions = ({ functions }: OwnResources): Watched[] => {
  const on = (name: string, FunctionName: string): AlarmMetric => ({
    namespace: 'AWS/Lambda',
    name,
    dimensions: { FunctionName },
  });
  const each = Object.entries(functions).flatMap(([name, real]): Watched[] => [
    {
      what: `${name}-errors`,
      description: `${name} keeps failing. Look at its log.`,
      metric: on('Errors', real),
      statistic: 'Sum',
      threshold: 1,
      breaching: [3, 5],
    },
    {
      what: `${name}-throttled`,
      description: `${name} is refused calls: the account's concurrency is used up.`,
      metric: on('Throttles', real),
      statistic: 'Sum',
      threshold: 1,
      breaching: [3, 5],
    },
  ]);
  if (functions['tick'] === undefined) return each;
  return [
    ...each,
    {
      what: 'tick-silent',
      description: 'The tick has not run for five minutes: no timer fires and nothing that got stuck is taken up.',
      metric: on('Invocations', functions['tick']),
      statistic: 'Sum',
      threshold: 1,
      breaching: [5, 5],
      silenceBreaches: true,
    },
  ];
};

/**
 * What Tocsin measures of its own work. A tick that starts a minute late has missed one. A timer may wait for the next minute,
 * and for the tick after one that died; five minutes are neither. Effects that are tried again have no alarm: in a storm Slack's
 * rate limits make many of them, and what waits too long is told of by its queue.
 */
const onWork = ({ stage, functions }: OwnResources): Watched[] => {
  const own = (name: Parameters<typeof serviceMetric>[0], of: string) => serviceMetric(name, { stage, function: of });
  const ofTick: Watched[] = [
    {
      what: 'tick-late',
      description: 'The tick starts a minute or more after its schedule: timers and what got stuck wait as long.',
      metric: own('TickLateness', 'tick'),
      statistic: 'Maximum',
      threshold: 60_000,
      breaching: [3, 5],
    },
    {
      what: 'timers-overdue',
      description: 'An incident has been due for five minutes and the tick did not get it done. Look at its log.',
      metric: own('TimersOverdue', 'tick'),
      statistic: 'Maximum',
      threshold: 300_000,
      breaching: [3, 5],
    },
  ];
  const ofRespond: Watched[] = [
    {
      what: 'slow-to-show',
      description: 'From an alarm to the message that names its step it took a minute or more. Look at respond’s log.',
      metric: own('AlarmToVisible', 'respond'),
      statistic: 'Maximum',
      threshold: 60_000,
      breaching: [1, 1],
    },
  ];
  return [...(functions['tick'] === undefined ? [] : ofTick), ...(functions['respond'] === undefined ? [] : ofRespond)];
};
