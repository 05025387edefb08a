import { type Metrics, metricStore } from '@tocsin/alarm-evaluation';
import { type Clock, systemClock } from './clock.ts';
import { type Alarms, createAlarms } from './cloudwatch/alarms.ts';
import type { EventSource } from './event-source.ts';
import { type Bus, type BusRule, createBus } from './eventbridge/bus.ts';
import { type FunctionUrl, functionUrl } from './function-url-server.ts';
import { connectQueues, type FunctionName, functionsOf, queuesRead } from './functions.ts';
import type { LambdaFunction, LambdaHandler } from './lambda.ts';
import type { QueueView } from './messaging.ts';
import { type QueueName, type Resources, type ResourcesSpec, resourceNames, startResources } from './resources.ts';
import { type Schedule, scheduler } from './scheduler.ts';
import { type Services, startServices } from './services/services.ts';
import type { ListedRun } from './services/synthetics-api.ts';
import { type CanaryRun, failureReason } from './synthetics/run.ts';
import { createSynthetics, type Synthetics } from './synthetics/synthetics.ts';

// How late an alarm may notice that its next evaluation is due; divides compressed and whole minutes alike.
const alarmTickMs = 250;

export interface CloudSpec extends ResourcesSpec {
  /** The functions, built once the endpoints are known; those left out are not connected. */
  readonly handlers?: (
    resources: Resources,
  ) => Partial<Record<FunctionName, LambdaHandler>> | Promise<Partial<Record<FunctionName, LambdaHandler>>>;
  readonly timeoutsMs?: Partial<Record<FunctionName, number>>;
  readonly clock?: Clock;
  /** How much faster minutes pass for alarms, canaries and the tick: 12 makes them 5 s. Default 1. */
  readonly timeScale?: number;
  /** How often alarms look whether their next evaluation is due. Default 250. */
  readonly alarmTickMs?: number;
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
  /** Whether a message is on its way from a queue to its function, which is not yet invoked with it. */
  isHandingOver(): boolean;
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
    stops.push(clock.every(spec.alarmTickMs ?? alarmTickMs, alarms.tick));
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
      runs: (canary) =>
        synthetics.canaries
          .filter(({ name }) => name === canary)
          .flatMap(({ runs }) => runs)
          .map(listedRun)
          .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime()),
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
    const read = (source: EventSource) => messaging.queue(queues.get(source.queueArn) ?? '');
    const busy = () =>
      bus.pending > 0 ||
      Object.values(functions).some((fn) => fn.running > 0) ||
      synthetics.canaries.some((canary) => canary.running) ||
      sources.some((source) => {
        const queue = read(source);
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
      isHandingOver: () => sources.some((source) => source.isToReceive(read(source))),
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

function listedRun(run: CanaryRun): ListedRun {
  const { id, startedAt, endedAt } = run;
  const reason = failureReason(run);
  return { id, startedAt, endedAt, ...(reason === undefined ? {} : { reason }) };
}
