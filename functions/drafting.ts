import { TryAgain } from '@tocsin/app';
import { type DraftOrder, type DraftWorld, drawUp, giveUp } from '@tocsin/app/drafting';
import { draftOrderOf } from '@tocsin/aws/orders';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** What a draft is drawn up with: its world, and the queue that its message goes back to. */
export interface Drafting {
  readonly world: DraftWorld;
  readonly postpone: (receiptHandle: string, afterMs: number) => Promise<void>;
}

/** A channel of ten thousand messages is read in minutes; whoever waits longer than this is better told. */
const longestMs = 60 * 60_000;
/** What is not Slack's patience is tried again for so long: DynamoDB and S3 are back by then, or it is our own fault. */
const troubleMs = 10 * 60_000;

/** Draws up the draft that a message asks for; a batch holds one. What is not through comes back when it says. */
export async function drawUpDrafts(
  { world, postpone }: Drafting,
  { Records }: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const left = await Promise.all(Records.map((record) => one(record)));
  return {
    batchItemFailures: left.flatMap((messageId) => (messageId === undefined ? [] : [{ itemIdentifier: messageId }])),
  };

  /** The message's id, if it has to come back. */
  async function one({ messageId, receiptHandle, body, attributes }: SQSRecord): Promise<string | undefined> {
    const { order, problem } = draftOrderOf(body);
    if (!order) {
      world.log.error('unreadable', { messageId, reason: `the body names no draft: ${problem}` });
      return messageId;
    }
    const now = world.clock.now().getTime();
    const waited = now - (Number(attributes.SentTimestamp) || now);
    let afterMs: number;
    try {
      if (waited > longestMs) return await tell(order, 'it was not done within an hour');
      const drawn = await drawUp(world, order, new Date(now + context.getRemainingTimeInMillis()));
      world.log.info('draft', { ...order, outcome: drawn.type });
      return undefined;
    } catch (error) {
      const receives = Number(attributes.ApproximateReceiveCount) || 1;
      if (error instanceof TryAgain) {
        afterMs = error.afterMs;
        world.log.info('draft later', { ...order, receives, afterMs, reason: error.message });
      } else {
        afterMs = Math.min(2_000 * 2 ** receives, 60_000);
        world.log.error('draft failed', { ...order, receives, error });
        if (waited > troubleMs && (await told(order, error))) return undefined;
      }
    }
    await postpone(receiptHandle, afterMs).catch((error: unknown) => world.log.warn('postpone', { ...order, error }));
    return messageId;
  }

  async function tell(order: DraftOrder, reason: string): Promise<undefined> {
    await giveUp(world, order, reason);
    world.log.error('draft given up', { ...order, reason });
  }

  /** Whether people could be told; the error itself is for the log alone, since it may quote what is private. */
  async function told(order: DraftOrder, error: unknown): Promise<boolean> {
    const kind = error instanceof Error ? error.name : 'an error';
    return tell(order, `it failed again and again (${kind}); the log of the function draft says at what`).then(
      () => true,
      () => false,
    );
  }
}
