import type { ChannelMessage } from '../sources.ts';
import { between, postedAt } from '../times.ts';

export interface Question {
  readonly asked: ChannelMessage;
  /** The message that answers it, by the rule that `why` names. */
  readonly answer?: { readonly message: ChannelMessage; readonly why: string };
}

const opening =
  /^(?:<@[^<>]+>\s*|@\S+\s+)*(?:who|what|when|where|why|which|how|is|are|was|were|do|does|did|can|could|should|has|have|any(?:one|body)?)\b/i;

/** Asks something: it ends in a question mark, or a sentence of it does that begins as questions do. */
export function isQuestion(text: string): boolean {
  const words = text.replace(/```[\s\S]*?```|`[^`]*`|https?:\/\/\S+/g, ' ').trim();
  if (words.endsWith('?')) return true;
  return words
    .split(/(?<=[.!?])\s+|\n/)
    .some((sentence) => sentence.trim().endsWith('?') && opening.test(sentence.trim()));
}

/** Written in the channel itself, an answer comes soon or somewhere else. */
const soonMs = 10 * 60_000;
const settled: ReadonlySet<string> = new Set(['white_check_mark', 'heavy_check_mark']);

/**
 * What people asked, with the answer if there is one: the first reply of somebody else in its thread, or the next message
 * of somebody else in the channel within ten minutes that is no question itself, or a check mark that somebody put there.
 *
 * @param messages oldest first
 */
export function questionsIn(messages: readonly ChannelMessage[]): Question[] {
  const threads = new Map<string, ChannelMessage[]>();
  for (const message of messages) {
    if (message.thread === undefined) continue;
    const replies = threads.get(message.thread);
    if (replies) replies.push(message);
    else threads.set(message.thread, [message]);
  }
  const main = messages.filter(({ thread, ts }) => thread === undefined || thread === ts);
  const place = new Map(main.map(({ ts }, index) => [ts, index]));
  return messages
    .filter(({ text }) => text.length > 8 && isQuestion(text))
    .map((asked) => {
      const answer = inThread(asked, threads) ?? inChannel(asked, main, place.get(asked.ts)) ?? byMark(asked);
      return { asked, ...(answer ? { answer } : {}) };
    });
}

function inThread(asked: ChannelMessage, threads: ReadonlyMap<string, readonly ChannelMessage[]>): Question['answer'] {
  const replies = threads.get(asked.thread ?? asked.ts) ?? [];
  const from = asked.thread === undefined ? 0 : after(replies, asked.ts);
  // A thread of thousands is no answer to its last question; the next few replies are.
  const reply = replies
    .slice(from, from + 20)
    .find(({ user, text, ts }) => ts > asked.ts && user !== asked.user && !isQuestion(text));
  return reply && { message: reply, why: 'the first reply in its thread' };
}

/** Where what comes after `ts` begins; the replies are in order. */
function after(replies: readonly ChannelMessage[], ts: string): number {
  let [low, high] = [0, replies.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((replies[middle]?.ts ?? '') <= ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inChannel(
  asked: ChannelMessage,
  main: readonly ChannelMessage[],
  index: number | undefined,
): Question['answer'] {
  if (index === undefined) return undefined;
  for (const message of main.slice(index + 1, index + 9)) {
    if (between(postedAt(asked.ts), postedAt(message.ts)) > soonMs) return undefined;
    if (message.user !== asked.user && !isQuestion(message.text))
      return { message, why: 'what somebody else wrote next' };
  }
  return undefined;
}

function byMark(asked: ChannelMessage): Question['answer'] {
  return asked.reactions?.some(({ name, users }) => settled.has(name) && users.length > 0)
    ? { message: asked, why: 'somebody put a check mark there' }
    : undefined;
}
