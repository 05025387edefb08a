import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import { type ClientConfig, localPlace } from './aws.ts';
import type { LambdaFunction } from './lambda.ts';
import type { QueueView } from './messaging.ts';

export interface EventSourceSpec {
  readonly queue: { readonly url: string; readonly arn: string };
  readonly client: ClientConfig;
  readonly function: LambdaFunction;
  /** 1–10; default 10, as in Lambda. */
  readonly batchSize?: number;
  /** Invocations at a time; default 2, which is the least that Lambda's MaximumConcurrency takes. */
  readonly concurrency?: number;
  /** What became of an invocation that failed as a whole; Lambda would log it. */
  readonly onError?: (error: unknown) => void;
}

export interface EventSource {
  readonly functionName: string;
  readonly queueArn: string;
  /** Whether it was handed this message and has left it to come back; one that succeeded is gone from the queue. */
  isDoneWith(receiptHandle: string): boolean;
  /** Whether messages are about to be handed to it: one is there and it polls, or one left the queue and is on its way. */
  isToReceive(queue: Pick<QueueView, 'deliverable' | 'inFlight'>): boolean;
  stop(): Promise<void>;
}

/**
 * What Lambda's event source mapping does for SQS: long-polls, invokes with a batch, deletes what succeeded and leaves the
 * rest to come back when its visibility timeout is over. A throw, a timeout or a malformed answer fails the whole batch.
 * Order within a FIFO group is the queue's doing: a group with a message in flight hands out none.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function eventSource(spec: EventSourceSpec): EventSource {
  const { queue, batchSize = 10, concurrency = 2 } = spec;
  if (batchSize < 1 || batchSize > 10) throw new RangeError(`Batch size ${batchSize} is not within 1–10`);
  const sqs = new SQSClient({ ...spec.client, maxAttempts: 1 });
  const stopping = new AbortController();
  const leftAlone = new Set<string>();
  const received = new Set<string>();
  let polling = 0;

  const pollOnce = async (): Promise<void> => {
    polling += 1;
    const messages = await receive(sqs, queue.url, batchSize, stopping.signal).finally(() => (polling -= 1));
    for (const { ReceiptHandle = '' } of messages) received.add(ReceiptHandle);
    if (messages.length === 0) return;
    const failed = await invoke(spec, messages);
    const returning = messages.filter((message) => failed.has(message.MessageId ?? ''));
    for (const message of returning) leftAlone.add(message.ReceiptHandle ?? '');
    await deleteAll(
      sqs,
      queue.url,
      messages.filter((message) => !returning.includes(message)),
    );
  };
  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await pollOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        spec.onError?.(error);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  const pollers = Array.from({ length: concurrency }, poll);

  return {
    functionName: spec.function.name,
    queueArn: queue.arn,
    isDoneWith: (receiptHandle) => leftAlone.has(receiptHandle),
    isToReceive: ({ deliverable, inFlight }) =>
      (deliverable > 0 && polling > 0) || inFlight.some(({ receiptHandle }) => !received.has(receiptHandle)),
    async stop() {
      stopping.abort();
      // What is under way may end; a handler that hangs is given up on.
      const timer = setTimeout(() => spec.function.abandon(), 1000);
      await Promise.all(pollers);
      clearTimeout(timer);
      sqs.destroy();
    },
  };
}

async function receive(sqs: SQSClient, url: string, max: number, abortSignal: AbortSignal): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: max,
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
    { abortSignal },
  );
  return Messages;
}

/** The ids of the messages that failed. */
async function invoke({ queue, function: fn, onError }: EventSourceSpec, messages: Message[]): Promise<Set<string>> {
  const ids = messages.map((message) => message.MessageId ?? '');
  try {
    const result = await fn.invoke({ Records: messages.map((message) => toSqsRecord(message, queue.arn)) });
    const failures = failuresIn(result, ids);
    if (failures !== undefined) return failures;
    onError?.(new Error(`${fn.name} answered with an invalid batch response: ${JSON.stringify(result)}`));
  } catch (error) {
    onError?.(error);
  }
  return new Set(ids);
}

async function deleteAll(sqs: SQSClient, url: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: url,
      Entries: messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle })),
    }),
  );
}

/**
 * The failed ids of a partial batch response, or undefined where Lambda takes the batch as failed: an id that is empty, null,
 * under another name, or of no message of the batch. Nothing, null and an empty list mean success.
 */
export function failuresIn(result: unknown, ids: readonly string[]): Set<string> | undefined {
  if (result === undefined || result === null || typeof result !== 'object') return new Set();
  const failures = (result as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return undefined;
  const failed = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  return failed.every((id): id is string => typeof id === 'string' && ids.includes(id)) ? new Set(failed) : undefined;
}

/** A received message as a record of Lambda's SQS event. */
export function toSqsRecord(message: Message, queueArn: string): SQSRecord {
  const attributes: SQSMessageAttributes = {};
  for (const [name, value] of Object.entries(message.MessageAttributes ?? {}))
    attributes[name] = {
      ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
      ...(value.BinaryValue === undefined ? {} : { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
      stringListValues: [],
      binaryListValues: [],
      dataType: value.DataType ?? 'String',
    };
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: attributes,
    md5OfBody: message.MD5OfBody ?? '',
    ...(message.MD5OfMessageAttributes === undefined ? {} : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: localPlace.region,
  };
}
