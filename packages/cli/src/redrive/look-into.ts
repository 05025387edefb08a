import type { SQSClient } from '@aws-sdk/client-sqs';
import type { LettersOf } from '../deployment.ts';
import { type Letter, letterBox } from './dead-letters.ts';
import { type Reason, reasonOf } from './reason.ts';

/** What became, or would become, of one message. */
export interface Redriven extends Reason {
  readonly id: string;
  readonly ageSeconds: number;
  readonly receives: number;
  readonly outcome: 'would-send' | 'sent' | 'would-remove' | 'removed' | 'left';
}

export interface Queue {
  readonly queue: LettersOf;
  readonly deadLetters: string | null;
  readonly messages: readonly Redriven[];
}

interface Looking {
  readonly queue: LettersOf;
  /** Where its dead letters lie, and where what is sent again goes. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly send: boolean;
  /** Another queue has the same dead letters: each tells of its own. */
  readonly shared: boolean;
}

/** Says why each message was given up and, if told so, sends what can be worked on. */
export async function lookInto(client: SQSClient, { queue, from, to, send, shared }: Looking): Promise<Queue> {
  if (from === undefined) return { queue, deadLetters: null, messages: [] };
  const box = letterBox(client, { from, to });
  const messages: Redriven[] = [];
  // All that is received stays hidden until it is deleted or put back, so none is seen twice, or hardly ever.
  const kept: Letter[] = [];
  const sent = new Set<string>();
  const stuck = new Set<string>();

  /** What became of it; a group whose letter could not be sent waits with it, for its order counts. */
  async function handle(letter: Letter, reason: Reason): Promise<Pick<Redriven, 'outcome' | 'reason'>> {
    const { again } = reason;
    if (again !== 'helps' && again !== 'made-up-for') return { ...reason, outcome: 'left' };
    if (!send) return { ...reason, outcome: again === 'helps' ? 'would-send' : 'would-remove' };
    if (letter.group !== undefined && stuck.has(letter.group))
      return { reason: `${reason.reason}; it waits for what lies before it`, outcome: 'left' };
    try {
      await (again === 'helps' ? box.send(letter) : box.remove(letter));
      sent.add(letter.id);
      return { ...reason, outcome: again === 'helps' ? 'sent' : 'removed' };
    } catch (error) {
      if (letter.group !== undefined) stuck.add(letter.group);
      const why = error instanceof Error ? error.message || error.name : String(error);
      return { reason: `${reason.reason}; sending it again failed: ${why}`, outcome: 'left' };
    }
  }

  try {
    for (let letters = await box.take(); letters.length > 0; letters = await box.take()) {
      for (const letter of letters) {
        const { id, receives, sentAt } = letter;
        // SQS may hand out a message twice (developer guide, "At-least-once delivery").
        if (sent.has(id)) {
          await box.remove(letter);
          continue;
        }
        const reason = await reasonOf(queue, letter);
        const done = await handle(letter, reason);
        if (!sent.has(id)) kept.push(letter);
        if (reason.again === 'elsewhere' && shared) continue;
        const ageSeconds = Math.max(0, Math.round((Date.now() - sentAt) / 1000));
        if (!messages.some((one) => one.id === id)) messages.push({ id, ageSeconds, receives, ...reason, ...done });
      }
    }
  } finally {
    await box.putBack(kept);
  }
  return { queue, deadLetters: from, messages };
}
