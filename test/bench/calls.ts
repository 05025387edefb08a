import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { signatureOf } from '@tocsin/slack-simulator';
import { credentials } from '../../packages/workbench/src/people.ts';
import { sizing } from '../../stacks/sizing.ts';
import { buildAll } from '../../tools/build.ts';
import { alarmEvent } from '../harness/events.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { alice } from './answer-requests.ts';
import { type Figure, median, quantile, round } from './figure.ts';
import { type FunctionProcess, startFunction, type Told } from './function-process.ts';
import { buildComparison } from './plain-bundle.ts';
import { realClock } from './real-clock.ts';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
/** Of slack, the command that reads an incident; what other requests take, `answers` tells. */
const names = ['intake', 'slack', 'respond', 'tick'] as const;
type Name = (typeof names)[number];

const megabyte = 2 ** 20;
const isEven = (turn: number): boolean => turn % 2 === 0;

/**
 * Import and first call of each function, its calls after that, and the memory that its process then has; in processes of
 * their own, over an embedded AWS and Slack. Round by round, one call of each, so that what else the machine does falls on all.
 */
export async function calls({ cold, warm }: { cold: number; warm: number }): Promise<Figure[]> {
  const out = await mkdtemp(path.join(tmpdir(), 'tocsin-bench-'));
  let aside = false;
  const tocsin = await startTocsin({
    clock: realClock,
    rateLimits: 'off',
    // Once there is an incident, what the measured processes put into the queues is theirs alone.
    invoking: async (_name, run) => (aside ? ({ batchItemFailures: [] } as Awaited<ReturnType<typeof run>>) : run()),
  });
  try {
    const built = await buildAll({ outdir: out, names });
    const { empty } = await buildComparison(root, out);
    const events = await eventsOf(tocsin);
    aside = true;
    const files = {
      ...Object.fromEntries(built.map(({ name }) => [name, path.join(out, 'functions', name, 'index.mjs')])),
      empty,
    };
    const first = new Map<string, Told[]>();
    for (let turn = 0; turn < cold; turn++) {
      for (const [name, file] of Object.entries(files)) {
        const running = startFunction(file, { ...process.env });
        first.set(name, [...(first.get(name) ?? []), await running.ask(events[name as Name]?.(turn) ?? {})]);
        running.stop();
      }
    }
    const next = await warmCalls(files, events, warm);
    const floor = median((first.get('empty') ?? []).map(({ ms }) => ms));
    return names.flatMap((name) =>
      figuresOf(name, { first: first.get(name) ?? [], next: next.get(name) ?? [], floor }),
    );
  } finally {
    await tocsin.stop();
    await rm(out, { recursive: true, force: true });
  }
}

async function warmCalls(
  files: Readonly<Record<string, string>>,
  events: Events,
  count: number,
): Promise<ReadonlyMap<string, Told[]>> {
  const running = new Map<Name, FunctionProcess>(
    names.map((name) => [name, startFunction(files[name] ?? '', { ...process.env })]),
  );
  const told = new Map<string, Told[]>();
  // The first of each is cold.
  for (let turn = 0; turn <= count; turn++) {
    for (const [name, one] of running) {
      const answer = await one.ask(events[name](turn));
      if (turn > 0) told.set(name, [...(told.get(name) ?? []), answer]);
    }
  }
  for (const one of running.values()) one.stop();
  return told;
}

type Events = Readonly<Record<Name, (turn: number) => object>>;

/** An alarm that joins or recovers, a command, an incident of which everything is shown, a minute in which nothing is due. */
async function eventsOf(tocsin: Tocsin): Promise<Events> {
  const workflow = { workflow: 'design-viewer', step: 'view' };
  await tocsin.happens(alarmEvent({ ...workflow, value: 'ALARM', at: new Date() }));
  const [incident] = await tocsin.world.store.open(1);
  if (!incident) throw new Error('no incident was opened to work on');
  const shown = await tocsin.world.store.load(incident.id);
  const record = (body: object) => ({
    Records: [
      {
        messageId: 'bench',
        receiptHandle: 'bench',
        body: JSON.stringify(body),
        attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
        messageAttributes: {},
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench',
        awsRegion: 'us-east-1',
      },
    ],
  });
  return {
    intake: (turn) => record(alarmEvent({ ...workflow, value: isEven(turn) ? 'OK' : 'ALARM', at: new Date() })),
    slack: () => command({ text: 'status', channel_id: shown?.channel?.id ?? '', user_id: alice }),
    respond: () => record({ incident: incident.id }),
    tick: () => ({ time: new Date().toISOString() }),
  };
}

/** A slash command as Slack sends it to a function URL. */
function command(fields: Record<string, string>): object {
  const body = new URLSearchParams({
    command: '/incident',
    team_id: 'T0EXAMPLE1',
    response_url: 'http://127.0.0.1:9/',
    trigger_id: 'bench',
    ...fields,
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signatureOf(credentials.signingSecret, timestamp, body),
  };
  const requestContext = { http: { method: 'POST', path: '/' }, requestId: 'bench' };
  return { version: '2.0', rawPath: '/', headers, requestContext, body, isBase64Encoded: false };
}

function figuresOf(
  name: Name,
  { first, next, floor }: { first: readonly Told[]; next: readonly Told[]; floor: number },
): Figure[] {
  const failed = [...first, ...next].filter(
    ({ answer }) => (answer.batchItemFailures ?? []).length > 0 || (answer.statusCode ?? 200) !== 200,
  ).length;
  const [cold, warm] = [first, next].map((told) => told.map(({ ms }) => ms)) as [number[], number[]];
  const given = Number.parseInt(sizing[name].memory, 10);
  const used = Math.max(...next.map(({ rss }) => rss)) / megabyte;
  return [
    {
      name: `first-call.${name}`,
      value: round(median(cold), 1),
      unit: 'ms, import and first call',
      ratio: round(median(cold) / floor, 1),
      against: `an empty handler's (${round(floor, 1)} ms); median of ${cold.length}`,
      parts: { 'p99, ms': round(quantile(cold, 0.99), 1), failed },
    },
    {
      name: `warm-call.${name}`,
      value: round(median(warm), 1),
      unit: 'ms, p50',
      ratio: round(median(warm) / median(cold), 3),
      against: `its first call; of ${warm.length}`,
      parts: { 'p99, ms': round(quantile(warm, 0.99), 1) },
    },
    {
      name: `memory.${name}`,
      value: round(used),
      unit: `MB resident after ${next.length} calls`,
      ratio: round(used / given),
      against: `the ${given} MB that it is given`,
      aim: '≤ 0.5',
    },
  ];
}
