import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatError } from '@tocsin/app';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { calm, failing } from './blocks/samples.ts';
import { slackChat } from './chat.ts';

/** A Slack that says what each test scripts, and remembers what it was asked. */
type Script = (method: string, form: URLSearchParams, response: ServerResponse) => unknown;
let script: Script;
let asked: { method: string; form: URLSearchParams; headers: IncomingMessage['headers'] }[];
let clock: Date;
let apiUrl: string;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const method = request.url?.split('/').at(-1) ?? '';
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    asked.push({ method, form, headers: request.headers });
    const answer = script(method, form, response);
    if (answer !== undefined) response.end(JSON.stringify(answer));
  });
});

beforeEach(async () => {
  asked = [];
  clock = new Date('2026-11-05T14:30:00Z');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const chat = (timeoutMs = 2_000) => slackChat({ token: 'xoxb-test', apiUrl, timeoutMs, now: () => clock });
const effect = { incident: failing.incident, effect: 'situation' };
const failureOf = async (promise: Promise<unknown>): Promise<ChatError> => {
  const error = await promise.then(
    () => expect.fail('it went well'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ChatError);
  return error as ChatError;
};

describe('a failed call says whether trying again can help', () => {
  test.each([
    ['name_taken', 'never'],
    ['invalid_name_specials', 'never'],
    ['not_in_channel', 'never'],
    ['is_archived', 'never'],
    ['channel_not_found', 'never'],
    ['missing_scope', 'never'],
    ['some_error_of_tomorrow', 'never'],
    ['fatal_error', 'unknown-outcome'],
    ['internal_error', 'unknown-outcome'],
    ['service_unavailable', 'unknown-outcome'],
    ['ratelimited', 'later'],
    ['team_added_to_org', 'later'],
    ['invalid_auth', 'later'],
    ['token_revoked', 'later'],
  ])('%s: %s', async (error, retry) => {
    script = () => ({ ok: false, error });
    expect(await failureOf(chat().createChannel({ name: 'inc' }))).toMatchObject({
      method: 'conversations.create',
      slackCode: error,
      retry,
    });
    expect(asked).toHaveLength(1);
  });

  test.each([500, 502, 503, 504])('HTTP %i: the outcome is unknown', async (status) => {
    script = (_method, _form, response) => void response.writeHead(status).end('<html>sorry</html>');
    expect(await failureOf(chat().createChannel({ name: 'inc' }))).toMatchObject({
      slackCode: `http_${status}`,
      retry: 'unknown-outcome',
    });
  });

  test('HTTP 429: later, after as long as Slack says', async () => {
    script = (_method, _form, response) => void response.writeHead(429, { 'retry-after': '30' }).end('{"ok":false}');
    expect(await failureOf(chat().createChannel({ name: 'inc' }))).toMatchObject({
      retry: 'later',
      retryAfterMs: 30_000,
    });
  });

  test('HTTP 429 without a readable Retry-After: later', async () => {
    script = (_method, _form, response) => void response.writeHead(429).end('{"ok":false}');
    expect(await failureOf(chat().createChannel({ name: 'inc' }))).toMatchObject({
      slackCode: 'ratelimited',
      retry: 'later',
    });
  });

  test('no answer in time: the outcome is unknown', async () => {
    script = () => undefined;
    expect(await failureOf(chat(60).createChannel({ name: 'inc' }))).toMatchObject({
      slackCode: 'timeout',
      retry: 'unknown-outcome',
    });
  });

  test('a connection that breaks after the request was sent: the outcome is unknown', async () => {
    script = (_method, _form, response) => void response.destroy();
    expect(await failureOf(chat().createChannel({ name: 'inc' }))).toMatchObject({
      slackCode: 'network',
      retry: 'unknown-outcome',
    });
  });

  test('an answer cut short: the outcome is unknown', async () => {
    script = (_method, _form, response) => void response.writeHead(200, { 'content-length': '999' }).write('{"ok":');
    expect(await failureOf(chat(60).createChannel({ name: 'inc' }))).toMatchObject({ retry: 'unknown-outcome' });
  });

  test('nobody listens: surely not sent, so later', async () => {
    const refused = slackChat({ token: 'xoxb-test', apiUrl: 'http://127.0.0.1:1/api', now: () => clock });
    expect(await failureOf(refused.createChannel({ name: 'inc' }))).toMatchObject({
      slackCode: 'network',
      retry: 'later',
    });
  });

  test.each(['<html>ok</html>', 'null', '{"ok":true}'])('200 with %s: the outcome is unknown', async (body) => {
    script = (_method, _form, response) => void response.end(body);
    expect(await failureOf(chat().createChannel({ name: 'inc' }))).toMatchObject({
      slackCode: 'malformed_answer',
      retry: 'unknown-outcome',
    });
  });
});

test('a method that Slack limited is left alone until its time has come; others are not', async () => {
  script = (method, _form, response) =>
    method === 'conversations.create' && asked.length === 1
      ? void response.writeHead(429, { 'retry-after': '30' }).end('{"ok":false}')
      : { ok: true, channel: { id: 'C0INC00042', name: 'inc' } };
  const slack = chat();
  await failureOf(slack.createChannel({ name: 'inc' }));
  clock = new Date(clock.getTime() + 20_000);
  expect(await failureOf(slack.createChannel({ name: 'inc' }))).toMatchObject({ retry: 'later', retryAfterMs: 10_000 });
  await slack.setTopic({ channel: 'C0INC00042', text: 'SEV2' });
  clock = new Date(clock.getTime() + 10_000);
  await slack.createChannel({ name: 'inc' });
  expect(asked.map(({ method }) => method)).toEqual([
    'conversations.create',
    'conversations.setTopic',
    'conversations.create',
  ]);
});

test('a post carries blocks, fallback text and its effect, and lets Slack add nothing', async () => {
  script = () => ({ ok: true, ts: '1793888570.000100' });
  expect(await chat().post({ channel: 'C0INC00042', view: calm, effect })).toEqual({ ts: '1793888570.000100' });
  const [{ form, headers } = expect.fail('nothing was asked')] = asked;
  expect(headers.authorization).toBe('Bearer xoxb-test');
  expect(JSON.parse(form.get('metadata') ?? '')).toEqual({ event_type: 'tocsin_effect', event_payload: effect });
  expect(JSON.parse(form.get('blocks') ?? '')).toHaveLength(2);
  expect(form.get('text')).toContain('Resolve the incident?');
  expect([form.get('unfurl_links'), form.get('unfurl_media'), form.get('parse'), form.get('link_names')]).toEqual([
    'false',
    'false',
    'none',
    'false',
  ]);
});

test('a message is found by its metadata, on whatever page it is', async () => {
  const metadata = { event_type: 'tocsin_effect', event_payload: effect };
  const others = [
    { ts: '1793888571.000100', text: 'hello' },
    { ts: '1793888572.000100', metadata: { ...metadata, event_payload: { ...effect, effect: 'topic' } } },
    { ts: '1793888573.000100', metadata: { ...metadata, event_type: 'other' } },
  ];
  script = (_method, form) =>
    form.get('cursor')
      ? { ok: true, messages: [{ ts: '1793888570.000100', metadata }] }
      : { ok: true, messages: others, response_metadata: { next_cursor: 'p2' } };
  const query = { channel: 'C0INC00042', effect, since: '2026-11-05T14:22:48Z' };
  expect(await chat().findPost(query)).toEqual({ ts: '1793888570.000100' });
  expect(asked[0]?.form.get('include_all_metadata')).toBe('true');
  expect(await chat().findPost({ ...query, effect: { ...effect, effect: 'proposal:1' } })).toBeUndefined();
});

test('a channel is ours if we made it, and late enough', async () => {
  const created = Date.parse('2026-11-05T14:23:00Z') / 1_000;
  const channels = [
    { id: 'C1', name: 'inc-a', creator: 'U0SOMEONE1', created },
    { id: 'C2', name: 'inc-b', creator: 'U0TOCSIN01', created: created - 86_400 },
    { id: 'C3', name: 'inc-c', creator: 'U0TOCSIN01', created, is_archived: true },
  ];
  script = (method) => (method === 'auth.test' ? { ok: true, user_id: 'U0TOCSIN01' } : { ok: true, channels });
  const slack = chat();
  const find = (...names: string[]) => slack.findChannel({ names, createdAfter: '2026-11-05T14:22:48Z' });
  expect(await find('inc-a', 'inc-b')).toBeUndefined();
  expect(await find('inc-a', 'inc-c')).toEqual({ id: 'C3', name: 'inc-c' });
  expect(asked.filter(({ method }) => method === 'auth.test')).toHaveLength(1);
});

describe('inviting a user group', () => {
  const invite = () => chat().inviteGroup({ channel: 'C0INC00042', userGroup: 'S0DESIGNS1' });
  const withMembers = (users: string[], answer: unknown = { ok: true }): void => {
    script = (method) =>
      method === 'auth.test'
        ? { ok: true, user_id: 'U0TOCSIN01' }
        : method === 'usergroups.users.list'
          ? { ok: true, users }
          : answer;
  };
  const invited = () =>
    asked.filter(({ method }) => method === 'conversations.invite').map(({ form }) => form.get('users')?.split(','));

  test('an empty group is fine', async () => {
    withMembers([]);
    await invite();
    expect(invited()).toEqual([]);
  });
  test('goes by the hundred, without ourselves', async () => {
    withMembers(['U0TOCSIN01', ...Array.from({ length: 150 }, (_, i) => `U${1_000 + i}`)]);
    await invite();
    expect(invited().map((users) => users?.length)).toEqual([100, 50]);
  });
  test.each(['already_in_channel', 'cant_invite_self', 'user_not_found'])('%s is no failure', async (error) => {
    withMembers(['U0ANA00001'], { ok: false, error });
    await invite();
  });
  test('an archived channel is one', async () => {
    withMembers(['U0ANA00001'], { ok: false, error: 'is_archived' });
    expect(await failureOf(invite())).toMatchObject({ slackCode: 'is_archived', retry: 'never' });
  });
});

test('a topic mentions people and nothing else, within 250 characters', async () => {
  script = () => ({ ok: true });
  await chat().setTopic({
    channel: 'C0INC00042',
    text: `SEV2 · commander <@U0ANA00001> · <!channel> ${'x'.repeat(400)}`,
  });
  const topic = asked[0]?.form.get('topic') ?? '';
  expect(topic).toContain('<@U0ANA00001> · &lt;!channel&gt;');
  expect(topic).toHaveLength(250);
});

test('a bookmark that nobody has tried to add is added without a look', async () => {
  script = () => ({ ok: true });
  await chat().bookmark({ channel: 'C0INC00042', title: 'Runbook', link: 'https://example.com/runbook', first: true });
  expect(asked.map(({ method }) => method)).toEqual(['bookmarks.add']);
});

test('a bookmark is added once', async () => {
  const link = 'https://example.com/runbook';
  script = () => ({ ok: true, bookmarks: asked.length > 2 ? [{ link }] : [] });
  const add = () => chat().bookmark({ channel: 'C0INC00042', title: 'Runbook', link });
  await add();
  await add();
  expect(asked.map(({ method }) => method)).toEqual(['bookmarks.list', 'bookmarks.add', 'bookmarks.list']);
});
