import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { tableInput } from '@tocsin/aws';
import { workflows } from '@tocsin/catalog';
import { surface } from '@tocsin/slack/surface';
import { createSlackSimulator } from '@tocsin/slack-simulator';
import {
  alarmSpecs,
  canaryNames,
  canarySchedule,
  healthPrefix,
  heartbeatAlarm,
  heartbeatName,
  type MetricAlarmSpec,
  ownAlarms,
  silenceAlarms,
  tickInvocations,
} from '@tocsin/workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, resourceNames, startCloud } from '../../packages/workbench/src/cloud/index.ts';
import { credentials, incidentsChannel, workspace } from '../../packages/workbench/src/people.ts';
import { startSlack } from '../../packages/workbench/src/slack.ts';
import { tocsin, tocsinJson } from '../harness/cli.ts';
import { expectDocumented } from '../harness/documented.ts';

const stage = 'prod';
const functions = { intake: 'tocsin-prod-Intake', respond: 'tocsin-prod-Respond', tick: 'tocsin-prod-Tick' };
const deadLetters = { intake: resourceNames.intakeDeadLetters, respond: resourceNames.respondDeadLetters };
const specs = [
  ...workflows.flatMap((workflow) => [...alarmSpecs(workflow, { stage }), ...silenceAlarms(workflow, { stage })]),
  ...ownAlarms({
    stage,
    queues: { intake: resourceNames.intake, respond: resourceNames.respond },
    deadLetters,
    functions,
  }),
  heartbeatAlarm({ stage, ticks: tickInvocations(functions.tick) }),
];
const canary = (name: string, schedule = 'rate(1 minute)') => ({
  name,
  schedule,
  everyMs: 60_000_000,
  script: async () => ({ ok: true, steps: [] }),
});

let cloud: Cloud;
let slack: Awaited<ReturnType<typeof startSlack>>;
let folder: string;
let outputs: string;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  cloud = await startCloud({ tables: [tableInput('tocsin')] });
  for (const spec of specs) cloud.alarms.put(spec);
  for (const workflow of workflows)
    for (const name of canaryNames(workflow, { stage })) cloud.synthetics.start(canary(name, canarySchedule(workflow)));
  for (const name of Object.values(functions))
    cloud.services.configured.set(name, { runtime: 'nodejs24.x', state: 'Active', lastModified: new Date() });
  slack = await startSlack();
  folder = mkdtempSync(path.join(tmpdir(), 'tocsin-doctor-'));
  outputs = path.join(folder, 'outputs.json');
  const queues = {
    intake: cloud.urls.intake,
    respond: cloud.urls.respond,
    look: cloud.queue('look').url,
    act: cloud.queue('act').url,
    draft: cloud.queue('draft').url,
  };
  writeFileSync(
    outputs,
    JSON.stringify({
      stage,
      table: 'tocsin',
      incidentsChannel,
      queues,
      deadLetters,
      functions,
      slackUrl: 'https://x.example',
    }),
  );
  const {
    TOCSIN_TABLE: _t,
    TOCSIN_QUEUE_URL: _q,
    TOCSIN_LOOK_QUEUE_URL: _l,
    TOCSIN_ACT_QUEUE_URL: _a,
    TOCSIN_DRAFT_QUEUE_URL: _d,
    ...aws
  } = cloud.environment;
  env = {
    ...aws,
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: credentials.token,
    SLACK_SIGNING_SECRET: credentials.signingSecret,
  };
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await slack.stop();
  await cloud.stop();
});

const examine = async (more: NodeJS.ProcessEnv = {}) => {
  const { code, object } = await tocsinJson(['doctor', '--outputs', outputs], { env: { ...env, ...more } });
  const checks = object['checks'] as { check: string; status: string; found: string; mend?: string }[];
  return { code, checks, wrong: checks.filter(({ status }) => status !== 'ok') };
};

it('a stage that is as it should be has nothing to mend', async () => {
  const { code, checks, wrong } = await examine();
  expect(wrong).toEqual([]);
  expect(code).toBe(0);
  expect(checks.map(({ check, found }) => `${check}: ${found.replace(/changed .*/, 'changed …')}`)).toEqual([
    `alarms: ${specs.length} of ${specs.length} are as the catalog derives them`,
    'canaries: 3 of 3 run as the catalog derives them',
    'Slack token: Slack takes it',
    `Slack scopes: all ${surface.scopes.length} of the manifest`,
    'Slack signing secret: is there',
    'incidents channel: #incidents, and the bot is in it',
    'queue intake: is there, and its dead-letter queue is empty',
    'queue respond: is there, and its dead-letter queue is empty',
    'queue look: is there, and its dead-letter queue is empty',
    'queue act: is there, and its dead-letter queue is empty',
    'queue draft: is there, and its dead-letter queue is empty',
    'table: tocsin has its keys and indexes',
    'function intake: nodejs24.x, changed …',
    'function respond: nodejs24.x, changed …',
    'function tick: nodejs24.x, changed …',
  ]);
});

it('alarms and canaries that are missing, changed or left over are named, with the field', async () => {
  const [gone, changed] = specs;
  cloud.alarms.remove(gone?.name ?? '');
  cloud.alarms.put({ ...(changed as MetricAlarmSpec), threshold: 99 });
  cloud.alarms.put({ ...(changed as MetricAlarmSpec), name: 'tocsin/prod/basket/step-failing/pay' });
  cloud.alarms.put({ ...(changed as MetricAlarmSpec), name: 'tocsin/dev/basket/step-failing/pay' });
  cloud.synthetics.start(canary('tocsin_prod_basket'));
  cloud.synthetics.start(canary('somebody_elses'));
  const { code, wrong } = await examine();
  expect(code).toBe(1);
  expect(wrong.map(({ check, status, found }) => [check, status, found])).toEqual([
    [`alarm ${gone?.name}`, 'fail', 'is missing'],
    [
      `alarm ${changed?.name}`,
      'fail',
      `was changed by hand: threshold is 99, not ${(changed as MetricAlarmSpec).threshold}`,
    ],
    ['alarm tocsin/prod/basket/step-failing/pay', 'warn', 'no workflow of the catalog derives it'],
    ['canary tocsin_prod_basket', 'warn', 'no workflow of the catalog derives it'],
  ]);
  for (const { mend } of wrong) expect(mend).toMatch(/\.$/);
});

it('pages are read to the end', async () => {
  for (let index = 0; index < 130; index++)
    cloud.alarms.put({ ...(specs[0] as MetricAlarmSpec), name: `tocsin/prod/basket/step-failing/s${index}` });
  for (let index = 0; index < 45; index++) cloud.synthetics.start(canary(`tocsin_prod_basket${index}`));
  const { wrong } = await examine();
  expect(wrong.filter(({ check }) => check.startsWith('alarm'))).toHaveLength(130);
  expect(wrong.filter(({ check }) => check.startsWith('canary'))).toHaveLength(45);
});

it('what may not be looked at is skipped, with the permission that it needs, and nothing else fails', async () => {
  cloud.services.disturb('cloudwatch:DescribeAlarms', 'deny');
  cloud.services.disturb('synthetics:DescribeCanaries', 'deny');
  const { code, wrong } = await examine();
  expect(code).toBe(0);
  cloud.services.disturb('cloudwatch:DescribeAlarms', 'deny');
  expect((await tocsinJson(['doctor', '--strict', '--outputs', outputs], { env })).code).toBe(1);
  expect(wrong).toEqual([
    {
      check: 'alarms',
      status: 'skipped',
      found: 'you may not look at it',
      mend: 'Ask for the permission cloudwatch:DescribeAlarms.',
    },
    {
      check: 'canaries',
      status: 'skipped',
      found: 'you may not look at it',
      mend: 'Ask for the permission synthetics:DescribeCanaries.',
    },
  ]);
});

it('dead letters, and a table of another version, are found', async () => {
  const client = new SQSClient({ ...cloud.messaging.client, useQueueUrlAsEndpoint: false });
  await client.send(new SendMessageCommand({ QueueUrl: cloud.queue('intakeDeadLetters').url, MessageBody: 'x' }));
  client.destroy();
  const { code, wrong } = await examine({
    TOCSIN_TABLE: 'tocsin-gone',
    TOCSIN_LOOK_QUEUE_URL: `${cloud.queue('look').url}x`,
  });
  expect(code).toBe(1);
  expect(wrong.map(({ check, found }) => [check, found])).toEqual([
    ['queue intake', 'has given up 1 message'],
    ['queue look', 'it, or its dead-letter queue, does not exist'],
    ['table', 'there is no table tocsin-gone'],
  ]);
});

describe('Slack', () => {
  it('a token of an older manifest lacks scopes, each with what it is for', async () => {
    const token = 'xoxb-test-old';
    const scopes = surface.scopes.map(({ scope }) => scope).filter((scope) => scope !== 'pins:write');
    const old = createSlackSimulator({ ...workspace, tokens: { [token]: { scopes: [...scopes, 'files:write'] } } });
    await old.start();
    try {
      const { wrong } = await examine({ SLACK_API_URL: old.url, SLACK_BOT_TOKEN: token });
      expect(wrong.map(({ check, status, found }) => [check, status, found])).toEqual([
        ['Slack scope pins:write', 'fail', expect.stringContaining('pins.add')],
        ['Slack scopes', 'warn', 'more than the manifest asks for: files:write'],
      ]);
    } finally {
      await old.stop();
    }
  });

  it('a token that Slack refuses, a channel without the bot, a channel that is not there', async () => {
    expect((await examine({ SLACK_BOT_TOKEN: 'xoxb-test-wrong' })).wrong[0]).toMatchObject({
      check: 'Slack token',
      status: 'fail',
      found: 'Slack refuses it: invalid_auth',
    });
    expect((await examine({ TOCSIN_INCIDENTS_CHANNEL: 'C0VIEWER01' })).wrong).toMatchObject([
      { check: 'incidents channel', status: 'fail', found: 'the bot is not in #team-viewer' },
    ]);
    expect((await examine({ TOCSIN_INCIDENTS_CHANNEL: 'C0NOWHERE1' })).wrong).toMatchObject([
      { check: 'incidents channel', status: 'fail', found: 'C0NOWHERE1 cannot be reached: channel_not_found' },
    ]);
  });

  it('without credentials, and with Slack away, it says so and looks at the rest', async () => {
    const { SLACK_BOT_TOKEN: _token, SLACK_SIGNING_SECRET: _secret, ...without } = env;
    const { stdout, stderr } = await tocsin(['doctor', '--outputs', outputs], { env: without });
    expect(stderr).toBe('');
    expect(stdout).toContain('– Slack token: SLACK_BOT_TOKEN is not set here');
    expect(stdout).toContain('✓ table:');
    const { wrong } = await examine({ SLACK_API_URL: 'http://127.0.0.1:9/api/' });
    expect(wrong.map(({ check, status }) => [check, status])).toEqual([
      ['Slack token', 'skipped'],
      ['incidents channel', 'skipped'],
    ]);
  });
});

it('the alarms on Tocsin itself and its heartbeat are held against what is deployed, too', async () => {
  const silent = `${healthPrefix(stage)}tick-silent`;
  const spec = specs.find(({ name }) => name === silent) as MetricAlarmSpec;
  cloud.alarms.put({ ...spec, treatMissingData: 'notBreaching' });
  cloud.alarms.remove(heartbeatName(stage));
  expect((await examine()).wrong.map(({ check, status, found }) => [check, status, found])).toEqual([
    [`alarm ${silent}`, 'fail', 'was changed by hand: missing data is notBreaching, not breaching'],
    [`alarm ${heartbeatName(stage)}`, 'fail', 'is missing'],
  ]);
});

it('says what the documentation shows', async () => {
  const changed = specs.find(({ name }) => name.endsWith('step-stumbling/sign-in')) as MetricAlarmSpec;
  cloud.alarms.put({ ...changed, threshold: 99 });
  const client = new SQSClient({ ...cloud.messaging.client, useQueueUrlAsEndpoint: false });
  await client.send(new SendMessageCommand({ QueueUrl: cloud.queue('intakeDeadLetters').url, MessageBody: 'x' }));
  client.destroy();
  const { stdout } = await tocsin(['doctor', '--outputs', outputs], { env });
  expectDocumented(stdout);
});

it('where nothing can be looked at, the answer is no “fine”', async () => {
  const nothing = path.join(folder, 'nothing.json');
  writeFileSync(nothing, '{}');
  const bare = { PATH: process.env['PATH'], HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-west-1' };
  const { code, object } = await tocsinJson(['doctor', '--stage', 'prod', '--outputs', nothing], { env: bare });
  const checks = object['checks'] as { status: string }[];
  expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(['skipped']));
  expect([code, object['ok']]).toEqual([2, false]);
});
