import { randomUUID } from 'node:crypto';
import { hear, hearParts, noteBeat, type Opens, respond, TryAgain, type World, watchMs } from '@tocsin/app';
import type { ResponseQueue } from '@tocsin/aws';
import { type Read, type ResponseOrder, responseOrderOf } from '@tocsin/aws/orders';
import type { Incident } from '@tocsin/incident';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { measureQueue } from './queue-age.ts';
import { once, respondWorld } from './world.ts';

const world = once(respondWorld);

/** Makes Slack and the pagers show what incidents are now; the queue gives an incident to one call at a time. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const made = await world();
  measureQueue(made.world, event);
  return respondTo(made, event);
};

interface Responding {
  readonly world: World;
  readonly queue: Pick<ResponseQueue, 'postpone'>;
  /** Receives after which the queue gives a message up. */
  readonly maxReceives: number;
}

/**
 * Responds once for each incident of the batch, however many messages ask for it: a response shows all there is. What
 * was done in Slack and only heard of here is decided on before, one after another in the order in which it came; when
 * nothing came of it there is nothing to show. A failure fails all of an incident's messages, for the queue keeps their order, and says when they come back.
 */
export async function respondTo(responding: Responding, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const read = new Map<SQSRecord, Read<ResponseOrder>>(
    await Promise.all(Records.map(async (record) => [record, await responseOrderOf(record.body)] as const)),
  );
  const incidents = new Map<string, SQSRecord[]>();
  for (const [record, { order, problem }] of read) {
    if (problem !== undefined)
      responding.world.log.error('unreadable', {
        messageId: record.messageId,
        reason: `the body is no order to respond: ${problem}`,
      });
    const incident = order?.incident ?? `unreadable:${record.messageId}`;
    incidents.set(incident, [...(incidents.get(incident) ?? []), record]);
  }
  const orderOf: OrderOf = (record) => read.get(record)?.order ?? {};
  const failed = await Promise.all(
    [...incidents].map(([incident, records]) => respondToOne(responding, { incident, records, orderOf })),
  );
  return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** Nothing, if the message cannot be read. */
type OrderOf = (record: SQSRecord) => Partial<ResponseOrder>;

/** The messages that failed. */
async function respondToOne(
  { world, queue, maxReceives }: Responding,
  {
    incident,
    records,
    orderOf,
  }: { readonly incident: string; readonly records: readonly SQSRecord[]; readonly orderOf: OrderOf },
): Promise<readonly SQSRecord[]> {
  const [first] = records;
  if (!first || orderOf(first).incident === undefined) return records;
  const undecided = new Set(records.filter((record) => orderOf(record).heard || orderOf(record).told));
  // What comes a second time may have changed something before it crashed.
  let toShow = records.some((record) => !(orderOf(record).heard || orderOf(record).told) || receivesOf(record) > 1);
  let known: Incident | undefined;
  try {
    const beats = records.flatMap((record) => orderOf(record).beat ?? []);
    for (const beat of beats) await noteBeat(world, beat);
    if (beats.length > 0) return [];
    const tellers = records.filter((record) => orderOf(record).told);
    if (tellers.length > 0) {
      const hearing = await hearParts(
        world,
        incident,
        tellers.flatMap((record) => orderOf(record).told ?? []),
      );
      known = hearing.incident;
      toShow ||= hearing.changed;
      for (const record of tellers) undecided.delete(record);
    }
    for (const record of records) {
      const { heard } = orderOf(record);
      if (heard) {
        const hearing = await hear(world, incident, heard, known);
        known = hearing.incident;
        toShow ||= hearing.changed;
      }
      undecided.delete(record);
    }
    if (!toShow) return [];
    const { performed } = await respond(world, incident, randomUUID(), openingOf(world, records, orderOf));
    world.log.info('respond', { incident, performed });
    return [];
  } catch (error) {
    const receives = Math.max(...records.map(receivesOf));
    const seconds = error instanceof TryAgain ? error.afterMs / 1000 : Math.min(2 ** receives * 2, 60);
    if (error instanceof TryAgain) world.log.info('respond later', { incident, seconds, reason: error.message });
    else world.log.error('respond failed', { incident, seconds, receives, error });
    // A message that the queue is about to give up is let go instead: the tick sees that the incident still waits and
    // sends a fresh one, whereas one in the dead-letter queue would wait for a person. What was heard and is not decided
    // on stands nowhere else, so that one is kept.
    const kept = records.filter((record) => undecided.has(record) || receivesOf(record) < maxReceives - 1);
    if (kept.length < records.length) {
      const reason = 'received nearly as often as the queue allows; the tick asks again';
      world.log.warn('respond left to the tick', { incident, receives, reason });
    }
    await Promise.all(kept.map((record) => postpone({ world, queue }, { incident, record, seconds })));
    return kept;
  }
}

/** An opening that nobody can have responded to yet: what comes again, or later than the tick waits, has been tried. */
function openingOf({ clock }: World, records: readonly SQSRecord[], orderOf: OrderOf): Opens | undefined {
  const [first] = records;
  if (!first || records.length > 1 || receivesOf(first) > 1) return undefined;
  const { opens } = orderOf(first);
  return opens && clock.now().getTime() - Date.parse(opens.at) < watchMs ? opens : undefined;
}

/** Without it the message comes back when its visibility timeout is over: later, but it does. */
async function postpone(
  { world, queue }: Pick<Responding, 'world' | 'queue'>,
  { incident, record, seconds }: { readonly incident: string; readonly record: SQSRecord; readonly seconds: number },
): Promise<void> {
  await queue.postpone(record.receiptHandle, seconds).catch((error: unknown) => {
    world.log.warn('postpone', { incident, error });
  });
}

const receivesOf = (record: SQSRecord): number => Number(record.attributes.ApproximateReceiveCount) || 1;
