import { variables } from '@tocsin/catalog/runbook-policy';
import type { Messaging } from './messaging.ts';
import { permissionsOf } from './permissions.ts';
import type { Settings } from './settings.ts';
import { type FunctionName, sizing, tries } from './sizing.ts';
import type { Storage } from './storage.ts';

interface Needs {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly messaging: Messaging;
}

/** The functions and what calls them. */
export function functions({ settings, storage, messaging }: Needs) {
  const permissions = permissionsOf(storage, messaging, settings);
  const { slackBotToken, slackSigningSecret } = storage;
  const shared = {
    TOCSIN_STAGE: $app.stage,
    TOCSIN_TABLE: storage.table.name,
    TOCSIN_QUEUE_URL: messaging.respond.url,
    TOCSIN_INCIDENTS_CHANNEL: settings.incidentsChannel,
  };
  type More = Omit<Partial<sst.aws.FunctionArgs>, 'environment'> & {
    environment?: Record<string, $util.Input<string>>;
  };
  const make = (name: FunctionName, more: More) =>
    lambda(name, { ...more, environment: { ...shared, ...more.environment }, permissions: permissions[name] });

  const intake = make('intake', {});
  const tasks = { TOCSIN_LOOK_QUEUE_URL: messaging.look.url, TOCSIN_ACT_QUEUE_URL: messaging.act.url };
  const slack = make('slack', {
    environment: { ...runbookValues(), TOCSIN_FILES_BUCKET: storage.files.name },
    link: [slackBotToken, slackSigningSecret],
    // Slack signs its requests and cannot sign for IAM; no browser calls this.
    url: { authorization: 'none', cors: false },
  });
  const respond = make('respond', {
    link: [slackBotToken],
    environment: {
      ...runbookValues(),
      ...tasks,
      TOCSIN_DRAFT_QUEUE_URL: messaging.draft.url,
      TOCSIN_FILES_BUCKET: storage.files.name,
      TOCSIN_PAGE_TOPIC: messaging.pages.arn,
      TOCSIN_QUEUE_MAX_RECEIVES: `${tries.respond}`,
    },
  });
  // The next minute's tick does what this one did not.
  const tick = make('tick', {
    retries: 0,
    environment: { TOCSIN_PAGE_TOPIC: messaging.pages.arn, TOCSIN_HEARTBEAT: 'expected' },
  });
  const look = make('look', { environment: { TOCSIN_LOOK_QUEUE_URL: tasks.TOCSIN_LOOK_QUEUE_URL } });
  const act = make('act', { environment: { TOCSIN_ACT_QUEUE_URL: tasks.TOCSIN_ACT_QUEUE_URL } });

  const draft = make('draft', {
    link: [slackBotToken],
    environment: {
      ...runbookValues(),
      TOCSIN_DRAFT_QUEUE_URL: messaging.draft.url,
      TOCSIN_FILES_BUCKET: storage.files.name,
      ...(settings.rewriteModel ? { TOCSIN_REWRITE_MODEL: settings.rewriteModel } : {}),
      ...(settings.rolesOnly ? { TOCSIN_SHOW_PEOPLE: 'roles' } : {}),
    },
  });

  // No reserved concurrency: a new account has ten in all and must leave them unreserved. What calls the functions is
  // bounded instead: in a storm, ten calls at a time talk to Slack, whose limits are the workspace's. Each may have several
  // incidents, which do not wait for each other, or all that one busy channel asks for, which is answered at once.
  const atMostTen = { eventSourceMapping: { scalingConfig: { maximumConcurrency: 10 } } };
  messaging.intake.subscribe(intake.arn, { batch: { size: 10, partialResponses: true }, transform: atMostTen });
  messaging.respond.subscribe(respond.arn, { batch: { size: 10, partialResponses: true }, transform: atMostTen });
  messaging.look.subscribe(look.arn, { batch: { size: 1, partialResponses: true }, transform: atMostTen });
  messaging.act.subscribe(act.arn, { batch: { size: 1, partialResponses: true }, transform: atMostTen });
  messaging.draft.subscribe(draft.arn, { batch: { size: 1, partialResponses: true }, transform: atMostTen });
  new sst.aws.CronV2('EachMinute', {
    schedule: 'rate(1 minute)',
    function: tick.arn,
    retries: 0,
    dlq: messaging.deadLetters.tick.arn,
    transform: { role: (role) => void (role.assumeRolePolicy = schedulerTrust()) },
  });

  return { intake, slack, respond, tick, look, act, draft };
}

/** Values of the variables that the catalog gives to its runbooks, as the environment of the deploy has them. */
function runbookValues(): Record<string, string> {
  const names = Object.values(variables).filter((name) => !name.startsWith('TOCSIN_'));
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

export type Functions = ReturnType<typeof functions>;

/** Scheduler takes the role for schedules of this account alone (Scheduler user guide, "confused deputy prevention"). */
function schedulerTrust() {
  return $jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': aws.getCallerIdentityOutput().accountId } },
      },
    ],
  });
}

/**
 * A function from its tested bundle (`npm run build`), traced, which may write to its own log group. The managed policy that SST
 * attaches for that, AWSLambdaBasicExecutionRole, allows every log group of the account. `:*` stands for the group's
 * streams, whose names Lambda makes up.
 */
function lambda(name: FunctionName, { permissions = [], ...args }: Partial<sst.aws.FunctionArgs>): sst.aws.Function {
  const resource = name[0].toUpperCase() + name.slice(1);
  const { memory, timeoutSeconds } = sizing[name];
  const logs = new aws.cloudwatch.LogGroup(`${resource}Logs`, {
    name: `/tocsin/${$app.stage}/${name}`,
    retentionInDays: 30,
  });
  const log = { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [$interpolate`${logs.arn}:*`] };
  // Traces belong to no resource (Service Authorization Reference, X-Ray).
  const trace = { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] };
  return new sst.aws.Function(resource, {
    ...args,
    bundle: `dist/functions/${name}`,
    handler: 'index.handler',
    memory,
    timeout: `${timeoutSeconds} seconds`,
    logging: { logGroup: logs.name, format: 'json' },
    permissions: $output(permissions).apply((given) => [...given, log, trace]),
    transform: {
      role: (role) => void (role.managedPolicyArns = []),
      function: (fn) => void (fn.tracingConfig = { mode: 'Active' }),
    },
  });
}
