import type { Log, RunbookCatalog, World } from '@tocsin/app';
import { rememberingPeople, tick as runTick } from '@tocsin/app';
import type { DraftWorld } from '@tocsin/app/drafting';
import {
  type AwsClients,
  awsClients,
  dynamoPeople,
  dynamoStore,
  readConfig,
  s3Drafts,
  s3Files,
  s3Links,
  s3Reports,
  snsPager,
  sqsDraftQueue,
  sqsOutbox,
  sqsTasks,
  tableInput,
} from '@tocsin/aws';
import { settings, workflows } from '@tocsin/catalog';
import { slackChat, slackDirectory } from '@tocsin/slack';
import { slackFunction } from '@tocsin/slack/function';
import type { NewChannel } from '@tocsin/slack-simulator';

import type { Settings, Workflow } from '@tocsin/workflow';
import type { Context, SQSEvent } from 'aws-lambda';
import { drawUpDrafts } from '../../functions/drafting.ts';
import { intake } from '../../functions/intake.ts';
import { respondTo } from '../../functions/respond.ts';
import { catalogRunbooks } from '../../functions/runbooks.ts';
import { runTasks } from '../../functions/tasks.ts';
import { type Cloud, type ManualClock, manualClock, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { credentials, incidentsChannel } from '../../packages/workbench/src/people.ts';
import { type LocalSlack, startSlack } from '../../packages/workbench/src/slack.ts';
import { drawing } from './drawing.ts';
import { tasking } from './tasking.ts';

export interface TocsinOptions {
  /** Default: the catalog's. */
  readonly workflows?: readonly Workflow[];
  readonly calmMs?: number;
  /** What differs from the catalog's settings. */
  readonly access?: Partial<Settings['access']>;
  readonly capture?: Partial<Settings['capture']>;
  readonly paging?: Partial<Settings['paging']>;
  readonly reminders?: Partial<Settings['reminders']>;
  readonly severities?: Partial<Settings['severities']>;
  readonly storms?: Partial<Settings['storms']>;
  readonly latencyMs?: number;
  readonly rateLimits?: 'documented' | 'off';
  /** Real time instead of a clock that is advanced: for measuring. */
  readonly clock?: ManualClock;
  /** Stands between the functions and the world: where faults and crashes are injected. */
  readonly around?: (world: World) => World;
  /** Stands between the functions and AWS: where each request is seen. */
  readonly aroundAws?: (clients: AwsClients) => AwsClients;
  /** The same between draft and what it reads and stores. */
  readonly aroundDrafting?: (world: DraftWorld) => DraftWorld;
  /** Called before each invocation of a function. */
  readonly onInvoke?: (name: string) => void;
  /** Runs each invocation of a function: what it throws, the invocation failed with. */
  readonly invoking?: <Result>(name: string, run: () => Promise<Result>) => Promise<Result>;
  /** Endpoints as the functions see them; a proxy may stand in front. */
  readonly environment?: (
    environment: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** What is otherwise of runbooks than in the catalog, asked for each time: a deploy changes it. */
  readonly runbooks?: () => Partial<RunbookCatalog>;
  readonly log?: Log;
  /** What AWS would log, such as invocations that failed. Default: standard error. */
  readonly onError?: (where: string, error: unknown) => void;
  /** How often the embedded CloudWatch's alarms look at the clock. */
  readonly alarmTickMs?: number;
  /** What else is under way that time must wait for. */
  readonly underWay?: () => readonly Promise<unknown>[];
  /** Channels that Slack has before anything happens, beside the usual ones. */
  readonly channels?: readonly NewChannel[];
}

/** The real functions over the embedded AWS and the Slack simulator, on a clock that only moves when it is told to. */
export interface Tocsin {
  readonly cloud: Cloud;
  readonly slack: LocalSlack;
  readonly clock: ManualClock;
  readonly world: World;
  /** Puts an AWS event on the bus and waits until nothing more follows from it. */
  happens(...events: readonly object[]): Promise<void>;
  /** Time passes, and whatever falls due in it happens. */
  passes(ms: number): Promise<void>;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the variables of the catalog's runbooks lead. */
const values = { BASE_URL: 'https://shop.example', TOCSIN_STAGE: 'test' };
const quiet: Log = { info() {}, warn() {}, error() {} };

export async function startTocsin(options: TocsinOptions = {}): Promise<Tocsin> {
  const clock = options.clock ?? manualClock();
  const log = options.log ?? quiet;
  const slack = await startSlack({
    now: clock.now,
    rateLimits: options.rateLimits ?? 'documented',
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.channels === undefined ? {} : { channels: options.channels }),
  });
  let world: World | undefined;
  const cloud = await startCloud({
    tables: [tableInput('tocsin-test')],
    clock,
    maxReceiveCount: 10,
    ...(options.alarmTickMs === undefined ? {} : { alarmTickMs: options.alarmTickMs }),
    ...(options.onError ? { onError: options.onError } : {}),
    handlers: async ({ environment, pagesTopicArn, filesBucket }) => {
      const seen = {
        ...environment,
        TOCSIN_INCIDENTS_CHANNEL: incidentsChannel,
        TOCSIN_PAGE_TOPIC: pagesTopicArn,
        SLACK_API_URL: slack.url,
        SLACK_BOT_TOKEN: credentials.token,
        SLACK_SIGNING_SECRET: credentials.signingSecret,
      };
      // The SDK reads its endpoints from the process's environment alone.
      Object.assign(process.env, (await options.environment?.(seen)) ?? seen);
      const slackUrl = process.env['SLACK_API_URL'] ?? slack.url;
      const config = await readConfig('respond');
      const clients = (options.aroundAws ?? ((same) => same))(awsClients(config.aws));
      const outbox = sqsOutbox({ client: clients.queues(), queueUrl: config.queueUrl });
      const plain: World = {
        store: dynamoStore({ client: clients.documents(), table: config.table }),
        outbox,
        chat: slackChat({
          token: credentials.token,
          apiUrl: slackUrl,
          now: clock.now,
        }),
        people: rememberingPeople({
          directory: slackDirectory({ token: credentials.token, apiUrl: slackUrl, now: clock.now }),
          memory: dynamoPeople({ client: clients.documents(), table: config.table }),
          clock,
          log,
        }),
        pager: snsPager({ client: clients.topics, defaultTopic: pagesTopicArn, log }),
        files: s3Files({ client: clients.objects, bucket: filesBucket }),
        drafts: s3Drafts({ client: clients.objects, bucket: filesBucket }),
        reports: s3Reports({ client: clients.objects, log }),
        runbooks: { load: async () => ({ ...(await catalogRunbooks(values).load()), ...options.runbooks?.() }) },
        tasks: sqsTasks({
          client: clients.queues(),
          queueUrls: { look: config.lookQueueUrl, act: config.actQueueUrl },
        }),
        draftQueue: sqsDraftQueue({ client: clients.queues(), queueUrl: config.draftQueueUrl }),
        clock,
        log,
        catalog: {
          workflows: options.workflows ?? workflows,
          settings: {
            ...settings,
            ...(options.calmMs === undefined ? {} : { calmMs: options.calmMs }),
            access: { ...settings.access, ...options.access },
            capture: { ...settings.capture, ...options.capture },
            paging: { ...settings.paging, ...options.paging },
            reminders: { ...settings.reminders, ...options.reminders },
            severities: { ...settings.severities, ...options.severities },
            storms: { ...settings.storms, ...options.storms },
          },
        },
        incidentsChannel,
      };
      const made = options.around?.(plain) ?? plain;
      world = made;
      const invoke =
        <Event, Result>(name: string, run: (event: Event) => Promise<Result>) =>
        (event: Event) => {
          options.onInvoke?.(name);
          return options.invoking ? options.invoking(name, () => run(event)) : run(event);
        };
      return {
        intake: invoke('intake', (event: unknown) => intake(made, event)),
        respond: invoke('respond', (event: Parameters<typeof respondTo>[1]) =>
          respondTo({ world: made, queue: outbox, maxReceives: 10 }, event),
        ),
        tick: invoke('tick', () => runTick(made)),
        look: async (event: SQSEvent, context: Context) =>
          invoke('look', async () =>
            runTasks('look', await tasking(made, { config, clients, kind: 'look' }), event, context),
          )(event),
        act: async (event: SQSEvent, context: Context) =>
          invoke('act', async () =>
            runTasks('act', await tasking(made, { config, clients, kind: 'act' }), event, context),
          )(event),
        draft: async (event: SQSEvent, context: Context) =>
          invoke('draft', async () =>
            drawUpDrafts(drawing(made, { config, clients, around: options.aroundDrafting }), event, context),
          )(event),
        slack: invoke(
          'slack',
          slackFunction({
            signingSecret: credentials.signingSecret,
            token: credentials.token,
            apiUrl: slackUrl,
            now: clock.now,
            log,
            world: async () => ({ links: s3Links({ client: clients.objects, bucket: filesBucket, clock }), ...made }),
          }),
        ),
      };
    },
  });
  if (!cloud.slack || !world) throw new Error('the functions were not connected');
  const url = cloud.slack.url;
  slack.connectApp({
    signingSecret: credentials.signingSecret,
    commandUrl: url,
    interactivityUrl: url,
    eventsUrl: url,
  });
  const settled = async () => {
    for (;;) {
      await cloud.settled();
      await slack.settled();
      // What people said may have set something off.
      await cloud.settled();
      const underWay = options.underWay?.() ?? [];
      if (underWay.length === 0) return;
      await Promise.allSettled(underWay);
    }
  };
  return {
    cloud,
    slack,
    clock,
    world,
    async happens(...events) {
      for (const event of events) cloud.bus.put(event as Parameters<typeof cloud.bus.put>[0]);
      await settled();
    },
    passes: (ms) => clock.advance(ms, settled),
    settled,
    async stop() {
      await cloud.stop();
      await slack.stop();
    },
  };
}
