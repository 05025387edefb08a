import type { Task } from '@tocsin/app';
import type { DraftOrder } from '@tocsin/app/drafting';
import { draftOrderOf, type ResponseOrder, responseOrderOf } from '@tocsin/aws/orders';
import { taskOf } from '@tocsin/aws/orders/task';
import { parseSignals } from '@tocsin/aws/signals';
import type { LettersOf } from '../deployment.ts';

/** Why a message was given up, and whether trying again can help. */
export interface Reason {
  readonly reason: string;
  readonly incident?: string;
  /** `elsewhere`: it is none of this queue's. `made-up-for`: what it was to do has been done since. */
  readonly again: 'helps' | 'in-vain' | 'elsewhere' | 'made-up-for';
}

type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * Says why a message was given up: what EventBridge wrote on it, or what reading it again finds. What this version cannot
 * read, the functions of this version cannot read either.
 */
export async function reasonOf(
  queue: LettersOf,
  { body, attributes }: { body: string; attributes: Attributes },
): Promise<Reason> {
  const delivery = attributes['ERROR_MESSAGE'] ?? attributes['ERROR_CODE'];
  if (queue === 'tick') return tickReason(delivery, attributes['EXECUTION_TIME']);
  // EventBridge puts these on what it could not deliver (EventBridge user guide, "Using dead-letter queues").
  if (delivery !== undefined) return { reason: `EventBridge could not deliver it: ${short(delivery)}`, again: 'helps' };
  return queue === 'intake' ? signalReason(body) : messageReason(queue, body);
}

/**
 * The schedule writes on what it could not deliver, too (EventBridge Scheduler user guide, "Configuring a dead-letter queue").
 * A tick looks for all that is due, so the next one does what this one was to do.
 */
function tickReason(delivery: string | undefined, time: string | undefined): Reason {
  const [why, when] = [short(delivery ?? 'it does not say why'), time === undefined ? '' : ` of ${short(time)}`];
  return { reason: `the tick${when} could not be called: ${why}; the next one did its work`, again: 'made-up-for' };
}

function signalReason(body: string): Reason {
  const parsed = parseSignals({ Records: [{ eventSource: 'aws:sqs', messageId: 'm', body }] });
  const wrong = parsed.flatMap((one) => ('error' in one ? [one.error.message] : []));
  if (wrong.length > 0) return { reason: `it cannot be read: ${short(wrong.join('; '))}`, again: 'in-vain' };
  const kinds = parsed.map((one) => ('signal' in one ? nameOf(one.signal) : ''));
  return { reason: `${short(kinds.join(', '))} can be read: intake failed at it, its log says why`, again: 'helps' };
}

/** Read as the function itself reads it: what it cannot, it could not the next time. */
async function messageReason(queue: Exclude<LettersOf, 'intake' | 'tick'>, body: string): Promise<Reason> {
  const read =
    queue === 'respond' ? await responseOrderOf(body) : queue === 'draft' ? draftOrderOf(body) : taskOf(body, queue);
  const incident = incidentIn(body);
  const about = incident === undefined ? {} : { incident };
  if (read.order === undefined)
    return read.meant === undefined
      ? { ...about, reason: `it cannot be read: ${short(read.problem)}`, again: 'in-vain' }
      : { ...about, reason: `it is for ${read.meant}`, again: 'elsewhere' };
  return { ...about, reason: `${whatOf(read.order)}: ${queue} failed at it, its log says why`, again: 'helps' };
}

function whatOf(order: ResponseOrder | DraftOrder | Task): string {
  if ('what' in order) return short(order.id);
  if ('number' in order) return `draft ${order.number}`;
  if (order.beat) return 'a heartbeat of alarms';
  if (order.told) return 'how an incident stands for which this one speaks';
  return order.heard ? 'something heard in Slack' : 'what the channel shows';
}

/** Of a message that cannot be read, too: it tells people where to look. */
function incidentIn(body: string): string | undefined {
  try {
    const { incident } = JSON.parse(body) as { incident?: unknown };
    return typeof incident === 'string' && incident !== '' ? short(incident) : undefined;
  } catch {
    return undefined;
  }
}

const nameOf = (signal: { kind: string; alarm?: { name: string } | undefined }): string =>
  signal.alarm?.name ?? signal.kind;

/** It comes from outside and goes to a terminal: one line, without control characters. */
const short = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 300);
