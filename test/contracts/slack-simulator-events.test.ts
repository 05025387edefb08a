import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureOf } from '@tocsin/slack-simulator';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ana,
  ben,
  bot,
  cho,
  openSlack,
  payloadOf,
  secret,
  type TestSlack,
} from '../../packages/slack-simulator/src/testing.ts';

// The Events API: what the app is told of, how it is wrapped and signed, and when it is told again.
let test: TestSlack;
afterEach(() => test.stop());

const incidents = 'C0INC00042';
const eventTs = expect.stringMatching(/^\d{10}\.\d{6}$/);
const told = () => test.requests.map((request) => payloadOf(request)['event']);
const item = (ts: string) => ({ type: 'message', channel: incidents, ts });

describe('what is told', () => {
  it('is wrapped and signed', async () => {
    test = await openSlack({ events: ['message.channels'] });
    const ts = await test.slack.as(ana).post({ channel: 'incidents', text: 'hi' });
    const [request] = test.requests;
    const { timestamp, body } = {
      timestamp: String(Date.parse('2026-11-05T14:00:00Z') / 1_000),
      body: request?.body ?? '',
    };
    expect(request).toMatchObject({
      kind: 'event',
      path: '/slack/events',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signatureOf(secret, timestamp, body),
      },
    });
    expect(request?.headers).not.toHaveProperty('x-slack-retry-num');
    expect(JSON.parse(body)).toMatchObject({
      token: 'legacy-verification-token',
      team_id: 'T0SIM00001',
      context_team_id: 'T0SIM00001',
      api_app_id: 'A0SIM00001',
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev0/),
      event_time: 1_793_887_200,
      authorizations: [
        { enterprise_id: null, team_id: 'T0SIM00001', user_id: bot, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event: {
        type: 'message',
        channel: incidents,
        channel_type: 'channel',
        user: ana,
        text: 'hi',
        ts,
        event_ts: ts,
        team: 'T0SIM00001',
        client_msg_id: expect.any(String),
      },
    });
  });

  it('messages: said, changed, deleted, replied to, the own ones too', async () => {
    test = await openSlack({ events: ['message.channels'] });
    const person = test.slack.as(ana);
    const ts = await person.post({ channel: incidents, text: 'a' });
    await person.edit({ channel: incidents, ts, text: 'b' });
    const reply = await person.post({ channel: incidents, text: 'r', threadTs: ts });
    const own = await test.client.chat.postMessage({
      channel: incidents,
      text: 'own',
      metadata: { event_type: 'x', event_payload: {} },
    });
    await person.delete({ channel: incidents, ts: reply });
    await person.delete({ channel: incidents, ts });
    await test.slack.settled();
    expect(told()).toMatchObject([
      { type: 'message', text: 'a' },
      {
        subtype: 'message_changed',
        hidden: true,
        message: { ts, text: 'b', edited: { user: ana } },
        previous_message: { ts, text: 'a' },
        ts: eventTs,
      },
      { text: 'r', thread_ts: ts, parent_user_id: ana },
      { text: 'own', user: bot, bot_id: 'B0SIM00001', app_id: 'A0SIM00001', ts: own.ts },
      { subtype: 'message_deleted', hidden: true, deleted_ts: reply, previous_message: { text: 'r', thread_ts: ts } },
      { subtype: 'message_deleted', hidden: true, deleted_ts: ts, previous_message: { text: 'b' } },
    ]);
    expect(told()[3]).not.toHaveProperty('metadata');
  });

  it('a mention comes as both, where both are subscribed to', async () => {
    test = await openSlack({ events: ['message.channels', 'app_mention'] });
    const ts = await test.slack.as(ana).post({ channel: incidents, text: `<@${bot}> status` });
    expect(told()).toMatchObject([
      { type: 'message', ts },
      { type: 'app_mention', ts, user: ana, text: `<@${bot}> status`, channel: incidents },
    ]);
  });

  it('reactions, pins, people coming and going', async () => {
    test = await openSlack({
      events: [
        'reaction_added',
        'reaction_removed',
        'pin_added',
        'pin_removed',
        'member_joined_channel',
        'member_left_channel',
      ],
    });
    const ts = await test.slack.as(ben).post({ channel: incidents, text: 'cause' });
    const person = test.slack.as(ana);
    await person.react({ channel: incidents, ts, name: 'pushpin' });
    await person.unreact({ channel: incidents, ts, name: 'pushpin' });
    await person.pin({ channel: incidents, ts });
    await person.unpin({ channel: incidents, ts });
    await person.invite(incidents, cho);
    await test.slack.as(cho).leave(incidents);
    expect(told()).toMatchObject([
      { type: 'reaction_added', user: ana, reaction: 'pushpin', item: item(ts), item_user: ben, event_ts: eventTs },
      { type: 'reaction_removed', user: ana, reaction: 'pushpin', item: item(ts), item_user: ben },
      {
        type: 'pin_added',
        user: ana,
        channel_id: incidents,
        item: { message: { ts, pinned_to: [incidents], permalink: expect.any(String) } },
        pin_count: 1,
        item_user: ben,
      },
      { type: 'pin_removed', channel_id: incidents, pin_count: 0, has_pins: false },
      {
        type: 'member_joined_channel',
        user: cho,
        channel: incidents,
        channel_type: 'C',
        team: 'T0SIM00001',
        inviter: ana,
      },
      { type: 'member_left_channel', user: cho, channel: incidents, channel_type: 'C' },
    ]);
  });

  it('channels renamed, archived, unarchived; the Home opened', async () => {
    test = await openSlack({
      events: ['channel_rename', 'channel_archive', 'channel_unarchive', 'app_home_opened', 'channel_created'],
    });
    const person = test.slack.as(ana);
    await person.rename(incidents, 'inc');
    await person.archive(incidents);
    await person.unarchive(incidents);
    await person.openHome();
    await person.createChannel({ name: 'fresh' });
    expect(told()).toMatchObject([
      {
        type: 'channel_rename',
        channel: { id: incidents, name: 'inc', name_normalized: 'inc', created: 1_793_887_200 },
      },
      { type: 'channel_archive', channel: incidents, user: ana, is_moved: 0 },
      { type: 'channel_unarchive', channel: incidents, user: ana },
      { type: 'app_home_opened', user: ana, channel: expect.stringMatching(/^D0/), tab: 'home' },
      { type: 'channel_created', channel: { name: 'fresh', creator: ana } },
    ]);
  });

  it('nothing of channels the app is not in, nor of what it did not subscribe to', async () => {
    test = await openSlack({ events: ['message.channels'] });
    await test.slack.as(ana).post({ channel: 'general', text: `<@${bot}>` });
    await test.slack.as(ana).react({
      channel: incidents,
      ts: await test.slack.as(ana).post({ channel: incidents, text: 'x' }),
      name: 'eyes',
    });
    const dm = await test.slack.as(ana).openDm();
    await test.slack.as(ana).post({ channel: dm, text: 'psst' });
    expect(told().map(({ type, text }) => [type, text])).toEqual([['message', 'x']]);
  });
});

describe('told again', () => {
  const tries = () =>
    test.requests.map(({ headers, body }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
      JSON.parse(body).event_id,
    ]);

  it('at once, after a minute, after five, with the same event_id', async () => {
    test = await openSlack({ events: ['message.channels'] });
    test.answers(() => ({ status: 500, body: '' }));
    await test.slack.as(ana).post({ channel: incidents, text: 'x' });
    const id = test.slack.events.list()[0]?.eventId;
    expect(tries()).toEqual([[undefined, undefined, id]]);
    await test.pass(0);
    expect(tries().at(-1)).toEqual(['1', 'http_error', id]);
    await test.pass(59_999);
    expect(tries()).toHaveLength(2);
    await test.pass(1);
    expect(tries().at(-1)).toEqual(['2', 'http_error', id]);
    test.answers(() => Promise.reject(new Error('refused')));
    await test.pass(300_000);
    expect(tries().at(-1)).toEqual(['3', 'http_error', id]);
    await test.pass(3_600_000);
    expect(tries()).toHaveLength(4);
    expect(test.slack.events.list()[0]?.attempts.map(({ outcome }) => outcome.type)).toEqual([
      'answered',
      'answered',
      'answered',
      'failed',
    ]);
  });

  it('for lateness as http_timeout; not when the app says so, not when it answered', async () => {
    test = await openSlack({ events: ['message.channels'] });
    test.answers(async () => (await test.pass(3_001), { status: 200, body: '' }));
    await test.slack.as(ana).post({ channel: incidents, text: 'x' });
    test.answers(() => ({ status: 500, body: '', headers: { 'X-Slack-No-Retry': '1' } }));
    await test.pass(0);
    await test.pass(3_600_000);
    expect(tries().map(([num, reason]) => [num, reason])).toEqual([
      [undefined, undefined],
      ['1', 'http_timeout'],
    ]);
  });

  it('by hand, held back, out of order', async () => {
    test = await openSlack({ events: ['message.channels'] });
    test.slack.events.hold();
    for (const text of ['a', 'b', 'c']) await test.slack.as(ana).post({ channel: incidents, text });
    expect(test.requests).toEqual([]);
    await test.slack.events.release((events) => events.toReversed());
    expect(told().map(({ text }) => text)).toEqual(['c', 'b', 'a']);
    const [first] = test.slack.events.list();
    await test.slack.events.redeliver(first?.eventId ?? '');
    expect(tries().at(-1)).toEqual(['1', 'http_timeout', first?.eventId]);
  });
});

it('reaches an app at its addresses', async () => {
  test = await openSlack();
  const seen: string[] = [];
  const app = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${String(request.headers['x-slack-signature']).slice(0, 3)}`);
    request.resume().on('end', () => response.end('hello'));
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const at = (path: string) => `http://127.0.0.1:${(app.address() as AddressInfo).port}${path}`;
  test.slack.connectApp({ signingSecret: secret, commandUrl: at('/commands'), eventsUrl: at('/events') });
  expect(await test.slack.as(ana).command({ channel: incidents, text: '/x' })).toMatchObject({
    ok: true,
    outcome: { body: 'hello' },
  });
  await test.slack.as(ana).post({ channel: incidents, text: 'x' });
  expect(await test.slack.as(ana).shortcut('x')).toMatchObject({ ok: false, error: 'dispatch_unknown_error' });
  app.close();
  app.closeAllConnections();
  expect(seen).toEqual(['POST /commands v0=', 'POST /events v0=']);
});

it('tells listeners of every change', async () => {
  test = await openSlack();
  const seen: string[] = [];
  const stop = test.slack.onChange(({ type }) => void seen.push(type));
  await test.client.chat.postMessage({ channel: incidents, text: 'x' });
  stop();
  await test.client.chat.postMessage({ channel: incidents, text: 'y' });
  expect(seen).toEqual(['message', 'call']);
  expect(JSON.parse(JSON.stringify(test.slack.snapshot()))).toEqual(test.slack.snapshot());
});
