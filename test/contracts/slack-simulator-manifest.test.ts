import { afterEach, describe, expect, it } from 'vitest';
import {
  ana,
  ben,
  bot,
  cho,
  openSlack,
  payloadOf,
  refusalOf,
  type TestSlack,
} from '../../packages/slack-simulator/src/testing.ts';

// What the manifest and its scopes let people do with the app, and the app hear: shortcuts, commands, events.
const incidents = 'C0INC00042';
const general = 'C0GENERAL1';
const secretChannel = 'C0SECRET01';
const manifest = {
  features: {
    slash_commands: [
      { command: '/incident', should_escape: true },
      { command: '/plain', should_escape: false },
    ],
    shortcuts: [
      { type: 'message', callback_id: 'add' },
      { type: 'global', callback_id: 'declare' },
    ],
  },
  settings: {
    event_subscriptions: { bot_events: ['message.channels'] },
    interactivity: { is_enabled: true },
  },
};

let test: TestSlack;
const open = (options: Parameters<typeof openSlack>[0] = {}) =>
  openSlack({ rateLimits: 'off', manifest, ...options }).then((opened) => (test = opened));
afterEach(() => test.stop());

const as = (user: string) => test.slack.as(user);
const sent = () => payloadOf(test.requests.at(-1) as never);

describe('shortcuts', () => {
  it('are those of the manifest, each of its kind', async () => {
    await open();
    const ts = await as(ben).post({ channel: incidents, text: 'rolled back' });
    expect(await as(ana).shortcut('declare')).toMatchObject({ ok: true });
    expect(await as(ana).messageShortcut('add', incidents, ts)).toMatchObject({ ok: true });
    for (const wrong of [as(ana).shortcut('add'), as(ana).messageShortcut('declare', incidents, ts)])
      await expect(wrong).rejects.toMatchObject({ code: 'no_such_shortcut' });
  });

  it('of a message in a thread, with files, in a private channel', async () => {
    await open();
    await as(cho).invite(secretChannel, bot);
    const root = await as(cho).post({ channel: secretChannel, text: 'root' });
    const files = [{ name: 'graph.png', content: 'x' }];
    const ts = await as(cho).post({ channel: secretChannel, text: 'see', threadTs: root, files });
    const { responseUrl } = await as(cho).messageShortcut('add', secretChannel, ts);
    expect(sent()).toMatchObject({
      type: 'message_action',
      callback_id: 'add',
      channel: { id: secretChannel, name: 'privategroup' },
      message_ts: ts,
      message: { ts, thread_ts: root, subtype: 'file_share', files: [{ name: 'graph.png', mode: 'hosted' }] },
      response_url: responseUrl,
    });
    expect(sent()).not.toHaveProperty('api_app_id');
  });

  it('work where the app is not, and may be answered there, though it can read nothing', async () => {
    await open();
    await as(ana).join(general);
    const ts = await as(ana).post({ channel: general, text: 'we deployed' });
    const { responseUrl = '' } = await as(ana).messageShortcut('add', general, ts);
    expect(sent()).toMatchObject({ message: { text: 'we deployed' }, channel: { id: general, name: 'general' } });
    expect(await refusalOf(test.client.conversations.history({ channel: general }))).toMatchObject({
      error: 'not_in_channel',
    });
    expect((await fetch(responseUrl, { method: 'POST', body: JSON.stringify({ text: 'added' }) })).status).toBe(200);
    const messages = test.slack.snapshot(ana).channels.find(({ id }) => id === general)?.messages;
    expect(messages?.at(-1)).toMatchObject({ text: 'added', ephemeral: true });
    const hidden = await as(cho).post({ channel: secretChannel, text: 'private' });
    await as(cho).messageShortcut('add', secretChannel, hidden);
    expect(await refusalOf(test.client.conversations.info({ channel: secretChannel }))).toMatchObject({
      error: 'channel_not_found',
    });
  });

  it('and commands need the scope `commands`', async () => {
    await open({ tokens: { 'xoxb-test': { scopes: ['chat:write'] } } });
    await expect(as(ana).shortcut('declare')).rejects.toMatchObject({ code: 'no_such_shortcut' });
    await expect(as(ana).command({ channel: incidents, text: '/incident' })).rejects.toMatchObject({
      code: 'no_such_command',
    });
  });
});

describe('commands', () => {
  const typed = async (text: string) => {
    await as(ana).command({ channel: incidents, text });
    return new URLSearchParams(test.requests.at(-1)?.body).get('text');
  };

  it.each([
    ['people', '@ben and <@U0BEN00002>', '<@U0BEN00002|ben> and <@U0BEN00002|ben>'],
    ['groups', '@sre', '<!subteam^S0SRE00001|@sre>'],
    ['channels', '#general', '<#C0GENERAL1|general>'],
    ['links', 'see https://example.com/a?b=1', 'see <https://example.com/a?b=1>'],
    ['nobody', '@nobody a@example.com #42 <@U0BEN00002|ben>', '@nobody a@example.com #42 <@U0BEN00002|ben>'],
  ])('with should_escape carry ids: %s', async (_what, text, comes) => {
    await open();
    expect(await typed(`/incident ${text}`)).toBe(comes);
  });

  it('else what people read', async () => {
    await open();
    expect(await typed('/plain @ben <@U0BEN00002> <!subteam^S0SRE00001> <#C0GENERAL1> https://example.com')).toBe(
      '@ben @ben @sre #general https://example.com',
    );
  });

  it('are those of the manifest, and never in a thread', async () => {
    await open();
    await expect(as(ana).command({ channel: incidents, text: '/other' })).rejects.toMatchObject({
      code: 'no_such_command',
    });
    const threadTs = await as(ana).post({ channel: incidents, text: 'root' });
    await expect(as(ana).command({ channel: incidents, text: '/incident', threadTs })).rejects.toMatchObject({
      code: 'not_in_thread',
    });
  });

  it.each([
    ['a private channel', secretChannel, cho, 'privategroup'],
    ['direct messages', '', ana, 'directmessage'],
  ])('in %s do not tell its name', async (_where, id, who, name) => {
    await open();
    const channel = id === '' ? await as(who).openDm() : id;
    await as(who).command({ channel, text: '/incident' });
    expect(Object.fromEntries(new URLSearchParams(test.requests.at(-1)?.body))).toMatchObject({
      channel_id: channel,
      channel_name: name,
    });
  });
});

describe('events', () => {
  const types = () => test.slack.events.list().map(({ type }) => type);

  it('are those of the manifest', async () => {
    await open();
    const ts = await as(ana).post({ channel: incidents, text: 'x' });
    await as(ana).react({ channel: incidents, ts, name: 'eyes' });
    expect(types()).toEqual(['message']);
  });

  it('come only with their scopes, and a subscription without its scope is a mistake', async () => {
    await open({
      manifest: { settings: { event_subscriptions: { bot_events: ['message.channels', 'message.groups'] } } },
      tokens: { 'xoxb-test': { scopes: ['channels:history', 'groups:write', 'groups:read'] } },
    });
    expect(test.slack.unexpected()).toMatchObject([{ what: 'message.groups needs groups:history' }]);
    await as(cho).invite(secretChannel, bot);
    await as(cho).post({ channel: secretChannel, text: 'x' });
    expect(types()).toEqual([]);
    await as(ana).post({ channel: incidents, text: 'x' });
    expect(types()).toEqual(['message']);
  });

  it.each([
    ['reaction_added', 'reactions:read'],
    ['pin_added', 'pins:read'],
    ['member_left_channel', 'channels:read'],
    ['channel_rename', 'channels:read'],
    ['app_mention', 'app_mentions:read'],
  ])('%s needs %s', async (event, scope) => {
    const all = async (scopes: string[]) => {
      await open({ events: [event], tokens: { 'xoxb-test': { scopes } } });
      const ts = await as(ana).post({ channel: incidents, text: `<@${bot}> hi` });
      await as(ana).react({ channel: incidents, ts, name: 'eyes' });
      await as(ana).pin({ channel: incidents, ts });
      await as(ana).rename(incidents, 'renamed');
      await as(ana).leave(incidents);
      return types();
    };
    expect(await all([scope])).toEqual([event]);
    await test.stop();
    expect(await all(['chat:write'])).toEqual([]);
  });

  it('of members in private channels need groups:read', async () => {
    await open({ events: ['member_joined_channel'], tokens: { 'xoxb-test': { scopes: ['channels:read'] } } });
    await as(cho).invite(secretChannel, bot);
    await as(cho).invite(secretChannel, ana);
    expect(types()).toEqual([]);
  });

  it('end when the app is removed', async () => {
    await open();
    test.slack.revoke('xoxb-test');
    await as(ana).post({ channel: incidents, text: 'x' });
    expect(types()).toEqual([]);
  });
});

it('a view of more than 250 KB is too large', async () => {
  await open({ manifest: { features: { app_home: { home_tab_enabled: true } } } });
  const publish = (size: number) => {
    const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'x'.repeat(size) } };
    const blocks = Array.from({ length: 100 }, () => section);
    return test.client.views.publish({ user_id: ana, view: { type: 'home', blocks } });
  };
  expect(await publish(2_400)).toMatchObject({ ok: true });
  expect(await refusalOf(publish(2_600))).toMatchObject({ error: 'view_too_large' });
});

it('a Home tab that the manifest does not have cannot be published', async () => {
  await open();
  const view = { type: 'home' as const, blocks: [] };
  expect(await refusalOf(test.client.views.publish({ user_id: ana, view }))).toMatchObject({ error: 'not_enabled' });
  await test.stop();
  await open({ manifest: { features: { app_home: { home_tab_enabled: true } } } });
  expect(await test.client.views.publish({ user_id: ana, view })).toMatchObject({ ok: true });
});
