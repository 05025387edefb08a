import type { Message } from './model.ts';

/** What was said in a channel, by ts; found without a search, however much it is. */
export class MessageLog {
  readonly #all: Message[] = [];
  readonly #byTs = new Map<string, Message>();
  /** By ts of the root: its replies, oldest first. */
  readonly #threads = new Map<string, Message[]>();

  /** Oldest first; replies among the others. */
  get all(): readonly Message[] {
    return this.#all;
  }

  get(ts: string): Message | undefined {
    return this.#byTs.get(ts);
  }

  /** Without the root. */
  repliesTo(ts: string): readonly Message[] {
    return this.#threads.get(ts) ?? [];
  }

  /** Puts it at the end: time goes forward. */
  add(message: Message): void {
    this.#all.push(message);
    this.#byTs.set(message.ts, message);
    const thread = rootOf(message);
    if (thread === undefined) return;
    const replies = this.#threads.get(thread);
    if (replies === undefined) this.#threads.set(thread, [message]);
    else replies.push(message);
  }

  replace(message: Message, by: Message): void {
    this.#all[this.#all.indexOf(message)] = by;
    this.#byTs.set(message.ts, by);
  }

  remove(message: Message): void {
    this.#all.splice(this.#all.indexOf(message), 1);
    this.#byTs.delete(message.ts);
    const replies = this.#threads.get(rootOf(message) ?? '');
    replies?.splice(replies.indexOf(message), 1);
  }
}

/** Of a reply: ts of the message it replies to. */
const rootOf = ({ ts, thread_ts }: Message): string | undefined => (thread_ts === ts ? undefined : thread_ts);
