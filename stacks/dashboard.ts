import { type OwnResources, ownAlarms, type ServiceMetric, serviceMetric } from '@tocsin/workflow';

/** One line of a graph: a metric and how it is called; options of their own come last (CloudWatch, dashboard body). */
type Line = readonly (string | { readonly label: string; readonly stat?: string })[];

interface Graph {
  readonly title: string;
  readonly stat: string;
  readonly lines: readonly Line[];
}

const [width, height, columns] = [12, 6, 24];

/**
 * The body of the dashboard on Tocsin itself, for whoever asks "is it us or is it Tocsin": what people wait for first, then what
 * may make them wait. The alarms on the same stand at the top.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(
  resources: OwnResources,
  { region, alarmArn }: { readonly region: string; readonly alarmArn: (name: string) => string },
): object {
  const graphs = graphsOf(resources).filter(({ lines }) => lines.length > 0);
  const alarms = ownAlarms(resources).map(({ name }) => alarmArn(name));
  return {
    widgets: [
      {
        type: 'alarm',
        x: 0,
        y: 0,
        width: columns,
        height: 4,
        properties: { title: 'Alarms on Tocsin itself', alarms },
      },
      ...graphs.map(({ title, stat, lines }, index) => ({
        type: 'metric',
        x: (index % (columns / width)) * width,
        y: 4 + Math.floor(index / (columns / width)) * height,
        width,
        height,
        properties: { title, region, view: 'timeSeries', stat, period: 60, metrics: lines },
      })),
    ],
  };
}

function graphsOf({ stage, queues, deadLetters, functions }: OwnResources): Graph[] {
  const own = (name: ServiceMetric, of: string, label: string, stat?: string): Line => {
    const { namespace, dimensions } = serviceMetric(name, { stage, function: of });
    const flat = Object.entries(dimensions).flat();
    return [namespace, name, ...flat, { label, ...(stat === undefined ? {} : { stat }) }];
  };
  const ofQueues = (metric: string, all: Readonly<Record<string, string>>): Line[] =>
    Object.entries(all).map(([label, name]) => ['AWS/SQS', metric, 'QueueName', name, { label }]);
  const ofFunctions = (metric: string): Line[] =>
    Object.entries(functions).map(([label, name]) => ['AWS/Lambda', metric, 'FunctionName', name, { label }]);
  return [
    {
      title: 'From the alarm to the step in Slack',
      stat: 'Maximum',
      lines: [own('AlarmToVisible', 'respond', 'p50', 'p50'), own('AlarmToVisible', 'respond', 'most')],
    },
    { title: 'Effects tried again', stat: 'Sum', lines: [own('EffectsRetried', 'respond', 'effects')] },
    {
      title: 'How long messages were under way',
      stat: 'Maximum',
      lines: [own('QueueAge', 'intake', 'intake'), own('QueueAge', 'respond', 'respond')],
    },
    {
      title: 'The oldest message that waits',
      stat: 'Maximum',
      lines: ofQueues('ApproximateAgeOfOldestMessage', queues),
    },
    {
      title: 'Dead letters',
      stat: 'Maximum',
      lines: ofQueues('ApproximateNumberOfMessagesVisible', deadLetters),
    },
    {
      title: 'How late the tick is',
      stat: 'Maximum',
      lines: [own('TickLateness', 'tick', 'its start'), own('TimersOverdue', 'tick', 'the longest-waiting incident')],
    },
    { title: 'Errors', stat: 'Sum', lines: ofFunctions('Errors') },
    { title: 'How long calls take', stat: 'p99', lines: ofFunctions('Duration') },
  ];
}
