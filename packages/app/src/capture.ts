import { type Incident, tocsin, type Unread, unread } from '@tocsin/incident';
import { contentOf } from './captured-content.ts';
import { commit, silently } from './commit.ts';
import { ChatError } from './errors.ts';
import type { ReadMessage, World } from './ports.ts';

/** Each is two calls to Slack or more, and what else the incident has to say should not wait for hundreds. */
const atOnce = 10;
/** Files may take longer than that: then the rest is for the next time. */
const patienceMs = 5_000;
/** How long to leave what is broken alone; the next try after it begins with other messages. */
const brokenMs = 60_000;

/** How far reading got. */
export interface Reading {
  /** The version that the incident is at if nothing but what was read came since. */
  readonly version: number;
  /** When to look again, ISO 8601, because something was in the way. */
  readonly again?: string;
  /** Whether there is more to read at once. */
  readonly more: boolean;
}

/**
 * Reads the messages that were captured and not read yet, some at a time, and commits what was read; nothing of that is
 * shown by an effect, so no response is asked for. What cannot be read now holds up nothing else. Done twice it writes
 * the same files and no second entry.
 */
export async function readCaptured(world: World, incident: Incident): Promise<Reading> {
  const now = world.clock.now().getTime();
  const wanted = inTurn(unread(incident), now);
  const until = now + patienceMs;
  const reads = await Promise.all(
    wanted.slice(0, atOnce).map(async (message) => ({ message, read: await settled(readOrWhyNot(world, message)) })),
  );
  let known = incident;
  let done = 0;
  const waits: string[] = [];
  for (const { message, read } of reads) {
    if (world.clock.now().getTime() > until) break;
    try {
      known = await record(world, known, { message, read: await read() });
      done += 1;
    } catch (error) {
      waits.push(readLater(world, incident, error));
    }
  }
  const again = waits.sort()[0];
  return {
    version: known.version === incident.version + done ? known.version : incident.version,
    ...(again === undefined ? {} : { again }),
    more: done > 0 && done + waits.length < wanted.length,
  };
}

/**
 * The messages, beginning with others on each try after a failure: were it always the first, those whose files cannot be
 * kept would keep all behind them from being read. As many as are read at once are passed over for each such try, so
 * that every message comes to be among the first.
 */
function inTurn(messages: readonly Unread[], now: number): readonly Unread[] {
  const first = (Math.floor(now / brokenMs) * atOnce) % Math.max(messages.length, 1);
  return [...messages.slice(first), ...messages.slice(0, first)];
}

/** What a promise came to, to be had later: until then a failure is nobody's. */
async function settled<Value>(promise: Promise<Value>): Promise<() => Promise<Value>> {
  const [outcome] = await Promise.allSettled([promise]);
  return async () => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  };
}

function readLater({ log, clock }: World, { id }: Incident, error: unknown): string {
  const after = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  if (!(error instanceof ChatError)) {
    log.error('read failed', { incident: id, error });
    return after(brokenMs);
  }
  const { method, slackCode: code, retryAfterMs = 5_000 } = error;
  log.info('read later', { incident: id, method, code });
  return after(retryAfterMs);
}

/** Writes down what was read of a message, with the names of whom it mentions, once its files are in private storage. */
async function record(
  world: World,
  incident: Incident,
  { message, read }: { message: Unread; read: ReadMessage | string },
): Promise<Incident> {
  const { id } = incident;
  const what =
    typeof read === 'string' ? { missing: read } : { content: await contentOf(world, incident, message, read) };
  const { channel, ts, edit } = message;
  const thread = typeof read === 'string' ? message.thread : (read.thread ?? message.thread);
  const place = { channel, ts, ...(thread === undefined ? {} : { thread }) };
  const recorded = await commit(silently(world), {
    id,
    incident,
    command: { type: 'record-message', by: tocsin, message: place, ...what, ...(edit === undefined ? {} : { edit }) },
    cause: ['read', channel, ts, ...(edit === undefined ? [] : [edit])].join(':'),
  });
  return recorded.type === 'done' ? recorded.incident : incident;
}

async function readOrWhyNot({ chat }: World, message: Unread): Promise<ReadMessage | string> {
  try {
    return (await chat.readMessage(message)) ?? 'it was gone when it was read';
  } catch (error) {
    if (error instanceof ChatError && error.retry === 'never') return `Slack refused to show it (${error.slackCode})`;
    throw error;
  }
}
