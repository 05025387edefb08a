import type { Server } from 'node:http';
import { createFaultProxy, type Fault, type FaultProxy } from '@tocsin/fault-proxy';
import { close, listen } from '../cloud/listen.ts';
import { backendClients, backends } from './backends.ts';
import { type DependencyId, dependencies } from './dependency.ts';
import { createFront } from './front.ts';
import { connectStores, createStores, names, region } from './stores.ts';
import { startWorker } from './worker.ts';

export interface DemoOptions {
  readonly dynamodbEndpoint: string;
  readonly sqsEndpoint: string;
  readonly s3Endpoint: string;
  /** Stamps what the service writes; the canary that reads it goes by the same clock. */
  readonly clock?: { now(): Date | number };
  /** What SQS tells CloudWatch of a queue: how many messages were received from it at once. */
  readonly onReceived?: (queue: string, count: number) => void;
}

export interface DemoDependency {
  readonly id: string;
  readonly title: string;
  readonly broken: boolean;
  readonly fault?: Fault;
}

export interface Demo {
  /** Where its users, and the canary, find the site. */
  readonly baseUrl: string;
  /** What the catalog's checks read. */
  readonly environment: Readonly<Record<string, string>>;
  readonly dependencies: readonly DemoDependency[];
  /** Breaks a dependency for real, in the way given or in its usual one. Throws for one it does not have. */
  break(id: string, fault?: Fault): Promise<void>;
  /** Ends the fault; the service recovers by itself. */
  mend(id: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a small design viewer, whose every dependency stands behind a fault proxy:
 *
 *     user ─► front ─► identity, feature-flags, tile-server, thumbnails   (HTTP servers)
 *               │  ├─► upload-store (S3)   └─► link-store (DynamoDB)
 *               └─► translation-queue (SQS) ─► worker ─► translation-cache (DynamoDB)
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    // The other way round than they were started: first who asks, then who is asked.
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return await build(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(options: DemoOptions, stops: (() => unknown)[], stop: () => Promise<void>): Promise<Demo> {
  const now = () => new Date(options.clock?.now() ?? Date.now());
  const open = async (server: Server) => {
    const url = await listen(server);
    stops.push(() => close(server));
    return url;
  };
  const { s3Endpoint, sqsEndpoint, dynamodbEndpoint } = options;
  await createStores({
    uploads: s3Endpoint,
    queue: sqsEndpoint,
    cache: dynamodbEndpoint,
    links: dynamodbEndpoint,
  });
  const elsewhere: Partial<Record<DependencyId, string>> = {
    'upload-store': s3Endpoint,
    'translation-queue': sqsEndpoint,
    'translation-cache': dynamodbEndpoint,
    'link-store': dynamodbEndpoint,
  };

  const proxies = new Map<string, FaultProxy>();
  for (const id of Object.keys(dependencies) as DependencyId[]) {
    const backend = backends[id];
    const target = backend ? await open(backend()) : elsewhere[id];
    if (target === undefined) throw new Error(`nothing serves "${id}"`);
    const proxy = await createFaultProxy({ target });
    stops.push(() => proxy.stop());
    proxies.set(id, proxy);
  }
  const proxyOf = (id: string) => {
    const proxy = proxies.get(id);
    if (!proxy) throw new Error(`the demo has no dependency "${id}"; it has ${[...proxies.keys()].join(', ')}`);
    return proxy;
  };
  const urls = Object.fromEntries([...proxies].map(([id, { url }]) => [id, url])) as Record<DependencyId, string>;

  const stores = connectStores({
    uploads: urls['upload-store'],
    queue: urls['translation-queue'],
    cache: urls['translation-cache'],
    links: urls['link-store'],
  });
  stops.push(() => stores.close());
  const front = createFront({ backends: backendClients(urls), stores, now });
  const baseUrl = siteAt(await open(front.server));
  const worker = startWorker({
    stores,
    now,
    onTranslated: front.onTranslated,
    onReceived: (count) => options.onReceived?.(names.queue, count),
  });
  stops.push(() => worker.stop());

  return {
    baseUrl,
    environment: {
      BASE_URL: baseUrl,
      CACHE_TABLE: names.cache,
      DYNAMODB_CACHE_ENDPOINT: urls['translation-cache'],
      AWS_REGION: region,
    },
    get dependencies() {
      return Object.entries(dependencies).map(([id, { title }]) => {
        const { fault } = proxyOf(id);
        return { id, title, broken: fault !== undefined, ...(fault ? { fault } : {}) };
      });
    },
    async break(id, fault) {
      await proxyOf(id).inject(fault ?? dependencies[id as DependencyId].fault);
    },
    mend: async (id) => proxyOf(id).mend(),
    stop,
  };
}

/** By the name under which the catalog's policy lets runbooks reach this machine; an address in its place is refused. */
function siteAt(listening: string): string {
  const site = new URL(listening);
  site.hostname = 'localhost';
  return site.origin;
}
