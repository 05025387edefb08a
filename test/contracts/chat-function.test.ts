import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { IncidentStore } from '@tocsin/app';
import { dynamoPeople, dynamoStore } from '@tocsin/aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpAnswer, SlackHandler } from '../../packages/slack/src/receiver.ts';
import { commandBody, functionUrlEvent, pressBody, secret } from '../../packages/slack/src/testing.ts';
import { buildAll } from '../../tools/build.ts';
import type { Bundle } from '../../tools/bundle.ts';
import { backends, createTable } from './dynamodb-backends.ts';
import { startMessaging } from './messaging.ts';

/** The function as it is deployed: built, with AWS spoken over HTTP behind it. */
let outdir: string;
let bundle: Bundle | undefined;
let handler: SlackHandler;
let store: IncidentStore;
let environment: Record<string, string>;
let responses: () => Promise<unknown[]>;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'tocsin-build-'));
  [bundle] = await buildAll({ outdir, names: ['slack'] });
  const dynamo = await (backends[0] ?? expect.fail('no DynamoDB')).start();
  const messaging = await startMessaging();
  stops.push(
    () => dynamo.stop(),
    () => messaging.stop(),
  );
  const access = await createTable(dynamo.endpoint);
  store = dynamoStore(access);
  // There is no Slack here to ask.
  for (const id of ['U0ANA00001', 'U0BEN00002'])
    await dynamoPeople(access).rememberPerson(id, {
      at: new Date().toISOString(),
      value: { id, name: id, kind: 'member' },
    });
  const { queueUrl } = messaging.server.createQueue('slack.fifo', { attributes: { FifoQueue: 'true' } });
  responses = async () => {
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await messaging.clients.queues().send(command);
    return Messages.map(({ Body }) => JSON.parse(Body ?? ''));
  };
  environment = {
    TOCSIN_TABLE: access.table,
    TOCSIN_QUEUE_URL: queueUrl,
    TOCSIN_LOG_LEVEL: 'error',
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: 'http://127.0.0.1:1/api/',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
  };
  Object.assign(process.env, environment);
  const built = (await import(pathToFileURL(join(outdir, 'functions/slack/index.mjs')).href)) as {
    handler: SlackHandler;
  };
  handler = built.handler;
});
afterAll(async () => {
  for (const name of Object.keys(environment)) delete process.env[name];
  for (const stop of stops) await stop();
  await rm(outdir, { recursive: true, force: true });
});

const send = (body: string, more: Partial<Parameters<typeof functionUrlEvent>[0]> = {}): Promise<HttpAnswer> =>
  handler(functionUrlEvent({ body, at: new Date(), ...more }));
const said = ({ body }: HttpAnswer): string =>
  (JSON.parse(body) as { blocks: { text?: { text: string } }[] }).blocks.map(({ text }) => text?.text).join('\n');

describe('the built function', () => {
  test('loads Bolt and the signature check at start, no AWS client, in 130 KB', () => {
    expect(bundle?.firstLoad).toBeLessThan(130 * 1_024);
    const inputs = Object.keys(bundle?.firstInputs ?? {});
    expect(inputs.filter((input) => /@aws-sdk|@smithy|\/zod\/|undici|express/.test(input))).toEqual([]);
  });

  test('says what its environment lacks', () => {
    const script = `import('${pathToFileURL(join(outdir, 'functions/slack/index.mjs')).href}').catch((error) => console.log(error.message))`;
    const env = { PATH: process.env['PATH'] ?? '' };
    expect(execFileSync(process.execPath, ['-e', script], { env }).toString()).toContain(
      'SLACK_SIGNING_SECRET is missing',
    );
  });

  test.each([
    ['a bad signature', { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } }],
    ['a stale timestamp', { at: new Date(Date.now() - 400_000) }],
    ['a timestamp of the future', { at: new Date(Date.now() + 400_000) }],
  ])('%s: 401, and nothing is touched', async (_what, more) => {
    expect(await send(commandBody('declare forged'), more)).toEqual({ statusCode: 401, body: '' });
    expect(await store.open(10)).toEqual([]);
  });

  test('what cannot be read: 400', async () => {
    expect((await send('payload=%7B')).statusCode).toBe(400);
    expect((await send('[', { contentType: 'application/json' })).statusCode).toBe(400);
    expect((await handler({})).statusCode).toBe(400);
  });

  test('certificate checks and the address’s verification', async () => {
    expect(await send('ssl_check=1&token=legacy')).toEqual({ statusCode: 200, body: '' });
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc123' });
    expect(JSON.parse((await send(challenge, { contentType: 'application/json' })).body)).toEqual({
      challenge: 'abc123',
    });
  });

  test('an unknown word: help, with the nearest one', async () => {
    expect(said(await send(commandBody('opne it')))).toContain('Did you mean `/incident open`?');
  });

  test('an incident from declaration to resolution, in letters of any script, plain and base64', async () => {
    const declared = said(await send(commandBody('declare Überweisung schlägt fehl 🔥'), { base64: true }));
    expect(declared).toContain('*Überweisung schlägt fehl 🔥*');
    const id = /`(\d{8}-[a-z0-9]{8})`/.exec(declared)?.[1] ?? expect.fail(declared);
    expect(await store.load(id)).toMatchObject({ title: 'Überweisung schlägt fehl 🔥', status: 'declared' });
    expect(await responses()).toEqual([
      { incident: id, opens: { channel: expect.stringMatching(/^inc-/), at: expect.any(String) } },
    ]);

    expect(said(await send(commandBody('list')))).toContain(id);
    expect(await send(pressBody('incident.ack', id))).toEqual({ statusCode: 200, body: '' });
    expect(said(await send(commandBody(`ack ${id}`)))).toBe('Nothing changed: <@U0ANA00001> acknowledged it already.');
    expect(said(await send(commandBody(`status ${id}`)))).toContain('*Step unknown*');
    expect(said(await send(commandBody(`resolve ${id} rolled back`)))).toContain('You resolved');
    expect(await store.load(id)).toMatchObject({ status: 'resolved', resolved: { note: 'rolled back' } });
  });

  test('a command, a press and a mention delivered twice are one', async () => {
    const command = commandBody('declare once');
    const first = await send(command);
    expect(await send(command)).toEqual({ statusCode: 200, body: '' });
    const id = /`(\d{8}-[a-z0-9]{8})`/.exec(said(first))?.[1] ?? expect.fail(first.body);
    const press = pressBody('incident.take', id);
    const event = {
      type: 'app_mention',
      user: 'U0BEN00002',
      channel: 'C1',
      ts: '1.1',
      text: `<@U0TOCSIN01> resolve ${id}`,
    };
    const mention = JSON.stringify({ type: 'event_callback', event_id: 'Ev0001', team_id: 'T0EXAMPLE1', event });
    for (const retry of [{}, { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' }]) {
      expect((await send(press)).statusCode).toBe(200);
      expect((await send(mention, { contentType: 'application/json', headers: retry })).statusCode).toBe(200);
    }
    expect((await store.timeline(id)).map(({ entries }) => entries.map(({ type }) => type))).toEqual([
      ['incident.declared'],
      ['incident.acknowledged', 'role.assigned'],
      ['incident.resolved'],
    ]);
  });
});
