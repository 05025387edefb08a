import type { StepEvidence } from '@tocsin/workflow';
import type { Page } from 'playwright-core';
import type * as z from 'zod';
import type { From, RunContext } from './context.ts';

/** What every probe may say about itself. */
interface Common {
  /**
   * Id of the step's dependency that this probe tells of. When the probe fails on a hard one the step fails and names
   * it; on a soft one the step is degraded. Without a dependency the step fails and names none.
   */
  readonly dependency?: string;
  /** Tries again until it passes or this many ms are over: for what becomes true a little later. */
  readonly withinMs?: number;
}

/** An HTTP request and what its answer must be like. */
export interface HttpProbe<Json = unknown> extends Common {
  readonly type: 'http';
  /** Absolute, or a path below the environment's `BASE_URL`. */
  readonly url: From<string>;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  readonly headers?: From<Readonly<Record<string, string>>>;
  /** Sent as it is when a string or bytes, as JSON otherwise. */
  readonly body?: From<unknown>;
  readonly expect?: {
    /** 200–299 when left out. */
    readonly status?: number | readonly number[];
    readonly json?: z.ZodType<Json>;
    /** By name: the whole value, or a pattern that it holds. */
    readonly headers?: Readonly<Record<string, string | RegExp>>;
    /** Slower answers fail. */
    readonly maxMs?: number;
    /** The server's certificate, and those above it, must last this many days more. */
    readonly certificateDays?: number;
  };
  /** A certificate authority of one's own, PEM, for services that no public one vouches for. */
  readonly ca?: From<string | undefined>;
  /** Hands values of the answer on to later probes and steps. */
  keep?(answer: Json, run: RunContext): void;
}

/** A record in a DynamoDB table: the way to see "the site is up, but its data is stale". */
export interface DynamodbProbe extends Common {
  readonly type: 'dynamodb';
  readonly table: From<string>;
  /** The partition key first: the canary's role may read no other partition, so it must not depend on earlier steps. */
  readonly key: From<Readonly<Record<string, string | number>>>;
  /** Where DynamoDB is; left out or undefined, the AWS SDK decides. */
  readonly endpoint?: From<string | undefined>;
  readonly region?: From<string | undefined>;
  /**
   * `eventual` reads what most readers read, at half the price; a replica may be behind for about a second, so such a
   * probe is tried for that long unless `withinMs` says otherwise. `strong` when left out.
   */
  readonly consistency?: 'strong' | 'eventual';
  readonly expect: {
    readonly exists: boolean;
    readonly status?: string;
    /** Attribute that holds the status; `status` when left out. */
    readonly statusAttribute?: string;
    /** The record was written at most so long ago. */
    readonly freshWithinMs?: number;
    /** The record was written at this time or later: ISO 8601 or ms since 1970. */
    readonly writtenSince?: From<string | number>;
    /** Attribute that holds when it was written, ISO 8601 or ms since 1970; `updatedAt` when left out. */
    readonly timeAttribute?: string;
  };
}

/** How much waits in an SQS queue. SQS counts within about a minute of the truth. */
export interface QueueProbe extends Common {
  readonly type: 'queue';
  /** The queue's URL; it must not depend on earlier steps, for the canary's role names it. */
  readonly queue: From<string>;
  readonly endpoint?: From<string | undefined>;
  readonly region?: From<string | undefined>;
  readonly expect: {
    /** Messages that wait for a consumer. */
    readonly maxWaiting?: number;
    /** Messages that consumers have taken and not yet deleted. */
    readonly maxInFlight?: number;
  };
}

/** What a person would do in a browser. Needs playwright-core, which is loaded when the first such probe runs. */
export interface BrowserProbe extends Common {
  readonly type: 'browser';
  visit(tools: BrowserTools): Promise<readonly StepEvidence[] | void>;
}
export interface BrowserTools {
  readonly page: Page;
  readonly run: RunContext;
  readonly signal: AbortSignal;
}

/** Anything else: passes when its promise does, fails with the message of what it throws. */
export interface CustomProbe extends Common {
  readonly type: 'custom';
  check(tools: CustomTools): Promise<readonly StepEvidence[] | void> | readonly StepEvidence[] | void;
}
export interface CustomTools {
  readonly run: RunContext;
  readonly signal: AbortSignal;
}

/** A probe is data that says what to look at; `runProbe` looks. */
export type Probe = HttpProbe | DynamodbProbe | QueueProbe | BrowserProbe | CustomProbe;

/**
 * Asks over HTTP and holds the answer against `expect`.
 *
 * @example
 * http({
 *   dependency: 'upload-store', method: 'POST', url: '/files', body: { name: 'cube' },
 *   expect: { status: 201, json: z.object({ fileId: z.string() }), maxMs: 2_000 },
 *   keep: ({ fileId }, run) => run.set('fileId', fileId),
 * })
 */
export function http<Json = unknown>(probe: Omit<HttpProbe<Json>, 'type'>): Probe {
  return { ...probe, type: 'http' } as HttpProbe;
}

/**
 * Reads a record and holds it against `expect`.
 *
 * @example
 * dynamodb({
 *   dependency: 'translation-cache', table: (run) => run.env('CACHE_TABLE'), key: { design: 'cube' },
 *   expect: { exists: true, status: 'READY', freshWithinMs: 60_000 },
 * })
 */
export function dynamodb(probe: Omit<DynamodbProbe, 'type'>): Probe {
  return { ...probe, type: 'dynamodb' };
}

/**
 * Asks SQS how much waits in a queue: work that is accepted and never done.
 *
 * @example
 * queue({ dependency: 'translation-queue', queue: (run) => run.env('TRANSLATION_QUEUE_URL'), expect: { maxWaiting: 500 } })
 */
export function queue(probe: Omit<QueueProbe, 'type'>): Probe {
  return { ...probe, type: 'queue' };
}

/**
 * Opens a page and does what `visit` says.
 *
 * @example
 * browser({ dependency: 'tile-server', visit: async ({ page, run }) => {
 *   await page.goto(run.env('BASE_URL'));
 *   await page.getByRole('img', { name: 'Design' }).waitFor();
 * } })
 */
export function browser(probe: Omit<BrowserProbe, 'type'>): Probe {
  return { ...probe, type: 'browser' };
}

/**
 * Runs a function; it passes unless it throws.
 *
 * @example
 * custom({ dependency: 'thumbnails', check: ({ run }) => {
 *   if (run.get<string[]>('missing').includes('thumbnails')) throw new CheckError('the view came without thumbnails');
 * } })
 */
export function custom(probe: CustomProbe['check'] | Omit<CustomProbe, 'type'>): Probe {
  return typeof probe === 'function' ? { type: 'custom', check: probe } : { ...probe, type: 'custom' };
}
