import { canaryNames } from '@tocsin/workflow';
import { describe, expect, it } from 'vitest';
import { workflows } from '../../packages/catalog/src/index.ts';
import { pagers } from '../../stacks/permissions.ts';
import { environment } from './tools/graph.ts';
import { grantsOf, lambda, nameOf, queue, read, role, statementsOf } from './tools/read.ts';
import { stages } from './tools/stages.ts';

const get = read(() => stages.test);

const names = ['Intake', 'Slack', 'Respond', 'Tick', 'Look', 'Act', 'Draft'];
const canaries = workflows.flatMap((workflow) => canaryNames(workflow, { stage: 'test' })).sort();
/** Traces are nobody's resource. */
const tracing = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];
const logsOf = (name: string) => [
  `logs:CreateLogStream on logs log-group:/tocsin/test/${name}:*`,
  `logs:PutLogEvents on logs log-group:/tocsin/test/${name}:*`,
];

it('settles without an error', () => {
  expect(stages.test.errors).toEqual([]);
  expect(get.all(lambda).map(({ name }) => name)).toEqual(
    expect.arrayContaining(names.map((name) => `${name}Function`)),
  );
  expect(get.all(lambda)).toHaveLength(names.length);
});

describe('each function may do exactly this', () => {
  it('intake', () => {
    expect(grantsOf(get.one(role, 'IntakeRole'))).toEqual([
      'dynamodb:BatchGetItem on dynamodb table/IncidentsTable',
      'dynamodb:GetItem on dynamodb table/IncidentsTable',
      'dynamodb:PutItem on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable',
      'dynamodb:UpdateItem on dynamodb table/IncidentsTable',
      ...logsOf('intake'),
      's3:GetObject on s3 artifactsbucket/canaries/*/SyntheticsReport-*.json',
      's3:ListBucket on s3 artifactsbucket if {"StringLike":{"s3:prefix":["canaries/*"]}}',
      'sqs:DeleteMessage on sqs ToIntakeQueue',
      'sqs:GetQueueAttributes on sqs ToIntakeQueue',
      'sqs:ReceiveMessage on sqs ToIntakeQueue',
      'sqs:SendMessage on sqs ToRespondQueue.fifo',
      ...tracing,
    ]);
  });

  it('slack', () => {
    expect(grantsOf(get.one(role, 'SlackRole'))).toEqual([
      'dynamodb:BatchGetItem on dynamodb table/IncidentsTable',
      'dynamodb:GetItem on dynamodb table/IncidentsTable',
      'dynamodb:PutItem on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable/index/channel',
      'dynamodb:Query on dynamodb table/IncidentsTable/index/status',
      'dynamodb:UpdateItem on dynamodb table/IncidentsTable',
      ...logsOf('slack'),
      's3:GetObject on s3 filesbucket/postmortems/*',
      'sqs:SendMessage on sqs ToRespondQueue.fifo',
      ...tracing,
    ]);
  });

  it('respond', () => {
    const paged = ['sns PagesTopic', ...pagers().map(nameOf)].map((topic) => `sns:Publish on ${topic}`);
    expect(grantsOf(get.one(role, 'RespondRole'))).toEqual([
      'dynamodb:DeleteItem on dynamodb table/IncidentsTable',
      'dynamodb:GetItem on dynamodb table/IncidentsTable',
      'dynamodb:PutItem on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable',
      'dynamodb:UpdateItem on dynamodb table/IncidentsTable',
      ...logsOf('respond'),
      's3:GetObject on s3 filesbucket/postmortems/*',
      's3:ListBucket on s3 filesbucket',
      's3:PutObject on s3 filesbucket/files/*',
      ...paged.sort(),
      'sqs:ChangeMessageVisibility on sqs ToRespondQueue.fifo',
      'sqs:DeleteMessage on sqs ToRespondQueue.fifo',
      'sqs:GetQueueAttributes on sqs ToRespondQueue.fifo',
      'sqs:ReceiveMessage on sqs ToRespondQueue.fifo',
      'sqs:SendMessage on sqs ToActQueue.fifo',
      'sqs:SendMessage on sqs ToDraftQueue.fifo',
      'sqs:SendMessage on sqs ToLookQueue.fifo',
      'sqs:SendMessage on sqs ToRespondQueue.fifo',
      ...tracing,
    ]);
  });

  it('tick', () => {
    expect(grantsOf(get.one(role, 'TickRole'))).toEqual([
      'dynamodb:BatchGetItem on dynamodb table/IncidentsTable',
      'dynamodb:GetItem on dynamodb table/IncidentsTable',
      'dynamodb:PutItem on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable/index/due',
      'dynamodb:UpdateItem on dynamodb table/IncidentsTable',
      ...logsOf('tick'),
      'sns:Publish on sns PagesTopic',
      'sqs:SendMessage on sqs ToRespondQueue.fifo',
      ...tracing,
    ]);
  });

  it('draft', () => {
    expect(grantsOf(get.one(role, 'DraftRole'))).toEqual([
      'cloudwatch:GetMetricData on *',
      'dynamodb:BatchGetItem on dynamodb table/IncidentsTable',
      'dynamodb:GetItem on dynamodb table/IncidentsTable',
      'dynamodb:PutItem on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable',
      'dynamodb:Query on dynamodb table/IncidentsTable/index/status',
      ...logsOf('draft'),
      's3:GetObject on s3 filesbucket/postmortems/*',
      's3:ListBucket on s3 filesbucket',
      's3:PutObject on s3 filesbucket/postmortems/*',
      'sqs:ChangeMessageVisibility on sqs ToDraftQueue.fifo',
      'sqs:DeleteMessage on sqs ToDraftQueue.fifo',
      'sqs:GetQueueAttributes on sqs ToDraftQueue.fifo',
      'sqs:ReceiveMessage on sqs ToDraftQueue.fifo',
      'sqs:SendMessage on sqs ToRespondQueue.fifo',
      ...canaries.map((name) => `synthetics:GetCanaryRuns on synthetics canary:${name}`),
      ...tracing,
    ]);
  });

  it('draft may ask the model that is to reword drafts where one is set, and nobody else may, nor any other model', () => {
    const inVpc = read(() => stages.inVpc);
    const asks = (from: typeof get, name: string) =>
      grantsOf(from.one(role, name)).filter((line) => line.startsWith('bedrock:'));
    for (const name of names) expect(asks(get, `${name}Role`), name).toEqual([]);
    for (const name of names)
      expect(asks(inVpc, `${name}Role`), name).toEqual(
        name === 'Draft'
          ? [
              'bedrock:InvokeModel on arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0',
              'bedrock:InvokeModel on bedrock inference-profile/eu.amazon.nova-lite-v1:0',
            ]
          : [],
      );
    const variables = (from: typeof get) => from.one(lambda, 'DraftFunction')['environment'].variables;
    expect(variables(inVpc)).toMatchObject({
      TOCSIN_REWRITE_MODEL: 'eu.amazon.nova-lite-v1:0',
      TOCSIN_SHOW_PEOPLE: 'roles',
    });
    expect(Object.keys(variables(get))).not.toContain('TOCSIN_REWRITE_MODEL');
  });
});

it('Lambda alone may take the roles of the functions, never the account', () => {
  for (const name of names) {
    const [trust, ...others] = statementsOf(get.one(role, `${name}Role`)['assumeRolePolicy']);
    expect(others, name).toEqual([]);
    expect(trust, name).toMatchObject({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'lambda.amazonaws.com' },
    });
    expect(Object.keys(trust?.Principal ?? {}), name).toEqual(['Service']);
  }
});

it.each(names)('%s runs its tested bundle on Node 24 and arm64', (name) => {
  const { runtime, architectures, handler } = get.one(lambda, `${name}Function`);
  expect({ runtime, architectures, handler }).toEqual({
    runtime: 'nodejs24.x',
    architectures: ['arm64'],
    handler: 'index.handler',
  });
  const build = stages.test.builds.find(({ functionID }) => functionID === name);
  expect(build).toMatchObject({ bundle: `dist/functions/${name.toLowerCase()}`, handler: 'index.handler' });
});

it('Slack is answered in ten seconds at most; what others make wait has longer', () => {
  const timeouts = Object.fromEntries(names.map((name) => [name, get.one(lambda, `${name}Function`)['timeout']]));
  expect(timeouts).toEqual({ Intake: 15, Slack: 10, Respond: 30, Tick: 30, Look: 60, Act: 120, Draft: 60 });
});

describe('what the functions are told', () => {
  const variablesOf = (name: string): Record<string, string> =>
    get.one(lambda, `${name}Function`)['environment'].variables;
  const ours = (name: string) =>
    Object.fromEntries(Object.entries(variablesOf(name)).filter(([key]) => !key.startsWith('SST_')));

  it('all: stage, table, queue and channel', () => {
    for (const name of names) {
      expect(ours(name), name).toMatchObject({
        TOCSIN_STAGE: 'test',
        TOCSIN_TABLE: expect.stringContaining('IncidentsTable'),
        TOCSIN_QUEUE_URL: expect.stringMatching(/ToRespondQueue-\w+\.fifo$/),
        TOCSIN_INCIDENTS_CHANNEL: 'C0123456789',
      });
    }
  });

  it('intake where reports are, respond and the tick where pages go, nobody else', () => {
    const more = (name: string) => Object.keys(ours(name)).filter((key) => /ARTIFACTS|PAGE/.test(key));
    expect(more('Intake')).toEqual([]);
    const { maxReceiveCount } = JSON.parse(get.one(queue, 'ToRespondQueue')['redrivePolicy']);
    expect(ours('Respond')['TOCSIN_QUEUE_MAX_RECEIVES']).toBe(String(maxReceiveCount));
    expect(more('Respond')).toEqual(['TOCSIN_PAGE_TOPIC']);
    expect(nameOf(ours('Respond')['TOCSIN_PAGE_TOPIC'] ?? '')).toBe('sns PagesTopic');
    expect(more('Slack')).toEqual([]);
    expect([more('Tick'), ours('Tick')['TOCSIN_HEARTBEAT']]).toEqual([['TOCSIN_PAGE_TOPIC'], 'expected']);
  });

  it('secrets by link alone, and only to those that speak with Slack', () => {
    const linked = Object.fromEntries(
      stages.test.builds.map(({ functionID, links }) => [functionID, Object.keys(links).sort()]),
    );
    expect(linked).toEqual({
      Intake: [],
      Slack: ['SlackBotToken', 'SlackSigningSecret'],
      Respond: ['SlackBotToken'],
      Tick: [],
      Look: [],
      Act: [],
      Draft: ['SlackBotToken'],
    });
    const holding = (text: string) =>
      stages.test.resources
        .filter((resource) => resource.type.startsWith('aws:') && JSON.stringify(resource).includes(text))
        .map(({ name }) => name);
    expect(holding(environment.SST_SECRET_SlackBotToken)).toEqual([]);
    expect(holding(environment.SST_SECRET_SlackSigningSecret)).toEqual([]);
    expect(JSON.stringify(stages.test.builds)).toContain(environment.SST_SECRET_SlackBotToken);
  });
});

it.each(names)('%s is traced', (name) => {
  expect(get.one(lambda, `${name}Function`)['tracingConfig']).toEqual({ mode: 'Active' });
});

it.each(names)('%s logs JSON to a group of its own that forgets after a month', (name) => {
  const logs = get.one('aws:cloudwatch/logGroup:LogGroup', `${name}Logs`);
  expect(logs).toMatchObject({ name: `/tocsin/test/${name.toLowerCase()}`, retentionInDays: 30 });
  expect(get.one(lambda, `${name}Function`)['loggingConfig']).toEqual({ logFormat: 'JSON', logGroup: logs['name'] });
});

it('only slack has an address, open to all and to no browser', () => {
  const [url, ...others] = get.all('aws:lambda/functionUrl:FunctionUrl');
  expect(others).toEqual([]);
  expect(nameOf(url?.inputs['functionName'])).toBe('SlackFunction');
  expect(url?.inputs).toMatchObject({ authorizationType: 'NONE', invokeMode: 'BUFFERED' });
  expect(url?.inputs['cors']).toBeUndefined();
});

it('the tick runs each minute, is not tried again, and tells when it could not be called', () => {
  const { scheduleExpression, state, flexibleTimeWindow, target } = get.one(
    'aws:scheduler/schedule:Schedule',
    'EachMinuteSchedule',
  );
  expect({ scheduleExpression, state, flexibleTimeWindow }).toEqual({
    scheduleExpression: 'rate(1 minute)',
    state: 'ENABLED',
    flexibleTimeWindow: { mode: 'OFF' },
  });
  expect(nameOf(target.arn)).toBe('lambda function:TickFunction');
  expect(nameOf(target.deadLetterConfig.arn)).toBe('sqs TickDeadLettersQueue');
  expect(
    get.one('aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig', /^Tick/)['maximumRetryAttempts'],
  ).toBe(0);
});

it("the scheduler's role is for this account's schedules and calls the tick alone", () => {
  const scheduler = get.one(role, 'EachMinuteRole');
  expect(statementsOf(scheduler['assumeRolePolicy'])).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    },
  ]);
  expect(grantsOf(scheduler)).toEqual([
    'lambda:InvokeFunction on lambda function:TickFunction',
    'sqs:SendMessage on sqs TickDeadLettersQueue',
  ]);
});
