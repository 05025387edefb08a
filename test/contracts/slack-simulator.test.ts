import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana, ben, bot, cho, openSlack, type TestSlack } from '../../packages/slack-simulator/src/testing.ts';

// What each method answers when all is well, asked with Slack's own client. Shapes follow the examples that Slack
// publishes for each method (slackapi/slack-api-specs, docs.slack.dev).
let test: TestSlack;
beforeEach(async () => (test = await openSlack({ rateLimits: 'off' })));
afterEach(() => test.stop());

const ts = expect.stringMatching(/^\d{10}\.\d{6}$/);
const incidents = 'C0INC00042';
const post = async (text = 'hello') => (await test.client.chat.postMessage({ channel: incidents, text })).ts as string;

describe('auth, team, emoji', () => {
  it('auth.test names the bot', async () => {
    expect(await test.client.auth.test()).toMatchObject({
      ok: true,
      url: 'https://example-shop.slack.com/',
      team: 'Example shop',
      user: 'tocsin',
      team_id: 'T0SIM00001',
      user_id: bot,
      bot_id: 'B0SIM00001',
    });
  });

  it('api.test gives back what it was given', async () => {
    expect(await test.client.apiCall('api.test', { foo: 'bar' })).toMatchObject({ ok: true, args: { foo: 'bar' } });
  });

  it('team.info and emoji.list', async () => {
    expect(await test.client.team.info()).toMatchObject({ team: { id: 'T0SIM00001', domain: 'example-shop' } });
    expect(await test.client.emoji.list()).toMatchObject({ ok: true, emoji: {} });
  });
});

describe('chat', () => {
  it('postMessage answers with the message as Slack keeps it', async () => {
    const answer = await test.client.chat.postMessage({
      channel: incidents,
      text: 'Incident declared',
      blocks: [
        { type: 'section', block_id: 'hdr', text: { type: 'mrkdwn', text: '*Incident 42*' } },
        { type: 'divider' },
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'Acknowledge' }, value: '42' }],
        },
      ],
      metadata: { event_type: 'incident_declared', event_payload: { incident_id: '42' } },
    });
    expect(answer).toMatchObject({
      ok: true,
      channel: incidents,
      ts,
      message: {
        type: 'message',
        user: bot,
        bot_id: 'B0SIM00001',
        app_id: 'A0SIM00001',
        team: 'T0SIM00001',
        text: 'Incident declared',
        ts: answer.ts,
        metadata: { event_type: 'incident_declared' },
        blocks: [
          { type: 'section', block_id: 'hdr', text: { type: 'mrkdwn', text: '*Incident 42*', verbatim: false } },
          { type: 'divider', block_id: expect.stringMatching(/^\w{5}$/) },
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: expect.stringMatching(/^\w{5}$/),
                text: { type: 'plain_text', text: 'Acknowledge', emoji: true },
                value: '42',
              },
            ],
          },
        ],
      },
    });
  });

  it('ts are unique and rise while the clock stands still', async () => {
    const all = [await post(), await post(), await post()];
    expect(new Set(all).size).toBe(3);
    expect(all.toSorted()).toEqual(all);
  });

  it('a message to a person goes to their direct messages', async () => {
    const { channel } = await test.client.chat.postMessage({ channel: ana, text: 'psst' });
    expect(channel).toMatch(/^D0/);
    expect(await test.client.conversations.open({ users: ana })).toMatchObject({
      already_open: true,
      channel: { id: channel },
    });
  });

  it('postMessage reads names as well as ids', async () => {
    expect(await test.client.chat.postMessage({ channel: '#incidents', text: 'x' })).toMatchObject({
      channel: incidents,
    });
  });

  it('update with blocks changes them and is not marked as edited', async () => {
    const first = await post();
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'new' } }];
    const answer = await test.client.chat.update({ channel: incidents, ts: first, text: 'new', blocks });
    expect(answer).toMatchObject({ ok: true, channel: incidents, ts: first, text: 'new', message: { blocks } });
    expect(answer.message).not.toHaveProperty('edited');
  });

  it('update with text alone takes the blocks away and is marked as edited', async () => {
    const blocks = [{ type: 'divider' as const }];
    const { ts: first = '' } = await test.client.chat.postMessage({ channel: incidents, text: 'a', blocks });
    const { message } = await test.client.chat.update({ channel: incidents, ts: first, text: 'b' });
    expect(message).toMatchObject({ text: 'b', edited: { user: bot, ts } });
    expect(message).not.toHaveProperty('blocks');
  });

  it('delete takes a message away; a root with replies stays as a tombstone', async () => {
    const [lone, root] = [await post(), await post()];
    await test.client.chat.postMessage({ channel: incidents, text: 'reply', thread_ts: root });
    expect(await test.client.chat.delete({ channel: incidents, ts: lone })).toMatchObject({ ok: true, ts: lone });
    await test.client.chat.delete({ channel: incidents, ts: root });
    const { messages } = await test.client.conversations.history({ channel: incidents });
    expect(messages).toMatchObject([{ ts: root, subtype: 'tombstone', user: 'USLACKBOT' }]);
  });

  it('postEphemeral is seen by one person and kept in no history', async () => {
    expect(await test.client.chat.postEphemeral({ channel: incidents, user: ana, text: 'psst' })).toMatchObject({
      ok: true,
      message_ts: ts,
    });
    const seenBy = (user: string) => test.slack.snapshot(user).channels.find(({ id }) => id === incidents)?.messages;
    expect(seenBy(ana)).toMatchObject([{ text: 'psst', ephemeral: true, visibleTo: ana }]);
    expect(seenBy(ben)).toEqual([]);
    expect((await test.client.conversations.history({ channel: incidents })).messages).toEqual([]);
  });

  it('getPermalink leads to the message, and to a reply within its thread', async () => {
    const root = await post();
    const { ts: reply = '' } = await test.client.chat.postMessage({ channel: incidents, text: 'r', thread_ts: root });
    const link = `https://example-shop.slack.com/archives/${incidents}/p`;
    expect((await test.client.chat.getPermalink({ channel: incidents, message_ts: root })).permalink).toBe(
      link + root.replace('.', ''),
    );
    expect((await test.client.chat.getPermalink({ channel: incidents, message_ts: reply })).permalink).toBe(
      `${link}${reply.replace('.', '')}?thread_ts=${root}&cid=${incidents}`,
    );
  });
});

describe('history', () => {
  it('is newest first, in pages, without replies; metadata only when asked for', async () => {
    const metadata = { event_type: 'effect', event_payload: { key: 'a' } };
    await test.client.chat.postMessage({ channel: incidents, text: '1', metadata });
    const root = await post('2');
    await test.client.chat.postMessage({ channel: incidents, text: 'reply', thread_ts: root });
    await post('3');
    const first = await test.client.conversations.history({ channel: incidents, limit: 2 });
    expect(first).toMatchObject({
      has_more: true,
      pin_count: 0,
      messages: [{ text: '3' }, { text: '2', reply_count: 1, reply_users: [bot] }],
    });
    const cursor = first.response_metadata?.next_cursor as string;
    const second = await test.client.conversations.history({ channel: incidents, limit: 2, cursor });
    expect(second.messages).toMatchObject([{ text: '1' }]);
    expect(second.messages?.[0]).not.toHaveProperty('metadata');
    const all = await test.client.conversations.history({ channel: incidents, include_all_metadata: true });
    expect(all.messages?.at(-1)).toMatchObject({ metadata });
  });

  it('oldest and latest leave their own message out unless inclusive', async () => {
    const [a, b, c] = [await post('a'), await post('b'), await post('c')];
    const between = async (inclusive: boolean) =>
      (await test.client.conversations.history({ channel: incidents, oldest: a, latest: c, inclusive })).messages?.map(
        (one) => one.text,
      );
    expect(await between(false)).toEqual(['b']);
    expect(await between(true)).toEqual(['c', 'b', 'a']);
    expect(b).toBeDefined();
  });

  it('replies give the root first, then the thread', async () => {
    const root = await post('root');
    await test.client.chat.postMessage({ channel: incidents, text: 'reply', thread_ts: root });
    await test.client.chat.postMessage({ channel: incidents, text: 'loud', thread_ts: root, reply_broadcast: true });
    const { messages } = await test.client.conversations.replies({ channel: incidents, ts: root });
    expect(messages).toMatchObject([
      { text: 'root', thread_ts: root, reply_count: 2 },
      { text: 'reply', thread_ts: root, parent_user_id: bot },
      { text: 'loud', subtype: 'thread_broadcast' },
    ]);
  });
});

describe('views', () => {
  const modal = (callback_id: string) => ({
    type: 'modal' as const,
    callback_id,
    title: { type: 'plain_text' as const, text: 'Incident' },
    blocks: [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Hello' } }],
  });
  const trigger = async (slack = test.slack) =>
    (await slack.as(ana).command({ channel: 'incidents', text: '/x' })).triggerId;

  it('open answers with the view, update changes it by id', async () => {
    const { view } = await test.client.views.open({ trigger_id: await trigger(), view: modal('declare') });
    expect(view).toMatchObject({
      id: expect.stringMatching(/^V0/),
      team_id: 'T0SIM00001',
      type: 'modal',
      callback_id: 'declare',
      private_metadata: '',
      state: { values: {} },
      hash: expect.stringMatching(/^\d+\.\w{8}$/),
      clear_on_close: false,
      notify_on_close: false,
      submit: null,
      previous_view_id: null,
      root_view_id: view?.id,
      app_id: 'A0SIM00001',
      external_id: '',
      bot_id: 'B0SIM00001',
    });
    const { id = '', hash = '' } = view ?? {};
    const updated = await test.client.views.update({ view_id: id, hash, view: modal('declared') });
    expect(updated.view).toMatchObject({ id, callback_id: 'declared' });
    expect(updated.view?.hash).not.toBe(hash);
    expect(test.slack.snapshot(ana).modals).toMatchObject([{ user: ana, view: { callback_id: 'declared' } }]);
  });

  it('publish sets a Home', async () => {
    const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
    expect((await test.client.views.publish({ user_id: ben, view })).view).toMatchObject({ type: 'home' });
    expect(test.slack.snapshot(ben).homes).toMatchObject([{ user: ben }]);
    expect(test.slack.snapshot(ana).homes).toEqual([]);
  });
});

describe('users and groups', () => {
  it('users.info, list, lookupByEmail, conversations', async () => {
    expect((await test.client.users.info({ user: ana })).user).toMatchObject({
      id: ana,
      team_id: 'T0SIM00001',
      name: 'ana',
      real_name: 'Ana Lee',
      is_bot: false,
      profile: { real_name: 'Ana Lee', display_name: 'ana', email: 'ana@example.com' },
    });
    const first = await test.client.users.list({ limit: 3 });
    expect(first.members).toHaveLength(3);
    const cursor = first.response_metadata?.next_cursor as string;
    expect((await test.client.users.list({ limit: 3, cursor })).members).toMatchObject([{ id: cho }]);
    expect((await test.client.users.lookupByEmail({ email: 'Ben@example.com' })).user?.id).toBe(ben);
    const { channels } = await test.client.users.conversations({ types: 'public_channel', exclude_archived: true });
    expect(channels).toMatchObject([{ id: incidents, name: 'incidents', is_member: true, creator: bot }]);
  });

  it('usergroups.list and usergroups.users.list', async () => {
    expect((await test.client.usergroups.list({ include_users: true })).usergroups).toMatchObject([
      { id: 'S0SRE00001', handle: 'sre', users: [ana, ben] },
    ]);
    expect((await test.client.usergroups.users.list({ usergroup: 'S0SRE00001' })).users).toEqual([ana, ben]);
  });
});
