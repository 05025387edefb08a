import { type Clock, type CoreWorld, type IntakeWorld, rememberingPeople, type World } from '@tocsin/app';
import {
  awsClients,
  type Config,
  createLog,
  createMetrics,
  dynamoPeople,
  dynamoStore,
  type FunctionName,
  type ResponseQueue,
  readConfig,
  s3Drafts,
  s3Files,
  s3Links,
  s3Reports,
  snsPager,
  sqsDraftQueue,
  sqsOutbox,
  sqsTasks,
} from '@tocsin/aws';
import { settings, workflows } from '@tocsin/catalog';
import { type SlackWorld, slackChat, slackDirectory } from '@tocsin/slack';
import type { Settings } from '@tocsin/workflow';
import { catalogRunbooks } from './runbooks.ts';

export { once } from './once.ts';

const clock: Clock = { now: () => new Date() };

/** The timeline and the queue: what deciding needs. */
export async function coreWorld<Name extends FunctionName>(name: Name) {
  const config: Config<Name> = await readConfig(name);
  const log = createLog({ level: config.logLevel, function: name, stage: config.stage });
  // Elsewhere nobody makes metrics of what is logged.
  const inLambda = process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined;
  const measure = createMetrics({ function: name, stage: config.stage, now: clock.now });
  const clients = awsClients(config.aws);
  const outbox: ResponseQueue = sqsOutbox({ client: clients.queues(), queueUrl: config.queueUrl });
  const store = dynamoStore({ client: clients.documents(), table: config.table });
  const catalog = { workflows, settings: settingsOf(config) };
  const world = { store, outbox, clock, log, catalog, ...(inLambda ? { measure } : {}) } satisfies CoreWorld;
  return { config, clients, world };
}

/** The catalog's settings, less what this stage has otherwise. */
function settingsOf({ calmSeconds }: Pick<Config, 'calmSeconds'>): Settings {
  return calmSeconds === undefined ? settings : { ...settings, calmMs: Number(calmSeconds) * 1_000 };
}

export async function intakeWorld(): Promise<IntakeWorld> {
  const { world, clients } = await coreWorld('intake');
  return { ...world, reports: s3Reports({ client: clients.objects, log: world.log }) };
}

/** Deciding, and knowing who somebody is. */
export async function slackWorld(): Promise<SlackWorld> {
  const { world, clients, config } = await coreWorld('slack');
  const { filesBucket: bucket } = config;
  return {
    ...world,
    people: peopleOf(world, clients, config),
    runbooks: catalogRunbooks(process.env),
    ...(bucket === undefined ? {} : { links: s3Links({ client: clients.objects, bucket, clock }) }),
  };
}

/** Who people are, as Slack says, remembered in the table. `timeoutMs`: of each question, where nobody waits for the answer. */
export function peopleOf(
  { log }: Pick<CoreWorld, 'log'>,
  clients: ReturnType<typeof awsClients>,
  { slackBotToken: token, slackApiUrl: apiUrl, table }: Config<'slack'> | Config<'respond'> | Config<'draft'>,
  patience: { readonly timeoutMs?: number } = {},
): World['people'] {
  const directory = slackDirectory({ token, ...(apiUrl === undefined ? {} : { apiUrl }), now: clock.now, ...patience });
  return rememberingPeople({ directory, memory: dynamoPeople({ client: clients.documents(), table }), clock, log });
}

/** The timeline and the timers; where a heartbeat is expected, also whom to page when it stays away. */
export async function tickWorld(): Promise<{ world: CoreWorld & Pick<World, 'pager'>; heartbeat: boolean }> {
  const { world, clients, config } = await coreWorld('tick');
  const pager = snsPager({ client: clients.topics, defaultTopic: config.pageTopic, log: world.log });
  return { world: { ...world, pager }, heartbeat: config.heartbeat !== undefined };
}

/** Everything, and the queue's other end: respond puts off what it could not do. */
export async function respondWorld(): Promise<{ world: World; queue: ResponseQueue; maxReceives: number }> {
  const { world: core, clients, config } = await coreWorld('respond');
  const {
    slackBotToken: token,
    slackApiUrl: apiUrl,
    incidentsChannel,
    pageTopic: defaultTopic,
    filesBucket: bucket,
  } = config;
  const world = {
    ...core,
    incidentsChannel,
    chat: slackChat({ token, ...(apiUrl === undefined ? {} : { apiUrl }), now: clock.now }),
    people: peopleOf(core, clients, config),
    pager: snsPager({ client: clients.topics, defaultTopic, log: core.log }),
    files: s3Files({ client: clients.objects, bucket }),
    ...(bucket === undefined ? {} : { drafts: s3Drafts({ client: clients.objects, bucket }) }),
    reports: s3Reports({ client: clients.objects, log: core.log }),
    runbooks: catalogRunbooks(process.env),
    tasks: sqsTasks({
      client: clients.queues(),
      queueUrls: { look: config.lookQueueUrl, act: config.actQueueUrl },
    }),
    draftQueue: sqsDraftQueue({ client: clients.queues(), queueUrl: config.draftQueueUrl }),
  };
  return { world, queue: core.outbox, maxReceives: Number(config.queueMaxReceives) };
}
