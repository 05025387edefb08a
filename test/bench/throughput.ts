import { intake } from '../../functions/intake.ts';
import { respondTo } from '../../functions/respond.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { type Figure, median, round } from './figure.ts';
import { realClock } from './real-clock.ts';
import { allAlarms, oneAlarmEach, syntheticWorkflows } from './synthetic-catalog.ts';

/** Batches that Lambda hands to a function at a time, at the least concurrency an event source can have. */
const atOnce = 2;
const batchSize = 10;
/** What a call to Slack takes here; near what its Web API takes from a data centre. */
const slackMs = 150;
const singles = 9;

/**
 * How long intake works on a burst, in the time it takes for one alarm. Batches go straight to it, for the bus here
 * delivers one event after the other; respond is put aside, for it would share the processor.
 */
export async function intakeThroughput({ workflows: count }: { workflows: number }): Promise<Figure> {
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
    const all = await timed(() => inBatches(alarms, take));
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

/**
 * How long respond works on many incidents that have just opened, each to its channel with everything in it, in the time
 * that it takes for one: most of it is Slack's, of which it waits for many at once.
 */
export async function respondThroughput({ workflows: count }: { workflows: number }): Promise<Figure> {
  const workflows = syntheticWorkflows(count + singles);
  const tocsin = await startTocsin({
    workflows,
    clock: realClock,
    latencyMs: slackMs,
    rateLimits: 'off',
    storms: { channels: workflows.length },
    invoking: async (_name, run) => ({ batchItemFailures: [] }) as Awaited<ReturnType<typeof run>>,
  });
  try {
    const alarms = oneAlarmEach(workflows, new Date());
    const { outcomes } = await intake(tocsin.world, batchOf(alarms));
    const incidents = outcomes.map(({ incident }) => ({ incident }));
    const show = async (orders: readonly object[]) => {
      const { batchItemFailures } = await respondTo(responding(tocsin), batchOf(orders));
      if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} responses failed`);
    };
    const ones: number[] = [];
    for (const incident of incidents.slice(count)) ones.push(await timed(() => show([incident])));
    const all = await timed(() => inBatches(incidents.slice(0, count), show));
    await tocsin.settled();
    const one = median(ones.slice(2));
    return {
      name: 'burst.respond-throughput',
      value: round(count / (all / slackMs), 1),
      unit: 'incidents shown whole in a Slack round trip',
      ratio: round(all / one / count, 3),
      against: `${count} incidents one after another, ${round(one / slackMs, 1)} round trips each`,
      aim: '≤ 0.5',
    };
  } finally {
    await tocsin.stop();
  }
}

const responding = ({ world }: Tocsin) => ({ world, queue: { postpone: async () => {} }, maxReceives: 10 });

async function inBatches(all: readonly object[], take: (batch: readonly object[]) => Promise<unknown>): Promise<void> {
  const batches = Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
    all.slice(index * batchSize, (index + 1) * batchSize),
  ).values();
  const work = async () => {
    // The iterator is shared: each takes the next batch that nobody has taken.
    for (const batch of batches) await take(batch);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** What a queue hands over as a batch. */
const batchOf = (events: readonly object[]) => ({
  Records: events.map((event, index) => ({
    messageId: String(index),
    receiptHandle: String(index),
    body: JSON.stringify(event),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(Date.now()),
      ApproximateFirstReceiveTimestamp: String(Date.now()),
      SenderId: 'bench',
    },
    md5OfBody: '',
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench',
    awsRegion: 'us-east-1',
  })),
});
