import { alarmEvent } from '../harness/events.ts';
import { minutes, startStory } from '../harness/story.ts';
import { type Meter, type Metered, startMeter, usageOf } from './dynamodb-meter.ts';
import { type Figure, round, sum, tally } from './figure.ts';
import { syntheticWorkflows } from './synthetic-catalog.ts';

/** What incidentbot, a bot of the same field, calls before its first message stands in the channel: a reading of its source. */
const elsewhere = 8;

/** One incident from its alarm to its resolution, and what it asked of Slack and of DynamoDB on the way. */
export interface Life {
  /** Slack methods up to and with the one that shows the step, oldest first. */
  readonly untilVisible: readonly string[];
  /** Slack methods from the alarm to the resolution. */
  readonly slack: readonly string[];
  readonly opening: readonly Metered[];
  readonly all: readonly Metered[];
  /** Times that each function ran. */
  readonly runs: Readonly<Record<string, number>>;
  /** Times that the tick looked, each a query, incident or not. */
  readonly ticks: number;
}

/** Open → acknowledge → recover → the calm offer → resolve, on an advanced clock. */
export async function live(): Promise<Life> {
  const workflows = syntheticWorkflows(1);
  let meter: Meter | undefined;
  const invoked: string[] = [];
  const story = await startStory({
    workflows,
    onInvoke: (name) => {
      invoked.push(name);
    },
    environment: async (environment) => {
      meter = await startMeter({ upstream: environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '' });
      return { ...environment, AWS_ENDPOINT_URL_DYNAMODB: meter.url };
    },
  });
  try {
    // Compiled here and not by the first response: that stops a slow machine for longer than the SDK waits for an answer.
    await story.world.runbooks.load();
    const alarm = (value: 'ALARM' | 'OK') =>
      story.happens(alarmEvent({ workflow: 'path-1', step: 'three', value, at: story.clock.now() }));
    await alarm('ALARM');
    const opening = meter?.take() ?? [];
    const channel = story.incidentChannel();
    const calls = story.slack.calls();
    const shown = calls.findIndex(
      ({ method, ok, args }) => method === 'chat.postMessage' && ok && args['channel'] === channel.id,
    );
    const untilVisible = calls.slice(0, shown + 1).map(({ method }) => method);
    await story.presses('U0ALICE', channel, 'Acknowledge');
    await story.passes(minutes(5));
    await alarm('OK');
    await story.passes(minutes(11));
    await story.presses('U0ALICE', channel, 'Resolve');
    await story.passes(minutes(2));
    const runs = tally(invoked);
    const all = [...opening, ...(meter?.take() ?? [])];
    return { untilVisible, slack: story.methods(), opening, all, runs, ticks: runs['tick'] ?? 0 };
  } finally {
    await story.stop();
    await meter?.stop();
  }
}

export function lifeFigures({ untilVisible, slack, opening, all, runs, ticks }: Life): Figure[] {
  const opened = usageOf(opening);
  const lived = usageOf(all);
  const units = ({ reads, writes }: typeof lived) => ({ reads: round(reads, 1), writes: round(writes, 1) });
  return [
    {
      name: 'slack-calls-until-step-visible',
      value: untilVisible.length,
      unit: 'calls',
      ratio: round(untilVisible.length / elsewhere),
      against: `${elsewhere} in incidentbot, read from its source`,
      aim: '2',
      parts: tally(untilVisible),
    },
    { name: 'slack-calls-per-incident', value: slack.length, unit: 'calls', parts: tally(slack) },
    {
      name: 'function-runs-per-incident',
      value: sum(Object.values(runs)) - ticks,
      unit: 'runs beside the tick’s',
      parts: runs,
    },
    { name: 'dynamodb-calls-per-opening', value: opened.calls, unit: 'requests', parts: opened.byOperation },
    {
      name: 'dynamodb-calls-per-incident',
      value: lived.calls,
      unit: 'requests',
      parts: { ...lived.byOperation, 'of them by ticks': ticks },
    },
    {
      name: 'dynamodb-units-per-opening',
      value: round(opened.reads + opened.writes, 1),
      unit: 'request units',
      parts: units(opened),
    },
    {
      name: 'dynamodb-units-per-incident',
      value: round(lived.reads + lived.writes, 1),
      unit: 'request units',
      parts: units(lived),
    },
  ];
}
