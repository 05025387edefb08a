import { parseSignals } from '@tocsin/aws/signals';
import type { QueueName } from '../deployment.ts';

/** Why a message was given up, and whether trying again can help. */
export interface Reason {
  readonly reason: string;
  readonly incident?: string;
  /** `elsewhere`: it is none of this queue's. */
  readonly again: 'helps' | 'in-vain' | 'elsewhere';
}

type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * Says why a message was given up: what EventBridge wrote on it, or what reading it again finds. What this version cannot
 * read, the functions of this version cannot read either.
 */
export function reasonOf(queue: QueueName, { body, attributes }: { body: string; attributes: Attributes }): Reason {
  const delivery = attributes['ERROR_MESSAGE'] ?? attributes['ERROR_CODE'];
  // EventBridge puts these on what it could not deliver (EventBridge user guide, "Using dead-letter queues").
  if (delivery !== undefined) return { reason: `EventBridge could not deliver it: ${short(delivery)}`, again: 'helps' };
  return queue === 'intake' ? signalReason(body) : messageReason(queue, body);
}

function signalReason(body: string): Reason {
  const parsed = parseSignals({ Records: [{ eventSource: 'aws:sqs', messageId: 'm', body }] });
  const wrong = parsed.flatMap((one) => ('error' in one ? [one.error.message] : []));
  if (wrong.length > 0) return { reason: `it cannot be read: ${short(wrong.join('; '))}`, again: 'in-vain' };
  const kinds = parsed.map((one) => ('signal' in one ? nameOf(one.signal) : ''));
  return { reason: `${short(kinds.join(', '))} can be read: intake failed at it, its log says why`, again: 'helps' };
}

function messageReason(queue: Exclude<QueueName, 'intake'>, body: string): Reason {
  const message = objectIn(body);
  const { incident, what } = message ?? {};
  if (typeof incident !== 'string' || incident === '')
    return { reason: 'it cannot be read: it names no incident', again: 'in-vain' };
  if (queue === 'respond') {
    const about = message?.['heard'] === undefined ? 'what the channel shows' : 'something heard in Slack';
    return { incident, reason: `${about}: respond failed at it, its log says why`, again: 'helps' };
  }
  if (queue === 'draft') {
    const number = message?.['number'];
    if (!Number.isInteger(number))
      return { incident, reason: 'it cannot be read: it names no draft', again: 'in-vain' };
    return { incident, reason: `draft ${String(number)}: draft failed at it, its log says why`, again: 'helps' };
  }
  const type = typeof what === 'object' && what !== null && 'type' in what ? what.type : undefined;
  if (type !== 'check' && type !== 'act')
    return { incident, reason: 'it cannot be read: it says neither what to look at nor what to do', again: 'in-vain' };
  if ((type === 'check' ? 'look' : 'act') !== queue)
    return { incident, reason: `it is for ${type === 'check' ? 'look' : 'act'}`, again: 'elsewhere' };
  return { incident, reason: `${String(message?.['id'])}: ${queue} failed at it, its log says why`, again: 'helps' };
}

function objectIn(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const nameOf = (signal: { kind: string; alarm?: { name: string } | undefined }): string =>
  signal.alarm?.name ?? signal.kind;

/** It comes from outside and goes to a terminal: one line, without control characters. */
const short = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 300);
