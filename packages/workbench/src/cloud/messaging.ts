import { buildApp } from 'fauxqs';
import { type ClientConfig, clientConfig, localPlace } from './aws.ts';
import { type Clock, systemClock } from './clock.ts';
import { serveSignedLinks } from './signed-links.ts';
import { ClockedQueues } from './sqs/store.ts';

export interface QueueSpec {
  /** Ends in `.fifo` for a FIFO queue. */
  readonly name: string;
  /** Default 30, as in SQS. */
  readonly visibilitySeconds?: number;
  readonly delaySeconds?: number;
  /** FIFO: deduplicate by the body's hash when the sender gives no id. */
  readonly contentBasedDeduplication?: boolean;
  readonly deadLetters?: { readonly queue: string; readonly maxReceiveCount: number };
}

export interface TopicSpec {
  readonly name: string;
  /** Queues that get what is published, in the SNS envelope. */
  readonly queues?: readonly string[];
}

export interface MessagingSpec {
  readonly queues?: readonly QueueSpec[];
  readonly topics?: readonly TopicSpec[];
  readonly buckets?: readonly string[];
  readonly clock?: Clock;
}

/** A queue's messages, without receiving them. */
export interface QueueView {
  readonly url: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
  /** Bodies in order. */
  readonly ready: readonly string[];
  readonly delayed: readonly string[];
  readonly inFlight: ReadonlyArray<{ readonly receiptHandle: string; readonly body: string }>;
  /** How many a receive could hand out now: `ready` less what waits behind its FIFO group. */
  readonly deliverable: number;
}

export interface Messaging {
  readonly endpoint: string;
  /** For S3 add `forcePathStyle: true`: buckets have no host names here. */
  readonly client: ClientConfig;
  /** Throws for a queue that does not exist. */
  queue(name: string): QueueView;
  topicArn(name: string): string;
  stop(): Promise<void>;
}

/**
 * SQS, SNS and S3 in process: fauxqs, on a free loopback port, with queues on the given clock (see sqs/queue.ts).
 *
 * Built by `buildApp` rather than `startFauxqs`, because the latter listens on all interfaces.
 * Left out by fauxqs: `DeadLetterQueueSourceArn` on redriven messages, SNS to anything but SQS.
 */
export async function startMessaging(spec: MessagingSpec = {}): Promise<Messaging> {
  const { region, account } = localPlace;
  const store = new ClockedQueues(spec.clock ?? systemClock);
  const app = buildApp({ logger: false, defaultRegion: region, stores: store.asStores() });
  serveSignedLinks(app, spec.clock ?? systemClock);
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const arnOf = (service: string, name: string) => `arn:aws:${service}:${region}:${account}:${name}`;

  for (const queue of spec.queues ?? []) {
    const url = store.buildQueueUrl(queue.name, '', new URL(endpoint).host);
    store.createQueue(
      queue.name,
      url,
      arnOf('sqs', queue.name),
      attributesOf(queue, (name) => arnOf('sqs', name)),
    );
  }
  for (const topic of spec.topics ?? []) {
    await sns(endpoint, { Action: 'CreateTopic', Name: topic.name });
    for (const queue of topic.queues ?? [])
      await sns(endpoint, {
        Action: 'Subscribe',
        TopicArn: arnOf('sns', topic.name),
        Protocol: 'sqs',
        Endpoint: arnOf('sqs', queue),
      });
  }
  for (const bucket of spec.buckets ?? []) await must(fetch(`${endpoint}/${bucket}`, { method: 'PUT' }));

  return {
    endpoint,
    client: clientConfig(endpoint),
    queue(name) {
      const queue = store.getQueueByName(name);
      if (queue === undefined) throw new Error(`No queue "${name}"`);
      const { ready, delayed, inflight } = queue.inspectMessages();
      return {
        url: queue.url,
        arn: queue.arn,
        visibilitySeconds: Number(queue.attributes['VisibilityTimeout']),
        ready: ready.map((message) => message.body),
        delayed: delayed.map((message) => message.body),
        inFlight: inflight.map(({ receiptHandle, message }) => ({ receiptHandle, body: message.body })),
        deliverable: queue.deliverable(),
      };
    },
    topicArn: (name) => arnOf('sns', name),
    stop: () => app.close(),
  };
}

function attributesOf(queue: QueueSpec, arnOf: (name: string) => string): Record<string, string> {
  const { deadLetters } = queue;
  return {
    ...(queue.name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}),
    ...(queue.contentBasedDeduplication ? { ContentBasedDeduplication: 'true' } : {}),
    ...(queue.visibilitySeconds === undefined ? {} : { VisibilityTimeout: String(queue.visibilitySeconds) }),
    ...(queue.delaySeconds === undefined ? {} : { DelaySeconds: String(queue.delaySeconds) }),
    ...(deadLetters === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: arnOf(deadLetters.queue),
            maxReceiveCount: deadLetters.maxReceiveCount,
          }),
        }),
  };
}

const sns = (endpoint: string, form: Record<string, string>) =>
  must(fetch(endpoint, { method: 'POST', body: new URLSearchParams({ ...form, Version: '2010-03-31' }) }));

async function must(request: Promise<Response>): Promise<void> {
  const response = await request;
  const text = await response.text();
  if (!response.ok) throw new Error(`fauxqs answered ${response.status}: ${text}`);
}
