import { afterEach, describe, expect, it } from 'vitest';
import { openSlack, refusalOf, type TestSlack } from '../../packages/slack-simulator/src/testing.ts';

// Who may call, how often, and what goes wrong on the way.
let test: TestSlack;
afterEach(() => test.stop());

const incidents = 'C0INC00042';
const say = { channel: incidents, text: 'x' };

describe('tokens', () => {
  it('none, an unknown one, a revoked one', async () => {
    test = await openSlack();
    expect(await refusalOf(test.as(undefined).auth.test())).toMatchObject({ error: 'not_authed' });
    expect(await refusalOf(test.as('xoxb-other').auth.test())).toMatchObject({ error: 'invalid_auth' });
    test.slack.revoke('xoxb-test');
    expect(await refusalOf(test.client.auth.test())).toMatchObject({ error: 'token_revoked' });
  });

  it('stand in no log', async () => {
    test = await openSlack();
    await test.client.apiCall('auth.test', { token: 'xoxb-test' });
    expect(JSON.stringify(test.slack.calls())).not.toContain('xoxb');
  });
});

describe('scopes', () => {
  const scopes = (...names: string[]) => openSlack({ tokens: { 'xoxb-test': { scopes: names } } });

  it('a call without its scope names what it needs and what it has', async () => {
    test = await scopes('channels:read', 'groups:read');
    expect(await refusalOf(test.client.chat.postMessage(say))).toMatchObject({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'channels:read,groups:read',
    });
  });

  it('the kind of channel decides which scope is asked for', async () => {
    test = await scopes('channels:manage', 'channels:read');
    await test.client.conversations.create({ name: 'open' });
    expect(await refusalOf(test.client.conversations.create({ name: 'quiet', is_private: true }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:write',
    });
    expect(await refusalOf(test.client.conversations.list({ types: 'public_channel,private_channel' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
  });

  it('chat:write.public posts to public channels that the bot is not in', async () => {
    test = await scopes('chat:write', 'chat:write.public');
    expect(await test.client.chat.postMessage({ channel: 'C0GENERAL1', text: 'x' })).toMatchObject({ ok: true });
  });

  it('addresses of people come with users:read.email alone', async () => {
    test = await scopes('users:read');
    expect((await test.client.users.info({ user: 'U0ANA00001' })).user?.profile).not.toHaveProperty('email');
  });
});

describe('rate limits', () => {
  const limited = { code: 'slack_webapi_rate_limited_error' };
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('tier 2: twenty a minute, then 429 until the minute has passed', async () => {
    test = await openSlack();
    const create = (name: string) => test.client.conversations.create({ name });
    for (let count = 0; count < 20; count++) {
      await create(`inc-${count}`);
      await test.pass(1_000);
    }
    expect(await failure(create('inc-20'))).toMatchObject({ ...limited, retryAfter: 40 });
    expect(test.slack.calls().at(-1)).toMatchObject({ status: 429, error: 'ratelimited' });
    expect(await failure(test.client.auth.test())).toBeUndefined();
    await test.pass(40_000);
    expect(await failure(create('inc-20'))).toBeUndefined();
  });

  it('chat.postMessage: one a second and channel, after a short burst', async () => {
    test = await openSlack();
    for (let count = 0; count < 5; count++) await test.client.chat.postMessage(say);
    expect(await failure(test.client.chat.postMessage(say))).toMatchObject({ ...limited, retryAfter: 1 });
    await test.client.chat.postMessage({ channel: 'U0ANA00001', text: 'elsewhere' });
    await test.pass(1_000);
    await test.client.chat.postMessage(say);
    expect(await failure(test.client.chat.postMessage(say))).toMatchObject(limited);
  });

  it('can be switched off', async () => {
    test = await openSlack({ rateLimits: 'off' });
    for (let count = 0; count < 30; count++) await test.client.chat.postMessage(say);
    expect(test.slack.calls().every(({ ok }) => ok)).toBe(true);
  });
});

describe('faults', () => {
  const said = () => test.slack.snapshot().channels.find(({ id }) => id === incidents)?.messages.length;

  it('ratelimited, http500, fatal_error, revoked: as often as asked for, nothing done', async () => {
    test = await openSlack();
    test.slack.fault({ method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 7 });
    await expect(test.client.chat.postMessage(say)).rejects.toMatchObject({ retryAfter: 7 });
    const fault = test.slack.fault({ method: 'chat.postMessage', kind: 'http500', times: 2 });
    await expect(test.client.chat.postMessage(say)).rejects.toMatchObject({ statusCode: 500 });
    expect(fault.left).toBe(1);
    await expect(test.client.chat.postMessage(say)).rejects.toMatchObject({ statusCode: 500 });
    test.slack.fault({ method: '*', kind: 'fatal_error' });
    expect(await refusalOf(test.client.chat.postMessage(say))).toMatchObject({ error: 'fatal_error' });
    test.slack.fault({ method: 'chat.postMessage', kind: 'revoked' });
    expect(await refusalOf(test.client.chat.postMessage(say))).toMatchObject({ error: 'token_revoked' });
    expect(said()).toBe(0);
    await test.client.chat.postMessage(say);
    expect(said()).toBe(1);
  });

  it('fatal_error after the work is done', async () => {
    test = await openSlack();
    test.slack.fault({ method: 'chat.postMessage', kind: 'fatal_error', effect: 'after' });
    expect(await refusalOf(test.client.chat.postMessage(say))).toMatchObject({ error: 'fatal_error' });
    expect(said()).toBe(1);
    expect(test.slack.calls().at(-1)).toMatchObject({ ok: false, error: 'fatal_error', fault: 'fatal_error after' });
  });

  it('a connection that drops after the work is done, on the second call', async () => {
    test = await openSlack();
    test.slack.fault({ method: 'chat.postMessage', kind: 'timeout', effect: 'after', skip: 1 });
    await test.client.chat.postMessage(say);
    await expect(test.client.chat.postMessage(say)).rejects.toThrow();
    expect(said()).toBe(2);
  });

  it('no answer until the client gives up', async () => {
    test = await openSlack();
    test.slack.fault({ method: 'auth.test', kind: 'timeout' });
    const call = fetch(`${test.slack.url}auth.test`, { method: 'POST', signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toThrow(/abort|time/i);
    expect(said()).toBe(0);
  });
});

describe('unexpected', () => {
  it('methods nobody knows, bodies nobody can read, addresses that are none', async () => {
    test = await openSlack();
    expect(await refusalOf(test.client.apiCall('chat.shout', {}))).toMatchObject({ error: 'unknown_method' });
    const body = await fetch(`${test.slack.url}auth.test`, {
      method: 'POST',
      body: '<xml/>',
      headers: { 'content-type': 'text/xml' },
    });
    expect(await body.json()).toEqual({ ok: false, error: 'invalid_post_type' });
    await fetch(new URL('/hooks/1', test.slack.url));
    expect(test.slack.unexpected().map(({ what }) => what)).toEqual([
      'unknown method chat.shout',
      'auth.test: invalid_post_type',
      'GET /hooks/1',
    ]);
  });

  it('JSON bodies mean what forms mean', async () => {
    test = await openSlack();
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer xoxb-test' };
    const answer = await fetch(`${test.slack.url}chat.postMessage`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...say, blocks: [{ type: 'divider' }] }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } });
    expect(test.slack.unexpected()).toEqual([]);
  });
});

it('latency goes through the schedule', async () => {
  test = await openSlack({ latencyMs: 150 });
  let answered = false;
  const call = test.client.auth.test().then(() => (answered = true));
  while (test.slack.calls().length === 0 && !answered) {
    await new Promise(setImmediate);
    await test.pass(50);
  }
  await call;
  expect(answered).toBe(true);
});
