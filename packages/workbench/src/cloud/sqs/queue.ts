import { randomUUID } from 'node:crypto';
import { defaultAttributes, type InFlight, type Received, type SqsMessage } from './message.ts';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
const dedupWindowMs = 5 * 60_000;

/**
 * One queue on the cloud's clock, in the shape that fauxqs' request handlers expect (`buildApp({ stores })`).
 *
 * fauxqs 1.9.2 has a queue of its own, which this one replaces because it
 * - measures visibility, delay and deduplication by `Date.now()`, so tests would have to sleep;
 * - hands out one message of a FIFO group per receive, where SQS hands out as many as fit
 *   (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html);
 * - puts returning messages of a group back in reverse.
 */
export class ClockedQueue {
  readonly tags: Map<string, string>;
  readonly attributes: Record<string, string>;
  readonly inflightMessages = new Map<string, InFlight>();
  private ready: SqsMessage[] = [];
  private delayed: SqsMessage[] = [];
  private readonly waiters = new Set<() => void>();
  private readonly seen = new Map<string, { messageId: string; sequenceNumber?: string; at: number }>();
  private sequence = 0;
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  private readonly now: () => number;

  constructor(
    about: {
      readonly name: string;
      readonly url: string;
      readonly arn: string;
      readonly attributes?: Record<string, string> | undefined;
      readonly tags?: Record<string, string> | undefined;
    },
    now: () => number,
  ) {
    this.name = about.name;
    this.url = about.url;
    this.arn = about.arn;
    this.now = now;
    const created = String(Math.floor(now() / 1000));
    this.attributes = {
      ...defaultAttributes,
      CreatedTimestamp: created,
      LastModifiedTimestamp: created,
      ...about.attributes,
    };
    this.tags = new Map(Object.entries(about.tags ?? {}));
  }

  isFifo(): boolean {
    return this.attributes['FifoQueue'] === 'true';
  }

  getAllAttributes(requested: readonly string[]): Record<string, string> {
    const all: Record<string, string> = {
      ...this.attributes,
      QueueArn: this.arn,
      ApproximateNumberOfMessages: String(this.ready.length),
      ApproximateNumberOfMessagesNotVisible: String(this.inflightMessages.size),
      ApproximateNumberOfMessagesDelayed: String(this.delayed.length),
    };
    if (requested.includes('All')) return all;
    return Object.fromEntries(Object.entries(all).filter(([name]) => requested.includes(name)));
  }

  getAttribute(name: string): string | undefined {
    return this.getAllAttributes([name])[name];
  }

  setAttributes(attributes: Record<string, string>): void {
    Object.assign(this.attributes, attributes, { LastModifiedTimestamp: String(Math.floor(this.now() / 1000)) });
  }

  enqueue(message: SqsMessage): void {
    // fauxqs stamps by the wall clock; a message that comes from a queue (redrive) keeps its stamp, as in SQS.
    if (message.approximateReceiveCount === 0) {
      const delay = message.delayUntil === undefined ? 0 : message.delayUntil - message.sentTimestamp;
      message.sentTimestamp = this.now();
      message.delayUntil = delay > 0 ? this.now() + delay : undefined;
    }
    if (message.delayUntil !== undefined && message.delayUntil > this.now()) this.delayed.push(message);
    else this.ready.push(message);
    this.wake();
  }

  dequeue(
    max: number,
    visibilitySeconds: number | undefined,
    queueByArn: (arn: string) => ClockedQueue | undefined,
  ): Received[] {
    this.tick();
    const visibility = (visibilitySeconds ?? Number(this.attributes['VisibilityTimeout'])) * 1000;
    const blocked = this.blockedGroups();
    const taken: Received[] = [];
    const left: SqsMessage[] = [];
    for (const message of this.ready) {
      if (taken.length >= Math.min(max, 10) || blocked.has(message.messageGroupId ?? '')) {
        left.push(message);
        continue;
      }
      message.approximateReceiveCount += 1;
      message.approximateFirstReceiveTimestamp ??= this.now();
      const deadLetters = this.redrive(message, queueByArn);
      if (deadLetters === undefined) taken.push(this.handOut(message, visibility));
      else deadLetters.enqueue(message);
    }
    this.ready = left;
    return taken;
  }

  deleteMessage(receiptHandle: string): boolean {
    const known = this.inflightMessages.delete(receiptHandle);
    if (known) this.wake();
    return known;
  }

  changeVisibility(receiptHandle: string, seconds: number): void {
    const entry = this.inflightMessages.get(receiptHandle);
    if (entry === undefined) return;
    entry.visibilityDeadline = this.now() + seconds * 1000;
    this.tick();
  }

  /** Brings back what is visible again and what was delayed; called as time passes. */
  tick(): void {
    const now = this.now();
    const back: SqsMessage[] = [];
    for (const [handle, entry] of this.inflightMessages) {
      if (entry.visibilityDeadline > now) continue;
      this.inflightMessages.delete(handle);
      back.push(entry.message);
    }
    back.push(...this.delayed.filter((message) => (message.delayUntil ?? 0) <= now));
    if (back.length === 0) return;
    this.delayed = this.delayed.filter((message) => (message.delayUntil ?? 0) > now);
    this.ready.push(...back);
    if (this.isFifo()) this.ready.sort((a, b) => ((a.sequenceNumber ?? '') < (b.sequenceNumber ?? '') ? -1 : 1));
    this.wake();
  }

  /** How many messages a receive could hand out now. */
  deliverable(): number {
    const blocked = this.blockedGroups();
    return this.ready.filter((message) => !blocked.has(message.messageGroupId ?? '')).length;
  }

  /** Resolves when something may have become deliverable, or after `seconds` of real time: a long poll is transport. */
  waitForMessages(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, seconds * 1000);
      this.waiters.add(done);
    });
  }

  cancelWaiters(): void {
    for (const done of this.waiters) done();
  }

  purge(): void {
    this.ready = [];
    this.delayed = [];
    this.inflightMessages.clear();
  }

  inspectMessages() {
    return { ready: [...this.ready], delayed: [...this.delayed], inflight: [...this.inflightMessages.values()] };
  }

  checkDeduplication(id: string) {
    const before = this.seen.get(id);
    if (before === undefined || this.now() - before.at >= dedupWindowMs) return { isDuplicate: false };
    return { isDuplicate: true, originalMessageId: before.messageId, originalSequenceNumber: before.sequenceNumber };
  }

  recordDeduplication(id: string, messageId: string, sequenceNumber?: string): void {
    this.seen.set(id, { messageId, at: this.now(), ...(sequenceNumber === undefined ? {} : { sequenceNumber }) });
  }

  nextSequenceNumber(): string {
    this.sequence += 1;
    return String(this.sequence).padStart(20, '0');
  }

  private handOut(message: SqsMessage, visibilityMs: number): Received {
    const receiptHandle = randomUUID();
    this.inflightMessages.set(receiptHandle, {
      message,
      receiptHandle,
      visibilityDeadline: this.now() + visibilityMs,
    });
    return {
      MessageId: message.messageId,
      ReceiptHandle: receiptHandle,
      MD5OfBody: message.md5OfBody,
      Body: message.body,
      ...(message.md5OfMessageAttributes ? { MD5OfMessageAttributes: message.md5OfMessageAttributes } : {}),
      ...(Object.keys(message.messageAttributes).length > 0 ? { MessageAttributes: message.messageAttributes } : {}),
    };
  }

  /** A group is blocked while any of its messages is in flight. */
  private blockedGroups(): Set<string> {
    if (!this.isFifo()) return new Set();
    return new Set([...this.inflightMessages.values()].map((entry) => entry.message.messageGroupId ?? ''));
  }

  private redrive(
    message: SqsMessage,
    queueByArn: (arn: string) => ClockedQueue | undefined,
  ): ClockedQueue | undefined {
    const policy = this.attributes['RedrivePolicy'];
    if (policy === undefined) return undefined;
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
      deadLetterTargetArn: string;
      maxReceiveCount: number | string;
    };
    return message.approximateReceiveCount > Number(maxReceiveCount) ? queueByArn(deadLetterTargetArn) : undefined;
  }

  private wake(): void {
    if (this.deliverable() > 0) this.cancelWaiters();
  }
}
