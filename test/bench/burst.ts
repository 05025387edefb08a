import { intake } from '../../functions/intake.ts';
import { type Story, startStory } from '../harness/story.ts';
import { startTocsin } from '../harness/tocsin.ts';
import { type Figure, median, round, tally } from './figure.ts';
import { allAlarms, oneAlarmEach, syntheticWorkflows } from './synthetic-catalog.ts';

const minuteMs = 60_000;
/** Slack lets conversations.create be called some 20 times a minute (tier 2). */
const creationsAMinute = 20;
/** More minutes than any burst here may need. */
const patience = 30;

/** What became of a burst of alarms, all of which fire at once. */
export interface Burst {
  readonly alarms: number;
  readonly workflows: number;
  /** Alarms that no incident knows of. */
  readonly lost: number;
  readonly incidents: number;
  readonly channels: number;
  readonly deadLetters: number;
  /** Messages that the queues still hold. */
  readonly waiting: number;
  readonly calls: readonly string[];
  readonly rejected: readonly string[];
  /** Minutes on Slack's clock until each incident's first message, in order. */
  readonly visibleAfter: readonly number[];
  /** Minutes on Slack's clock until nothing was left to do, rounded up. */
  readonly drainedAfter: number;
}

/** Every step of every workflow alarms at once, under Slack's documented rate limits, on an advanced clock. */
export async function burst({ workflows: count }: { workflows: number }): Promise<Burst> {
  const workflows = syntheticWorkflows(count);
  const story = await startStory({ workflows, rateLimits: 'documented' });
  try {
    const start = story.clock.now();
    const events = allAlarms(workflows, start);
    await story.happens(...events);
    let minutes = 0;
    for (; minutes < patience && waiting(story) > 0; minutes++) await story.passes(minuteMs);
    const incidents = await story.world.store.open(count * 2);
    const known = new Set(incidents.flatMap(({ alarms }) => Object.values(alarms).map(({ arn }) => arn)));
    const channels = story.incidentChannels();
    const calls = story.slack.calls();
    return {
      alarms: events.length,
      workflows: count,
      lost: events.filter(({ resources }) => !known.has(resources[0] ?? '')).length,
      incidents: incidents.length,
      channels: channels.length,
      deadLetters: story.deadLetters().length,
      waiting: waiting(story),
      drainedAfter: minutes,
      calls: calls.map(({ method }) => method),
      rejected: calls.filter(({ ok }) => !ok).map(({ method, error }) => `${method} ${error}`),
      visibleAfter: channels
        .map(({ messages }) => (Number(messages[0]?.ts) * 1_000 - start.getTime()) / minuteMs)
        .toSorted((a, b) => a - b),
    };
  } finally {
    await story.stop();
  }
}

function waiting({ cloud }: Story): number {
  return (['intake', 'respond'] as const)
    .map((name) => cloud.queue(name))
    .reduce((sum, { ready, delayed, inFlight }) => sum + ready.length + delayed.length + inFlight.length, 0);
}

export function burstFigures(seen: Burst): Figure[] {
  const { alarms, workflows, lost, incidents, channels, deadLetters, waiting: left, calls, rejected } = seen;
  const last = seen.visibleAfter.at(-1) ?? Number.NaN;
  // The first of them may be opened at once; the rest come as the limit refills.
  const least = Math.max(0, (workflows - creationsAMinute) / creationsAMinute);
  const count = { unit: `of ${alarms} alarms over ${workflows} workflows` };
  return [
    { name: 'burst.alarms-lost', value: lost, ...count, aim: '0', parts: { deadLetters, leftInQueues: left } },
    { name: 'burst.incidents', value: incidents, ...count, aim: `${workflows}` },
    { name: 'burst.channels', value: channels, ...count, aim: `${workflows}` },
    {
      name: 'burst.slack-calls-per-alarm',
      value: round(calls.length / alarms),
      unit: 'calls',
      parts: { ...tally(calls), ...tally(rejected) },
    },
    {
      name: 'burst.last-step-visible',
      value: round(last),
      unit: 'Slack minutes',
      ratio: round(last / least),
      against: `${round(least)}: what ${creationsAMinute} channels a minute allow`,
      aim: '≤ 1.5 × that',
      parts: {
        'half of them after': round(seen.visibleAfter[Math.ceil(channels / 2) - 1] ?? Number.NaN),
        'everything after': seen.drainedAfter,
      },
    },
  ];
}

/** Batches that Lambda hands to intake at a time, at the least concurrency an event source can have. */
const atOnce = 2;
const batchSize = 10;

/**
 * How long intake works on a burst, in the time it takes for one alarm. Batches go straight to it, for the bus here
 * delivers one event after the other; respond is put aside, for it would share the processor.
 */
export async function intakeThroughput({ workflows: count }: { workflows: number }): Promise<Figure> {
  const singles = 9;
  const workflows = syntheticWorkflows(count + singles);
  const tocsin = await startTocsin({
    workflows,
    rateLimits: 'off',
    invoking: async (_name, run) => ({ batchItemFailures: [] }) as Awaited<ReturnType<typeof run>>,
  });
  try {
    const at = tocsin.clock.now();
    const take = (events: readonly object[]) => intake(tocsin.world, batchOf(events));
    const ones: number[] = [];
    for (const alarm of oneAlarmEach(workflows.slice(count), at)) ones.push(await timed(() => take([alarm])));
    const alarms = allAlarms(workflows.slice(0, count), at);
    const batches = Array.from({ length: Math.ceil(alarms.length / batchSize) }, (_, index) =>
      alarms.slice(index * batchSize, (index + 1) * batchSize),
    ).values();
    const work = async () => {
      // The iterator is shared: each takes the next batch that nobody has taken.
      for (const batch of batches) await take(batch);
    };
    const all = await timed(() => Promise.all(Array.from({ length: atOnce }, work)));
    await tocsin.settled();
    // The first alarms warm up.
    const one = median(ones.slice(2));
    return {
      name: 'burst.intake-throughput',
      value: round(all / one, 1),
      unit: `times one alarm's time, for ${alarms.length}`,
      ratio: round(all / one / alarms.length, 3),
      against: `${alarms.length} alarms one after another`,
      aim: '≤ 1',
    };
  } finally {
    await tocsin.stop();
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Events as a batch from the intake queue. */
const batchOf = (events: readonly object[]) => ({
  Records: events.map((event, index) => ({
    messageId: String(index),
    receiptHandle: String(index),
    body: JSON.stringify(event),
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:intake',
    awsRegion: 'us-east-1',
  })),
});
