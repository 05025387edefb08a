import type { Functions } from './functions.ts';
import { healthPrefix, type Messaging } from './messaging.ts';

interface Alarm {
  readonly name: string;
  readonly description: string;
  readonly namespace: 'AWS/SQS' | 'AWS/Lambda';
  readonly metric: string;
  readonly dimensions: Record<string, $util.Input<string>>;
  readonly statistic: 'Sum' | 'Maximum';
  readonly threshold: number;
  /** Minutes that must breach, out of how many. */
  readonly breaching: readonly [number, number];
  readonly silenceBreaches?: boolean;
}

/** The alarms on Tocsin itself. They go to the page topic without passing through Tocsin. */
export function health({ messaging, functions }: { messaging: Messaging; functions: Functions }): void {
  const alarms = [...deadLetterAlarms(messaging), ...ageAlarms(messaging), ...functionAlarms(functions)];
  for (const alarm of alarms) {
    const resource = alarm.name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
    new aws.cloudwatch.MetricAlarm(`${resource}Alarm`, {
      name: `${healthPrefix()}${alarm.name}`,
      alarmDescription: alarm.description,
      namespace: alarm.namespace,
      metricName: alarm.metric,
      dimensions: alarm.dimensions,
      statistic: alarm.statistic,
      period: 60,
      threshold: alarm.threshold,
      comparisonOperator: alarm.silenceBreaches ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
      datapointsToAlarm: alarm.breaching[0],
      evaluationPeriods: alarm.breaching[1],
      treatMissingData: alarm.silenceBreaches ? 'breaching' : 'notBreaching',
      alarmActions: [messaging.pages.arn],
      okActions: [messaging.pages.arn],
    });
  }
}

/** Work that was given up: one is too many, at once. */
const deadLetterAlarms = ({ deadLetters }: Messaging): Alarm[] =>
  Object.entries(deadLetters).map(([name, queue]) => ({
    name: `${name}-dead-letters`,
    description: `Messages that ${name} gave up on wait in its dead-letter queue. Look at its log, mend, redrive.`,
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: queue.nodes.queue.name },
    statistic: 'Maximum',
    threshold: 1,
    breaching: [1, 1],
  }));

/**
 * Work that waits. Intake is at it within a second and comes back to what failed after 90 s, so five minutes are three
 * failures. Respond waits for Slack's rate limits, rarely longer than a minute each.
 */
const ageAlarms = ({ intake, respond }: Messaging): Alarm[] =>
  [
    { name: 'intake', queue: intake, seconds: 300 },
    { name: 'respond', queue: respond, seconds: 600 },
  ].map(({ name, queue, seconds }) => ({
    name: `${name}-waiting`,
    description: `The oldest message for ${name} has waited for ${seconds / 60} minutes.`,
    namespace: 'AWS/SQS',
    metric: 'ApproximateAgeOfOldestMessage',
    dimensions: { QueueName: queue.nodes.queue.name },
    statistic: 'Maximum',
    threshold: seconds,
    breaching: [1, 1],
  }));

/** One error is retried or seen by who asked; errors in three of five minutes are an outage. So is a silent tick. */
const functionAlarms = (functions: Functions): Alarm[] => {
  const on = (name: string, metric: string) => ({
    namespace: 'AWS/Lambda' as const,
    metric,
    dimensions: { FunctionName: functions[name as keyof Functions].name },
    statistic: 'Sum' as const,
    threshold: 1,
  });
  return [
    ...Object.keys(functions).flatMap((name): Alarm[] => [
      {
        ...on(name, 'Errors'),
        name: `${name}-errors`,
        description: `${name} keeps failing. Look at its log.`,
        breaching: [3, 5],
      },
      {
        ...on(name, 'Throttles'),
        name: `${name}-throttled`,
        description: `${name} is refused calls: the account's concurrency is used up.`,
        breaching: [3, 5],
      },
    ]),
    {
      ...on('tick', 'Invocations'),
      name: 'tick-silent',
      description: 'The tick has not run for five minutes: no timer fires and nothing that got stuck is taken up.',
      breaching: [5, 5],
      silenceBreaches: true,
    },
  ];
};
