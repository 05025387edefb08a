import { type Signal, SignalError } from '@tocsin/app';
import * as z from 'zod/mini';
import { parseEventBridgeAlarm } from './eventbridge-alarm.ts';
import { parseLambdaAlarm } from './lambda-alarm.ts';
import { otherEvent } from './other.ts';
import { checked, isObject, type ParsedSignal, type Place, parseJson } from './parsed-signal.ts';
import { type Delivery, parseSnsAlarm } from './sns-alarm.ts';
import { parseSynthetics } from './synthetics.ts';
import { toIso } from './time.ts';

/** A queue's message holds a notification, that an event: three deep. More is no AWS's doing. */
const deepest = 6;

/**
 * Everything that an event of AWS says, whatever form it came in and however it was wrapped:
 *
 *     SQS batch ─► body ──┬─► SNS notification ─► Message ─┬─► alarm message
 *     SNS batch ──────────┘                                └─► EventBridge event ─► alarm, canary, other
 *     Lambda alarm action, EventBridge event, list of events (a sequence in a file)
 *
 * Never throws: what cannot be read is an error in its place, so that it costs none of the others.
 */
export function parseSignals(event: unknown): ParsedSignal[] {
  return read(event, { place: '', depth: 0, delivery: {} });
}

interface Context {
  readonly place: Place;
  readonly depth: number;
  readonly delivery: Delivery;
}

function read(value: unknown, context: Context): ParsedSignal[] {
  const { place } = context;
  try {
    if (context.depth > deepest) throw new SignalError(place, `is wrapped more than ${deepest} times; unwrap it`);
    return readForm(value, context);
  } catch (error) {
    const known = error instanceof SignalError;
    return [{ error: known ? error : new SignalError(place, 'could not be read', { cause: error }) }];
  }
}

function readForm(value: unknown, context: Context): ParsedSignal[] {
  const { place, delivery } = context;
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => read(one, inside(context, `[${index}]`)));
  if (!isObject(value)) throw new SignalError(place || 'the event', `is ${nameOf(value)}; send ${forms}`);
  if (Array.isArray(value['Records'])) {
    return value['Records'].flatMap((record: unknown, index) =>
      readRecord(record, inside(context, `Records[${index}]`)),
    );
  }
  if (typeof value['Type'] === 'string' && 'TopicArn' in value) return readNotification(value, context);
  if ('NewStateValue' in value || 'AlarmName' in value) return [{ signal: parseSnsAlarm(value, delivery, place) }];
  if ('alarmData' in value || 'alarmArn' in value) return [{ signal: parseLambdaAlarm(value, place) }];
  if (typeof value['source'] === 'string' && typeof value['detail-type'] === 'string') {
    return [{ signal: readEvent(value, value['source'], value['detail-type'], place) }];
  }
  const keys = Object.keys(value).slice(0, 5).join(', ').slice(0, 200);
  throw new SignalError(place || 'the event', `is of no known form (it holds ${keys || 'nothing'}); send ${forms}`, {
    quoted: keys,
  });
}

const forms =
  'an EventBridge event, an SNS or SQS batch, an alarm message from SNS, an alarm action for Lambda, or a list of these';

function readEvent(event: unknown, source: string, detailType: string, place: Place): Signal {
  const own =
    source === 'aws.cloudwatch'
      ? parseEventBridgeAlarm(event, detailType, place)
      : source === 'aws.synthetics'
        ? parseSynthetics(event, detailType, place)
        : undefined;
  return own ?? otherEvent(event, source, detailType);
}

const SqsRecord = z.object({ body: z.string() });
const SnsRecord = z.object({ Sns: z.record(z.string(), z.unknown()), EventSubscriptionArn: z.nullish(z.string()) });

function readRecord(record: unknown, context: Context): ParsedSignal[] {
  const { place } = context;
  const source = isObject(record) ? (record['eventSource'] ?? record['EventSource']) : undefined;
  const id = isObject(record) ? record['messageId'] : undefined;
  const messageId = typeof id === 'string' && id !== '' ? id : undefined;
  const parsed = readContent(record, source, context);
  // A message that says nothing is done with as it is; an empty list in it must not lose the message unseen.
  const some = parsed.length > 0 ? parsed : [{ error: new SignalError(place, 'holds no event; send one') }];
  return messageId === undefined ? some : some.map((one) => ({ ...one, messageId }));
}

function readContent(record: unknown, source: unknown, context: Context): ParsedSignal[] {
  const { place } = context;
  try {
    if (source === 'aws:sqs') {
      const { body } = checked(SqsRecord, record, { place, form: 'a record from SQS' });
      const content = inside(context, 'body');
      return read(parseJson(body, content.place), content);
    }
    if (source === 'aws:sns') {
      const { Sns, EventSubscriptionArn } = checked(SnsRecord, record, { place, form: 'a record from SNS' });
      const delivery = { topicArn: EventSubscriptionArn ?? undefined };
      return readNotification(Sns, { ...inside(context, 'Sns'), delivery });
    }
    if (typeof source === 'string') {
      const reason = `a record of ${source.slice(0, 100)} is none of intake's: it takes records from SQS and SNS; take this event source off it`;
      return [{ signal: { type: 'other', kind: 'other-record', cause: `${source} ${place}`, reason } }];
    }
    throw new SignalError(`${place}.eventSource`, 'is missing; send the records as SQS or SNS deliver them');
  } catch (error) {
    return [
      { error: error instanceof SignalError ? error : new SignalError(place, 'could not be read', { cause: error }) },
    ];
  }
}

/** The certificate's key is spelt SigningCertUrl for Lambda and SigningCertURL elsewhere: neither is read. */
const Notification = z.object({
  Type: z.string(),
  MessageId: z.nullish(z.string().check(z.minLength(1))),
  TopicArn: z.nullish(z.string()),
  Timestamp: z.nullish(z.string()),
  Message: z.string(),
});

function readNotification(value: unknown, context: Context): ParsedSignal[] {
  const form = 'an SNS notification';
  const { Type, MessageId, TopicArn, Timestamp, Message } = checked(Notification, value, {
    place: context.place,
    form,
  });
  const id = MessageId ?? undefined;
  if (Type !== 'Notification') {
    const reason = `SNS sent a ${Type.slice(0, 100)}, no notification: confirm the subscription where it was made`;
    return [{ signal: { type: 'other', kind: 'sns-other', cause: id ?? Type, reason } }];
  }
  // The subscription's ARN begins like its topic's, should the topic's be missing.
  const topicArn = TopicArn ?? context.delivery.topicArn;
  const delivery = { id, topicArn, time: Timestamp == null ? undefined : toIso(Timestamp) };
  const message = inside(context, 'Message');
  return read(parseJson(Message, message.place), { ...message, delivery });
}

const inside = (context: Context, part: string): Context => ({
  ...context,
  depth: context.depth + 1,
  place: context.place === '' || part.startsWith('[') ? context.place + part : `${context.place}.${part}`,
});

const nameOf = (value: unknown): string =>
  value === null ? 'null' : value === undefined ? 'nothing' : `a ${typeof value}`;
