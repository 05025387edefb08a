import type { World } from '@tocsin/app';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { type Figure, median, round } from './figure.ts';
import { realClock } from './real-clock.ts';
import { oneAlarmEach, syntheticWorkflows } from './synthetic-catalog.ts';

/** What a call to Slack takes here; near what its Web API takes from a data centre. */
const latencyMs = 150;

/** Moments of one opening, in the order they come. */
const moments = [
  'put',
  'intake begins',
  'response asked for',
  'respond begins',
  'create sent',
  'create answered',
  'post sent',
  'post answered',
] as const;
type Moment = (typeof moments)[number];
/** When each moment was, ms, and what the processor worked in between, for the whole process. */
type Opening = Readonly<Record<Moment, number>> & { readonly processorMs: number };

interface Openings {
  readonly seen: readonly Opening[];
  /** What the embedded DynamoDB takes for one small request when nothing else is asked of it. */
  readonly requestMs: number;
}

/** Opens incidents one after another in real time, and says when what happened; the first is to warm up. */
async function openings(count: number): Promise<Openings> {
  const workflows = syntheticWorkflows(count + 1);
  const seen: Opening[] = [];
  let marks: Partial<Record<Moment, number>> = {};
  let visible: () => void = () => {};
  const mark = (moment: Moment) => {
    marks[moment] ??= performance.now();
    if (moment === 'post answered') visible();
  };
  const tocsin: Tocsin = await startTocsin({
    workflows,
    clock: realClock,
    latencyMs,
    rateLimits: 'off',
    around: (world) => watched(world, mark),
    invoking: (name, run) => {
      if (name === 'intake') mark('intake begins');
      if (name === 'respond') mark('respond begins');
      return run();
    },
  });
  try {
    for (const event of oneAlarmEach(workflows, new Date())) {
      marks = {};
      const shown = new Promise<void>((resolve) => (visible = resolve));
      const before = process.cpuUsage();
      mark('put');
      tocsin.cloud.bus.put(event as Parameters<typeof tocsin.cloud.bus.put>[0]);
      await shown;
      const { user, system } = process.cpuUsage(before);
      await tocsin.settled();
      seen.push({ ...(marks as Record<Moment, number>), processorMs: (user + system) / 1_000 });
    }
    return { seen: seen.slice(1), requestMs: await requestTime(tocsin) };
  } finally {
    await tocsin.stop();
  }
}

async function requestTime({ world }: Tocsin): Promise<number> {
  const times: number[] = [];
  for (let request = 0; request < 21; request++) {
    const start = performance.now();
    await world.store.readOpening({ key: `nobody:${request}` });
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Marks the calls on the way to the step in its channel, as the functions see them. */
function watched(world: World, mark: (moment: Moment) => void): World {
  const { chat, outbox } = world;
  return {
    ...world,
    outbox: {
      async send(message) {
        await outbox.send(message);
        mark('response asked for');
      },
    },
    chat: {
      ...chat,
      async createChannel(channel) {
        mark('create sent');
        const made = await chat.createChannel(channel);
        mark('create answered');
        return made;
      },
      async post(message) {
        if (message.effect.effect !== 'situation') return chat.post(message);
        mark('post sent');
        const posted = await chat.post(message);
        mark('post answered');
        return posted;
      },
    },
  };
}

const between = (from: Moment, to: Moment) => (opening: Opening) => opening[to] - opening[from];
const whole = between('put', 'post answered');
/** Without the bus, the queues and their polling, which here are imitations. */
const handlers = (opening: Opening) =>
  between('intake begins', 'response asked for')(opening) + between('respond begins', 'post answered')(opening);

/** From an alarm to the step in its channel, in Slack round trips, and what the time beside Slack goes to. */
export async function alarmToStepVisible({ count }: { count: number }): Promise<Figure[]> {
  const { seen, requestMs } = await openings(count);
  const of = (measure: (opening: Opening) => number) => median(seen.map(measure));
  const trips = (ms: number) => round(ms / latencyMs);
  const parts = Object.fromEntries(
    moments.slice(1).map((moment, index) => {
      const before = moments[index] ?? 'put';
      return [`${before} → ${moment}, ms`, round(of(between(before, moment)), 1)];
    }),
  );
  const fastest = (measure: (opening: Opening) => number) => trips(Math.min(...seen.map(measure)));
  const against = `one Slack round trip of ${latencyMs} ms; median of ${count}`;
  return [
    {
      name: 'alarm-to-step-visible',
      value: trips(of(whole)),
      unit: 'round trips',
      ratio: trips(of(whole)),
      against,
      aim: '≤ 2.3',
      parts: {
        ...parts,
        'processor, ms': round(
          of(({ processorMs }) => processorMs),
          1,
        ),
        'one DynamoDB request, ms': round(requestMs, 1),
        fastest: fastest(whole),
      },
    },
    {
      name: 'handlers-alarm-to-step-visible',
      value: trips(of(handlers)),
      unit: 'round trips',
      ratio: trips(of(handlers)),
      against: `${against}, without bus and queues`,
      aim: '≤ 2.2',
      parts: { fastest: fastest(handlers) },
    },
  ];
}
