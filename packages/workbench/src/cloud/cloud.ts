import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { type Metrics, metricStore } from '@tocsin/alarm-evaluation';
import { localPlace } from './aws.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Alarms, createAlarms } from './cloudwatch/alarms.ts';
import { type EventSource, eventSource } from './event-source.ts';
import { type Bus, type BusRule, createBus } from './eventbridge/bus.ts';
import { type FunctionUrl, functionUrl } from './function-url-server.ts';
import { type LambdaFunction, type LambdaHandler, lambdaFunction } from './lambda.ts';
import { type Messaging, type QueueView, startMessaging } from './messaging.ts';
import { type Schedule, scheduler } from './scheduler.ts';
import { type Services, startServices } from './services/services.ts';
import { type Storage, startStorage } from './storage.ts';
import { createSynthetics, type Synthetics } from './synthetics/synthetics.ts';

/** The queues, topic and bucket of a stage, by the names they have here. */
export const resourceNames = {
  intake: 'intake',
  intakeDeadLetters: 'intake-dead',
  respond: 'respond.fifo',
  respondDeadLetters: 'respond-dead.fifo',
  look: 'look.fifo',
  act: 'act.fifo',
  tasksDeadLetters: 'tasks-dead.fifo',
  draft: 'draft.fifo',
  draftDeadLetters: 'draft-dead.fifo',
  pages: 'pages',
  pagesSeen: 'pages-seen',
  files: 'tocsin-files',
  artifacts: `cw-syn-results-${localPlace.account}-${localPlace.region}`,
} as const;

// How late an alarm may notice that its next evaluation is due; divides compressed and whole minutes alike.
const alarmTickMs = 250;

/** Each by the function of its name. */
const queuesRead = ['intake', 'respond', 'look', 'act', 'draft'] as const;

type QueueName =
  | 'look'
  | 'act'
  | 'tasksDeadLetters'
  | 'draft'
  | 'draftDeadLetters'
  | 'intake'
  | 'intakeDeadLetters'
  | 'respond'
  | 'respondDeadLetters'
  | 'pagesSeen';

/** What is there before any function is: enough to build handlers from. */
export interface Resources {
  readonly storage: Storage;
  readonly messaging: Messaging;
  readonly urls: { readonly intake: string; readonly respond: string };
  readonly pagesTopicArn: string;
  readonly artifactBucket: string;
  readonly filesBucket: string;
  /** Variables under which the built functions find all this: endpoints, region, table, queue. */
  readonly environment: Readonly<Record<string, string>>;
}

export type FunctionName = 'intake' | 'respond' | 'slack' | 'tick' | 'look' | 'act' | 'draft';

export interface CloudSpec {
  readonly tables: readonly CreateTableCommandInput[];
  /** A folder to keep the tables in; without it they are in memory. */
  readonly dataPath?: string;
  /** The functions, built once the endpoints are known; those left out are not connected. */
  readonly handlers?: (
    resources: Resources,
  ) => Partial<Record<FunctionName, LambdaHandler>> | Promise<Partial<Record<FunctionName, LambdaHandler>>>;
  readonly timeoutsMs?: Partial<Record<FunctionName, number>>;
  readonly clock?: Clock;
  /** How much faster minutes pass for alarms, canaries and the tick: 12 makes them 5 s. Default 1. */
  readonly timeScale?: number;
  /** Of both queues. Default 30. */
  readonly visibilitySeconds?: number;
  /** Receives before a message goes to the dead letters. Default 5. */
  readonly maxReceiveCount?: number;
  /** What reaches intake. Default: everything from CloudWatch and Synthetics. */
  readonly pattern?: BusRule['pattern'];
  readonly tagPropagation?: boolean;
  /** Default true: as real Function URLs send forms. */
  readonly base64Forms?: boolean;
  readonly slackPort?: number;
  /** Errors that AWS would log, such as failed invocations. Default: standard error. */
  readonly onError?: (where: string, error: unknown) => void;
}

export interface Cloud extends Resources {
  readonly clock: Clock;
  /** What runbooks look at and act on. */
  readonly services: Services;
  /** A "minute" on the clock, in milliseconds. */
  readonly minuteMs: number;
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly bus: Bus;
  readonly synthetics: Synthetics;
  readonly functions: Partial<Record<FunctionName, LambdaFunction>>;
  /** The slack function's URL. */
  readonly slack: FunctionUrl | undefined;
  readonly tick: Schedule | undefined;
  queue(name: QueueName): QueueView;
  /**
   * Resolves when nothing more happens without time passing: events are delivered (held ones excepted), no invocation or
   * canary run is under way, no queue with a function has a message to hand out. For ever pending while a handler hangs.
   * Hand it to a manual clock: `clock.advance(30 * 60_000, cloud.settled)`.
   */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A stage of Tocsin on this machine: alarms and canaries → EventBridge → intake queue → intake; Function URL → slack;
 * FIFO queues → respond, look, act, draft; a schedule → tick; DynamoDB, SNS and S3 beside them. All sockets on loopback, ports picked free.
 */
export async function startCloud(spec: CloudSpec): Promise<Cloud> {
  const { clock = systemClock, timeScale = 1, onError = console.error } = spec;
  const stops: Array<() => void | Promise<void>> = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const resources = await startResources(spec, clock, stops);
    const { messaging, urls } = resources;
    const minuteMs = 60_000 / timeScale;

    const bus = createBus({ client: messaging.client });
    stops.push(() => bus.stop());
    bus.rule({
      name: 'intake',
      pattern: spec.pattern ?? { source: ['aws.cloudwatch', 'aws.synthetics'] },
      targets: [urls.intake],
    });
    const emit = bus.put;
    const metrics = metricStore();
    const { tagPropagation = false } = spec;
    const alarms = createAlarms({ metrics, now: clock.now, emit, timeScale, tagPropagation });
    stops.push(clock.every(alarmTickMs, alarms.tick));
    const synthetics = createSynthetics({
      clock,
      metrics,
      emit,
      client: messaging.client,
      bucket: resourceNames.artifacts,
      onError: (error) => onError('synthetics', error),
    });
    stops.push(() => synthetics.stop());

    const services = await startServices({
      metrics,
      alarms,
      now: clock.now,
      timeScale,
      canaries: () => synthetics.canaries.map(({ name, schedule }) => ({ name, schedule, state: 'RUNNING' })),
    });
    stops.push(() => services.stop());
    const environment = { ...resources.environment, ...services.environment };

    const functions = functionsOf((await spec.handlers?.({ ...resources, environment })) ?? {}, spec, clock);
    stops.push(() => Object.values(functions).forEach((fn) => fn.abandon()));
    const sources = connectQueues(functions, messaging, onError);
    stops.push(async () => void (await Promise.all(sources.map((source) => source.stop()))));
    const tick =
      functions.tick &&
      scheduler({
        name: 'tick',
        clock,
        function: functions.tick,
        everyMs: minuteMs,
        onError: (error) => onError('tick', error),
      });
    if (tick) stops.push(() => tick.stop());
    const slack =
      functions.slack &&
      (await functionUrl(functions.slack, {
        now: clock.now,
        base64Forms: spec.base64Forms ?? true,
        ...(spec.slackPort === undefined ? {} : { port: spec.slackPort }),
        onError: (error) => onError('slack', error),
      }));
    if (slack) stops.push(() => slack.stop());

    const queues = new Map(
      queuesRead.map((queue) => resourceNames[queue]).map((name) => [messaging.queue(name).arn, name]),
    );
    const busy = () =>
      bus.pending > 0 ||
      Object.values(functions).some((fn) => fn.running > 0) ||
      synthetics.canaries.some((canary) => canary.running) ||
      sources.some((source) => {
        const queue = messaging.queue(queues.get(source.queueArn) ?? '');
        return queue.deliverable > 0 || queue.inFlight.some(({ receiptHandle }) => !source.isDoneWith(receiptHandle));
      });

    return {
      ...resources,
      environment,
      services,
      clock,
      minuteMs,
      metrics,
      alarms,
      bus,
      synthetics,
      functions,
      slack,
      tick,
      queue: (name) => messaging.queue(resourceNames[name]),
      async settled() {
        for (;;) {
          await bus.delivered();
          if (!busy()) return;
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startResources(
  { tables, dataPath, visibilitySeconds = 30, maxReceiveCount = 5 }: CloudSpec,
  clock: Clock,
  stops: Array<() => void | Promise<void>>,
): Promise<Resources> {
  const storage = await startStorage({ tables, path: dataPath });
  stops.push(() => storage.stop());
  const messaging = await startMessaging({
    clock,
    queues: [
      { name: resourceNames.intakeDeadLetters },
      {
        name: resourceNames.intake,
        visibilitySeconds,
        deadLetters: { queue: resourceNames.intakeDeadLetters, maxReceiveCount },
      },
      { name: resourceNames.respondDeadLetters },
      {
        name: resourceNames.respond,
        visibilitySeconds,
        deadLetters: { queue: resourceNames.respondDeadLetters, maxReceiveCount },
      },
      { name: resourceNames.tasksDeadLetters },
      ...[resourceNames.look, resourceNames.act].map((name) => ({
        name,
        visibilitySeconds,
        // A task's message comes back for each look at what it waits for.
        deadLetters: { queue: resourceNames.tasksDeadLetters, maxReceiveCount: 400 },
      })),
      { name: resourceNames.draftDeadLetters },
      {
        name: resourceNames.draft,
        visibilitySeconds: 360,
        // A draft's message comes back for each stretch of a long channel.
        deadLetters: { queue: resourceNames.draftDeadLetters, maxReceiveCount: 400 },
      },
      { name: resourceNames.pagesSeen },
    ],
    topics: [{ name: resourceNames.pages, queues: [resourceNames.pagesSeen] }],
    buckets: [resourceNames.artifacts, resourceNames.files],
  });
  stops.push(() => messaging.stop());
  const urls = {
    intake: messaging.queue(resourceNames.intake).url,
    respond: messaging.queue(resourceNames.respond).url,
  };
  const { accessKeyId, secretAccessKey } = messaging.client.credentials;
  return {
    storage,
    messaging,
    urls,
    pagesTopicArn: messaging.topicArn(resourceNames.pages),
    artifactBucket: resourceNames.artifacts,
    filesBucket: resourceNames.files,
    environment: {
      AWS_REGION: localPlace.region,
      TOCSIN_FILES_BUCKET: resourceNames.files,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: storage.endpoint,
      AWS_ENDPOINT_URL_SQS: messaging.endpoint,
      AWS_ENDPOINT_URL_SNS: messaging.endpoint,
      AWS_ENDPOINT_URL_S3: messaging.endpoint,
      TOCSIN_TABLE: tables[0]?.TableName ?? '',
      TOCSIN_QUEUE_URL: urls.respond,
      TOCSIN_LOOK_QUEUE_URL: messaging.queue(resourceNames.look).url,
      TOCSIN_ACT_QUEUE_URL: messaging.queue(resourceNames.act).url,
      TOCSIN_DRAFT_QUEUE_URL: messaging.queue(resourceNames.draft).url,
    },
  };
}

function functionsOf(
  handlers: Partial<Record<FunctionName, LambdaHandler>>,
  { timeoutsMs = {} }: CloudSpec,
  clock: Clock,
): Partial<Record<FunctionName, LambdaFunction>> {
  const functions: Partial<Record<FunctionName, LambdaFunction>> = {};
  for (const name of ['intake', 'respond', 'slack', 'tick', 'look', 'act', 'draft'] as const) {
    const handler = handlers[name];
    if (handler !== undefined)
      functions[name] = lambdaFunction({
        name,
        handler,
        clock,
        timeoutMs: timeoutsMs[name] ?? (name === 'draft' ? 60_000 : 30_000),
      });
  }
  return functions;
}

function connectQueues(
  functions: Partial<Record<FunctionName, LambdaFunction>>,
  messaging: Messaging,
  onError: NonNullable<CloudSpec['onError']>,
): EventSource[] {
  return queuesRead.flatMap((name) => {
    const fn = functions[name];
    if (fn === undefined) return [];
    const queue = messaging.queue(resourceNames[name]);
    return [eventSource({ queue, client: messaging.client, function: fn, onError: (error) => onError(name, error) })];
  });
}
