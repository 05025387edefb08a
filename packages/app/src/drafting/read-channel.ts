import type { ChannelHistory } from '@tocsin/postmortem';
import { ChatError, TryAgain } from '../errors.ts';
import type { DraftWorld, HistoryPage, ReadMessage } from './ports.ts';

/** How far reading has come; kept, so that a channel of any length is read in several invocations. */
interface Progress {
  readonly messages: readonly ReadMessage[];
  /** Where the channel goes on; absent once all of it is read. */
  readonly cursor?: string;
  readonly begun: boolean;
  /** Threads that are still to be read, the first from where it says. */
  readonly threads: readonly { readonly ts: string; readonly cursor?: string }[];
}
const nothingYet: Progress = { messages: [], begun: false, threads: [] };

/** Time that is left for drawing up, and for writing down how far reading came. */
const marginMs = 20_000;
const putOffMs = 1_000;

/**
 * All of a channel, threads included, as it is now. A page is one call; between two of them it stops when time runs out
 * or Slack asks for patience, and goes on there the next time.
 *
 * @param key where progress is kept
 * @throws TryAgain when there is more to read
 */
export async function readChannel(
  world: Pick<DraftWorld, 'history' | 'drafts' | 'clock'>,
  { channel, key, deadline }: { channel: string; key: string; deadline: Date },
): Promise<ChannelHistory> {
  const kept = await world.drafts.get(key);
  let progress = kept === undefined ? nothingYet : (JSON.parse(kept) as Progress);
  const stop = async (reason: string, afterMs: number, cause?: unknown): Promise<never> => {
    await world.drafts.put({ key, text: JSON.stringify(progress), contentType: 'application/json' });
    throw new TryAgain(reason, afterMs, { cause });
  };
  try {
    for (
      let next = await readOn(world.history, channel, progress);
      next;
      next = await readOn(world.history, channel, progress)
    ) {
      progress = next;
      if (deadline.getTime() - world.clock.now().getTime() < marginMs) await stop('the channel is long', putOffMs);
    }
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    if (error.retry === 'never')
      return { messages: inOrder(progress), incomplete: `Slack did not show all of it (${error.slackCode})` };
    await stop(error.message, error.retryAfterMs ?? 5_000, error);
  }
  return { messages: inOrder(progress) };
}

/** One page further, or undefined: there is no more. */
async function readOn(
  history: DraftWorld['history'],
  channel: string,
  progress: Progress,
): Promise<Progress | undefined> {
  if (!progress.begun || progress.cursor !== undefined) {
    const at = progress.cursor === undefined ? {} : { cursor: progress.cursor };
    const { messages, next } = await history.channel({ channel, ...at });
    const threads = messages.filter(({ replies = 0 }) => replies > 0).map(({ ts }) => ({ ts }));
    return {
      begun: true,
      messages: [...progress.messages, ...messages],
      threads: [...progress.threads, ...threads],
      ...(next === undefined ? {} : { cursor: next }),
    };
  }
  const [thread, ...others] = progress.threads;
  if (!thread) return undefined;
  const at = thread.cursor === undefined ? {} : { cursor: thread.cursor };
  const { messages, next }: HistoryPage = await history.thread({ channel, thread: thread.ts, ...at });
  const replies = messages.filter(({ ts }) => ts !== thread.ts);
  const threads = next === undefined ? others : [{ ts: thread.ts, cursor: next }, ...others];
  return { ...progress, messages: [...progress.messages, ...replies], threads };
}

/** Each message once, as they were posted: somebody writes while we read, and pages shift. */
function inOrder({ messages }: Progress): readonly ReadMessage[] {
  const byTs = new Map(messages.map((message) => [message.ts, message]));
  return [...byTs.values()].sort((a, b) => a.ts.localeCompare(b.ts));
}
