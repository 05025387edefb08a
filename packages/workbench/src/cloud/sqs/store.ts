import type { BuildAppOptions } from 'fauxqs';
import { localPlace } from '../aws.ts';
import type { Clock } from '../clock.ts';
import { ClockedQueue } from './queue.ts';

// How soon a message shows up after its visibility timeout; SQS itself promises no more than "about".
const tickMs = 250;

/** The queues of one embedded SQS, in the shape that fauxqs' handlers expect of its own store. */
export class ClockedQueues {
  host = '';
  region?: string;
  private readonly queues = new Map<string, ClockedQueue>();
  private readonly clock: Clock;
  private readonly stopTicking: () => void;

  constructor(clock: Clock) {
    this.clock = clock;
    this.stopTicking = clock.every(tickMs, () => this.processAllTimers());
  }

  createQueue(
    name: string,
    url: string,
    arn: string,
    attributes?: Record<string, string>,
    tags?: Record<string, string>,
  ): ClockedQueue {
    const queue = new ClockedQueue({ name, url, arn, attributes, tags }, () => this.clock.now().getTime());
    this.queues.set(name, queue);
    return queue;
  }

  deleteQueue(url: string): boolean {
    const queue = this.getQueue(url);
    queue?.cancelWaiters();
    return queue !== undefined && this.queues.delete(queue.name);
  }

  /**
   * fauxqs answers `http://sqs.<region>.localhost:<port>/…`, which plain Linux does not resolve; and a client configured by
   * AWS_ENDPOINT_URL, as the functions are, sends to the host of the queue's URL. So the URL names the address asked.
   */
  buildQueueUrl(name: string, _port: string, requestHost: string): string {
    return `http://${requestHost}/${localPlace.account}/${name}`;
  }

  getQueue(url: string): ClockedQueue | undefined {
    return this.queues.get(url.slice(url.lastIndexOf('/') + 1));
  }

  getQueueByName(name: string): ClockedQueue | undefined {
    return this.queues.get(name);
  }

  getQueueByArn(arn: string): ClockedQueue | undefined {
    const queue = this.queues.get(arn.slice(arn.lastIndexOf(':') + 1));
    return queue?.arn === arn ? queue : undefined;
  }

  listQueues(prefix = '', max = Number.POSITIVE_INFINITY): ClockedQueue[] {
    return [...this.queues.values()].filter((queue) => queue.name.startsWith(prefix)).slice(0, max);
  }

  inspectQueue(name: string) {
    const queue = this.queues.get(name);
    if (queue === undefined) return undefined;
    const { url, arn } = queue;
    return { name, url, arn, attributes: queue.getAllAttributes(['All']), messages: queue.inspectMessages() };
  }

  processAllTimers(): void {
    for (const queue of this.queues.values()) queue.tick();
  }

  /** fauxqs calls this when its server closes. */
  shutdown(): void {
    this.stopTicking();
    for (const queue of this.queues.values()) queue.cancelWaiters();
  }

  /** fauxqs types its stores by class, private members and all; it calls only what is public here. */
  asStores(): NonNullable<BuildAppOptions['stores']> {
    return { sqsStore: this } as unknown as NonNullable<BuildAppOptions['stores']>;
  }
}
