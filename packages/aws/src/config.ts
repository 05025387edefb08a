import { AwsError } from './errors.ts';

/** Environment as the process has it; handed in by tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type FunctionName = 'intake' | 'respond' | 'tick' | 'slack' | 'look' | 'act' | 'draft';

interface Variable {
  readonly name: string;
  /** What to set it to, as an order: it stands in the error and in docs/configuration.md. */
  readonly mend: string;
  readonly fits?: RegExp;
  /** Name of the SST secret that holds it when the variable is not set. */
  readonly secret?: string;
  readonly default?: string;
}

/** Everything that Tocsin reads from the environment; the AWS SDK reads its own variables beside it. */
export const variables = {
  table: { name: 'TOCSIN_TABLE', mend: 'set it to the name of the DynamoDB table' },
  queueUrl: {
    name: 'TOCSIN_QUEUE_URL',
    mend: 'set it to the URL of the FIFO queue that respond reads',
    fits: /^https?:\/\/\S+$/,
  },
  lookQueueUrl: {
    name: 'TOCSIN_LOOK_QUEUE_URL',
    mend: 'set it to the URL of the FIFO queue that look reads',
    fits: /^https?:\/\/\S+$/,
  },
  actQueueUrl: {
    name: 'TOCSIN_ACT_QUEUE_URL',
    mend: 'set it to the URL of the FIFO queue that act reads',
    fits: /^https?:\/\/\S+$/,
  },
  draftQueueUrl: {
    name: 'TOCSIN_DRAFT_QUEUE_URL',
    mend: 'set it to the URL of the FIFO queue that draft reads',
    fits: /^https?:\/\/\S+$/,
  },
  queueMaxReceives: {
    name: 'TOCSIN_QUEUE_MAX_RECEIVES',
    mend: "set it to the maxReceiveCount of that queue's redrive policy, 3 or more",
    fits: /^([3-9]|[1-9]\d+)$/,
    default: '10',
  },
  incidentsChannel: {
    name: 'TOCSIN_INCIDENTS_CHANNEL',
    mend: 'set it to the id (C…) of the channel where incidents are announced',
    fits: /^[CG][A-Z0-9]+$/,
  },
  pageTopic: {
    name: 'TOCSIN_PAGE_TOPIC',
    mend: 'set it to the ARN of the SNS topic that pages whoever no owner is known for, or leave it out',
    fits: /^arn:[^:]+:sns:[^:]+:\d{12}:\S+$/,
  },
  heartbeat: {
    name: 'TOCSIN_HEARTBEAT',
    mend: 'set it to "expected" where the heartbeat alarm is deployed, so that the tick misses it, or leave it out',
    fits: /^expected$/,
  },
  filesBucket: {
    name: 'TOCSIN_FILES_BUCKET',
    mend: 'set it to the name of the private bucket for drafts of postmortems and files of captured messages; without it none are kept',
    fits: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  },
  rewriteModel: {
    name: 'TOCSIN_REWRITE_MODEL',
    mend: 'set it to the id of a model or inference profile of Amazon Bedrock that rewords drafts, or leave it out: none does',
    fits: /^[a-z0-9][a-z0-9.:-]{2,127}$/,
  },
  showPeople: {
    name: 'TOCSIN_SHOW_PEOPLE',
    mend: 'set it to "roles" for drafts that name nobody, or leave it out for names',
    fits: /^(names|roles)$/,
  },
  calmSeconds: {
    name: 'TOCSIN_CALM_SECONDS',
    mend: "set it to the seconds of calm after which resolving is proposed, or leave it out for the catalog's setting",
    fits: /^[1-9]\d*$/,
  },
  stage: { name: 'TOCSIN_STAGE', mend: "set it to the stage's name, which logs carry", default: 'dev' },
  logLevel: {
    name: 'TOCSIN_LOG_LEVEL',
    mend: 'set it to debug, info, warn or error',
    fits: /^(debug|info|warn|error)$/,
    default: 'info',
  },
  slackBotToken: {
    name: 'SLACK_BOT_TOKEN',
    mend: 'set it to the bot token of the Slack app ("OAuth & Permissions"), or link the SST secret SlackBotToken',
    secret: 'SlackBotToken',
  },
  slackSigningSecret: {
    name: 'SLACK_SIGNING_SECRET',
    mend: 'set it to the signing secret of the Slack app ("Basic Information"), or link the SST secret SlackSigningSecret',
    secret: 'SlackSigningSecret',
  },
  slackApiUrl: {
    name: 'SLACK_API_URL',
    mend: "set it to the address of Slack's API, or leave it out for the public one",
    fits: /^https?:\/\/\S+$/,
  },
} as const satisfies Record<string, Variable>;

type Setting = keyof typeof variables;
type Always = 'table' | 'queueUrl' | 'queueMaxReceives' | 'stage' | 'logLevel';

/** What each function cannot do without. */
export const needs = {
  intake: ['table', 'queueUrl'],
  respond: ['table', 'queueUrl', 'incidentsChannel', 'slackBotToken'],
  tick: ['table', 'queueUrl'],
  slack: ['table', 'queueUrl', 'slackBotToken', 'slackSigningSecret'],
  look: ['table', 'queueUrl', 'lookQueueUrl'],
  act: ['table', 'queueUrl', 'actQueueUrl'],
  draft: ['table', 'queueUrl', 'draftQueueUrl', 'filesBucket', 'slackBotToken'],
} as const satisfies Record<FunctionName, readonly Setting[]>;

/** A function's checked configuration: what it needs is there, the rest may be. */
export type Config<Name extends FunctionName = FunctionName> = {
  readonly [Needed in (typeof needs)[Name][number] | Always]: string;
} & { readonly [Other in Setting]?: string | undefined } & { readonly aws: AwsSettings };

/** What the AWS clients are made with; region and endpoints the SDK reads from the environment itself. */
export interface AwsSettings {
  readonly maxAttempts: number;
  /** Lambda's credentials; undefined where there are none in the environment and the SDK must look elsewhere. */
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined;
  /** Services that AWS_ENDPOINT_URL, or that of the service, leads elsewhere. */
  readonly redirected: { readonly s3: boolean; readonly sqs: boolean };
}

/**
 * Reads and checks what a function needs, from the environment first, then from linked SST secrets.
 *
 * @throws AwsError (`configuration`) that names every problem with its mend
 */
export async function readConfig<Name extends FunctionName>(
  name: Name,
  environment: Environment = process.env,
): Promise<Config<Name>> {
  const needed: readonly string[] = needs[name];
  const problems: string[] = [];
  const values: Record<string, string | undefined> = {};
  for (const [setting, variable] of Object.entries<Variable>(variables)) {
    const value = (await given(variable, environment)) ?? variable.default;
    if (value === undefined && needed.includes(setting)) problems.push(`${variable.name} is missing: ${variable.mend}`);
    // The value is not repeated: it may be a secret that was put into the wrong variable.
    if (value !== undefined && variable.fits?.test(value) === false)
      problems.push(`${variable.name} does not fit: ${variable.mend}`);
    values[setting] = value;
  }
  if (problems.length > 0) {
    throw new AwsError(
      'configuration',
      `function ${name} is not configured:\n${problems.map((one) => `  ${one}`).join('\n')}`,
    );
  }
  return { ...values, aws: awsSettings(environment) } as unknown as Config<Name>;
}

/** What is set, in the environment or as a linked secret. */
const given = async (variable: Variable, environment: Environment): Promise<string | undefined> =>
  environment[variable.name] || (await linkedSecret(variable.secret, environment)) || undefined;

/** One setting as it is set, whatever the function; undefined when it is not. It is not checked. */
export const settingOf = (setting: Setting, environment: Environment): Promise<string | undefined> =>
  given(variables[setting], environment);

/** SST's own module is loaded only where SST has linked something, so that nothing else needs it. */
async function linkedSecret(secret: string | undefined, environment: Environment): Promise<string | undefined> {
  const linked = environment['SST_KEY'] || Object.keys(environment).some((name) => name.startsWith('SST_RESOURCE'));
  if (secret === undefined || !linked) return undefined;
  const { Resource } = await import('sst/resource');
  const resources = Resource as unknown as Record<string, { readonly value?: string } | undefined>;
  return secret in resources ? resources[secret]?.value : undefined;
}

function awsSettings(environment: Environment): AwsSettings {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const redirected = (service: string): boolean =>
    Boolean(environment['AWS_ENDPOINT_URL'] || environment[`AWS_ENDPOINT_URL_${service}`]);
  return {
    maxAttempts: Number(environment['AWS_MAX_ATTEMPTS']) || 3,
    ...(accessKeyId && secretAccessKey
      ? { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } }
      : {}),
    redirected: { s3: redirected('S3'), sqs: redirected('SQS') },
  };
}
