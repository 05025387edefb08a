import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ClientConfig } from '../aws.ts';
import type { CloudEvent } from './event.ts';
import { checkPattern, matches, type Pattern } from './pattern.ts';

export interface BusRule {
  readonly name: string;
  readonly pattern: Pattern;
  /** URLs of the queues that get what matches; the body is the event. */
  readonly targets: readonly string[];
}

/** What EventBridge may do to events, and what tests therefore make it do. */
export interface Disturbance {
  /** How many times more each event is delivered. */
  readonly duplicates?: number;
  /** Events are held until there are this many, and go out last first. */
  readonly reorder?: number;
}

export interface Bus {
  rule(rule: BusRule): void;
  /** Takes an event; delivery goes on in the background, one event after the other. */
  put(event: CloudEvent): void;
  disturb(disturbance: Disturbance): void;
  /** Waits until everything put so far, except what is held, is in its queues. Throws the first failed delivery. */
  delivered(): Promise<void>;
  /** Lets go of held events. */
  release(): void;
  /** Events on their way; held ones do not count. */
  readonly pending: number;
  /** What was put, oldest first; the last thousand. */
  readonly events: readonly CloudEvent[];
  /** Calls back with each event as it is put; returns what ends it. */
  onPut(listener: (event: CloudEvent) => void): () => void;
  stop(): void;
}

/** SQS takes every letter of Unicode; fauxqs refuses those beyond 0xFFFF, such as emoji, unless JSON spells them out. */
function jsonOf(event: CloudEvent): string {
  return JSON.stringify(event).replace(/[\ud800-\udfff]/g, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

/** EventBridge's default bus, with rules to SQS queues. */
export function createBus({ client }: { readonly client: ClientConfig }): Bus {
  const sqs = new SQSClient(client);
  const rules: BusRule[] = [];
  const events: CloudEvent[] = [];
  const listeners = new Set<(event: CloudEvent) => void>();
  let held: CloudEvent[] = [];
  let disturbance: Disturbance = {};
  let delivery: Promise<void> = Promise.resolve();
  let pending = 0;
  let failure: { readonly error: unknown } | undefined;

  const deliver = (event: CloudEvent) => {
    const targets = rules.filter((rule) => matches(rule.pattern, event)).flatMap((rule) => rule.targets);
    const times = 1 + (disturbance.duplicates ?? 0);
    const send = async () => {
      for (let time = 0; time < times; time += 1)
        for (const target of targets)
          await sqs.send(new SendMessageCommand({ QueueUrl: target, MessageBody: jsonOf(event) }));
    };
    pending += 1;
    delivery = delivery
      .then(send)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        pending -= 1;
      });
  };
  const release = () => {
    const going = held.toReversed();
    held = [];
    going.forEach(deliver);
  };

  return {
    rule(rule) {
      checkPattern(rule.pattern);
      rules.push(rule);
    },
    put(event) {
      events.push(event);
      if (events.length > 1000) events.shift();
      for (const listener of listeners) listener(event);
      if (disturbance.reorder === undefined) return deliver(event);
      held.push(event);
      if (held.length >= disturbance.reorder) release();
    },
    disturb(next) {
      release();
      disturbance = next;
    },
    async delivered() {
      await delivery;
      const failed = failure;
      failure = undefined;
      if (failed !== undefined) throw failed.error;
    },
    release,
    get pending() {
      return pending;
    },
    events,
    onPut(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => sqs.destroy(),
  };
}
