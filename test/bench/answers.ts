import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AppAnswer, type AppRequest, PersonError } from '@tocsin/slack-simulator';
import { credentials } from '../../packages/workbench/src/people.ts';
import { buildAll } from '../../tools/build.ts';
import { alarmEvent } from '../harness/events.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { alice, type Place, type Request, requests } from './answer-requests.ts';
import { type Figure, median, quantile, round } from './figure.ts';
import { type FunctionProcess, startFunction } from './function-process.ts';
import { buildComparison } from './plain-bundle.ts';
import { realClock } from './real-clock.ts';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
/** Slack's patience, in which a cold start must fit. */
const patienceMs = 3_000;

/**
 * How long the built slack function takes from an event to its answer, in a process of its own, over an embedded AWS and
 * Slack: cold (import and first call) and warm.
 */
export async function answers({ cold, warm }: { cold: number; warm: number }): Promise<Figure[]> {
  const out = await mkdtemp(path.join(tmpdir(), 'tocsin-bench-'));
  const tocsin = await startTocsin({ clock: realClock, rateLimits: 'off' });
  try {
    await buildAll({ outdir: out });
    const { empty } = await buildComparison(root, out);
    const file = path.join(out, 'functions/slack/index.mjs');
    const place = await anIncident(tocsin);
    const floor = await emptyHandler(empty, cold);
    const figures: Figure[] = [];
    for (const [kind, request] of Object.entries(requests)) {
      const first = await timed(place, request, { file, calls: cold, fresh: true });
      const next = await timed(place, request, { file, calls: warm, fresh: false });
      figures.push(figureOf('cold-answer', kind, first, floor), figureOf('warm-answer', kind, next, floor));
    }
    return figures;
  } finally {
    await tocsin.stop();
    await rm(out, { recursive: true, force: true });
  }
}

async function anIncident(tocsin: Tocsin): Promise<Place> {
  await tocsin.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: new Date() }));
  const channel = tocsin.slack.snapshot().channels.find(({ name }) => name.startsWith('inc-'));
  const ts = channel?.messages.find(({ bot }) => bot)?.ts;
  if (!channel || ts === undefined) throw new Error('no incident was opened to ask about');
  await tocsin.slack.as(alice).join(channel.id);
  const direct = await tocsin.slack.as(alice).openDm();
  await tocsin.slack.as(alice).command({ channel: channel.id, text: '/incident status' });
  const shown = tocsin.slack.snapshot(alice).channels.find(({ id }) => id === channel.id);
  const kept = shown?.messages.findLast(({ ephemeral }) => ephemeral)?.ts;
  if (kept === undefined) throw new Error('the status was not shown');
  return { tocsin, channel: channel.id, ts, kept, direct };
}

interface Times {
  readonly ms: readonly number[];
  readonly failed: number;
}

async function timed(
  place: Place,
  { prepare, make, opensModal }: Request,
  { file, calls, fresh }: { file: string; calls: number; fresh: boolean },
): Promise<Times> {
  const ms: number[] = [];
  let failed = 0;
  let counts = false;
  let kept: FunctionProcess | undefined;
  const processFor = () => startFunction(file, { ...process.env });
  const answer = async (request: AppRequest): Promise<AppAnswer> => {
    const own = fresh && counts;
    const running = own ? processFor() : (kept ??= processFor());
    try {
      const told = await running.ask(functionUrlEvent(request));
      if (counts) ms.push(told.ms);
      if (told.answer.statusCode !== 200) failed += 1;
      return { status: told.answer.statusCode, body: told.answer.body ?? '', headers: told.answer.headers ?? {} };
    } finally {
      if (own) running.stop();
    }
  };
  place.tocsin.slack.connectApp({ signingSecret: credentials.signingSecret, deliver: answer });
  // The first call warms up, and does not count where calls are warm.
  for (let turn = 0; turn < calls + (fresh ? 0 : 1); turn++) {
    await prepare?.(place, turn);
    await place.tocsin.slack.settled();
    counts = true;
    // What could not be done, a form submitted that was not opened in time, has failed.
    await make(place, turn).catch((error: unknown) => {
      if (!(error instanceof PersonError)) throw error;
      failed += 1;
    });
    await place.tocsin.slack.settled();
    counts = false;
    const open = place.tocsin.slack.snapshot(alice).modals.some(({ user }) => user === alice);
    if (opensModal && !open) failed += 1;
    if (open) await place.tocsin.slack.as(alice).closeView({ all: true });
  }
  kept?.stop();
  return { ms: fresh ? ms : ms.slice(1), failed };
}

async function emptyHandler(file: string, calls: number): Promise<number> {
  const ms: number[] = [];
  for (let turn = 0; turn < calls; turn++) {
    const running = startFunction(file, { ...process.env });
    ms.push((await running.ask({})).ms);
    running.stop();
  }
  return median(ms);
}

function figureOf(name: string, kind: string, { ms, failed }: Times, floor: number): Figure {
  const p99 = quantile(ms, 0.99);
  return {
    name: `${name}.${kind.replaceAll(' ', '-')}`,
    value: round(p99 / patienceMs, 3),
    unit: "of Slack's three seconds, p99",
    ratio: round(median(ms) / floor, 1),
    against: `an empty handler's cold start (${round(floor, 1)} ms), p50`,
    aim: '< 1',
    parts: { 'p50, ms': round(median(ms), 1), 'p99, ms': round(p99, 1), calls: ms.length, failed },
  };
}

/** As a function URL hands it over. */
const functionUrlEvent = ({ headers, body, path: rawPath }: AppRequest) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath,
  rawQueryString: '',
  headers,
  requestContext: { http: { method: 'POST', path: rawPath }, requestId: 'bench' },
  body,
  isBase64Encoded: false,
});
