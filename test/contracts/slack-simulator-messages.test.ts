import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

// What is said in threads, private channels and by other apps; what is left of what was deleted; and a lot of it.
const incidents = 'C0INC00042';
let test: TestSlack;
beforeEach(async () => {
  test = await openSlack({
    rateLimits: 'off',
    events: ['message.channels', 'message.groups', 'message.im', 'app_mention', 'group_archive', 'group_rename'],
  });
});
afterEach(() => test.stop());

const as = (user: string) => test.slack.as(user);
const told = () => test.requests.map((request) => payloadOf(request)['event']);
const thread = async () => {
  const root = await as(ana).post({ channel: incidents, text: 'root' });
  return { root, reply: await as(ben).post({ channel: incidents, text: 'reply', threadTs: root }) };
};

describe('deleting', () => {
  it('a root with replies is told as a change to a tombstone, which goes with the last reply', async () => {
    const { root, reply } = await thread();
    await as(ana).delete({ channel: incidents, ts: root });
    expect(told().at(-1)).toMatchObject({
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      message: { subtype: 'tombstone', hidden: true, user: 'USLACKBOT', ts: root, thread_ts: root },
      previous_message: { user: ana, text: 'root', ts: root },
    });
    const { messages } = await test.client.conversations.replies({ channel: incidents, ts: root });
    expect(messages).toMatchObject([{ subtype: 'tombstone', ts: root }, { ts: reply }]);
    await as(ben).delete({ channel: incidents, ts: reply });
    expect(told().slice(-2)).toMatchObject([
      { subtype: 'message_deleted', deleted_ts: reply, previous_message: { text: 'reply' } },
      { subtype: 'message_deleted', deleted_ts: root, previous_message: { subtype: 'tombstone' } },
    ]);
    expect(await refusalOf(test.client.conversations.replies({ channel: incidents, ts: root }))).toMatchObject({
      error: 'thread_not_found',
    });
  });

  it('the app deletes what it said, and nothing else', async () => {
    const { root } = await thread();
    const { ts = '' } = await test.client.chat.postMessage({ channel: incidents, text: 'secret' });
    await test.client.pins.add({ channel: incidents, timestamp: ts });
    expect(await test.client.chat.delete({ channel: incidents, ts })).toMatchObject({ ok: true, ts });
    expect(await refusalOf(test.client.chat.delete({ channel: incidents, ts }))).toMatchObject({
      error: 'message_not_found',
    });
    expect(await refusalOf(test.client.chat.delete({ channel: incidents, ts: root }))).toMatchObject({
      error: 'cant_delete_message',
    });
    expect(await refusalOf(test.client.chat.getPermalink({ channel: incidents, message_ts: ts }))).toMatchObject({
      error: 'message_not_found',
    });
    expect((await test.client.pins.list({ channel: incidents })).items).toEqual([]);
  });
});

describe('threads', () => {
  it('replies and broadcasts are told with their root; mentions there too, and with files', async () => {
    const { root } = await thread();
    const text = `<@${bot}> see`;
    await as(ben).post({ channel: incidents, text, threadTs: root, broadcast: true });
    expect(told().slice(-2)).toMatchObject([
      { subtype: 'thread_broadcast', thread_ts: root, root: { ts: root, text: 'root' } },
      { type: 'app_mention', thread_ts: root, text },
    ]);
    expect(told().at(-1)).not.toHaveProperty('subtype');
    await as(ben).post({ channel: incidents, text, threadTs: root, files: [{ name: 'a.txt', content: 'a' }] });
    expect(told().at(-1)).toMatchObject({ type: 'app_mention', thread_ts: root, files: [{ name: 'a.txt' }] });
  });

  it('one person is whispered to in a thread', async () => {
    const { root } = await thread();
    const { message_ts } = await test.client.chat.postEphemeral({
      channel: incidents,
      user: ana,
      thread_ts: root,
      text: 'psst',
    });
    const replies = (user: string) =>
      test.slack
        .snapshot(user, { channels: [incidents] })
        .channels[0]?.messages.find(({ ts }) => ts === root)
        ?.replies.map(({ text }) => text);
    expect(message_ts).toBeTruthy();
    expect(replies(ana)).toEqual(['reply', 'psst']);
    expect(replies(ben)).toEqual(['reply']);
  });

  it('one message is read by its ts', async () => {
    const { root, reply } = await thread();
    await as(ana).post({ channel: incidents, text: 'later' });
    const one = (ts: string) =>
      test.client.conversations.history({ channel: incidents, latest: ts, inclusive: true, limit: 1 });
    expect((await one(root)).messages).toMatchObject([{ ts: root, reply_count: 1, latest_reply: reply }]);
    const { messages } = await test.client.conversations.replies({
      channel: incidents,
      ts: root,
      latest: reply,
      oldest: reply,
      inclusive: true,
      limit: 10,
    });
    expect(messages?.at(-1)).toMatchObject({ ts: reply, thread_ts: root });
    const { permalink } = await test.client.chat.getPermalink({ channel: incidents, message_ts: reply });
    expect(permalink).toBe(
      `https://example-shop.slack.com/archives/${incidents}/p${reply.replace('.', '')}?thread_ts=${root}&cid=${incidents}`,
    );
  });
});

describe('other apps', () => {
  it('speak as their bot user, or as a webhook with a name alone', async () => {
    const ts = await test.slack.postAsOtherApp({ channel: 'incidents', text: 'deployed', name: 'Deployer' });
    expect(told().at(-1)).toMatchObject({
      type: 'message',
      ts,
      bot_id: 'B0OTHER001',
      user: 'U0OTHERBOT',
      bot_profile: { name: 'Deployer', app_id: 'A0OTHER001' },
    });
    expect(told().at(-1)).not.toHaveProperty('subtype');
    await test.slack.postAsOtherApp({ channel: incidents, text: 'x', webhook: true, threadTs: ts });
    expect(told().at(-1)).toMatchObject({ subtype: 'bot_message', username: 'other-app', thread_ts: ts });
    expect(told().at(-1)).not.toHaveProperty('user');
    expect(await refusalOf(test.client.chat.update({ channel: incidents, ts, text: 'y' }))).toMatchObject({
      error: 'cant_update_message',
    });
  });
});

describe('private channels', () => {
  const make = async () => {
    const { channel } = await test.client.conversations.create({ name: 'quiet', is_private: true });
    await test.client.conversations.invite({ channel: channel?.id ?? '', users: ana });
    return channel?.id ?? '';
  };

  it('their events go by the name of groups', async () => {
    const quiet = await make();
    const ts = await as(ana).post({ channel: quiet, text: 'x' });
    await as(ana).rename(quiet, 'quieter');
    await test.client.conversations.archive({ channel: quiet });
    await test.slack.settled();
    expect(told().filter(({ subtype }) => subtype === undefined)).toMatchObject([
      { type: 'message', ts, channel: quiet, channel_type: 'group' },
      { type: 'group_rename', channel: { id: quiet, name: 'quieter' } },
      { type: 'group_archive', channel: quiet, user: bot },
    ]);
  });

  it('are listed to members with groups:read, and read with groups:history', async () => {
    const quiet = await make();
    const types = 'private_channel';
    const listed = async () => (await test.client.conversations.list({ types })).channels?.map(({ name }) => name);
    expect(await listed()).toEqual(['quiet']);
    expect((await test.client.users.conversations({ types })).channels).toMatchObject([{ id: quiet }]);
    expect((await test.client.conversations.info({ channel: quiet })).channel).toMatchObject({ is_private: true });
    expect((await test.client.conversations.members({ channel: quiet })).members).toEqual([bot, ana]);
    await as(ana).post({ channel: quiet, text: 'x' });
    expect((await test.client.conversations.history({ channel: quiet, limit: 1 })).messages).toMatchObject([
      { text: 'x' },
    ]);
    await as(ana).kick(quiet, bot);
    expect(await listed()).toEqual([]);
    for (const call of [
      test.client.conversations.info({ channel: quiet }),
      test.client.conversations.members({ channel: quiet }),
      test.client.conversations.history({ channel: quiet }),
      test.client.conversations.archive({ channel: quiet }),
      test.client.chat.postMessage({ channel: quiet, text: 'x' }),
      test.client.chat.getPermalink({ channel: quiet, message_ts: '1.000001' }),
      test.client.bookmarks.list({ channel_id: quiet }),
    ])
      expect(await refusalOf(call)).toMatchObject({ error: 'channel_not_found' });
  });

  it.each([
    ['groups:write', 'channels:manage', () => test.client.conversations.create({ name: 'p', is_private: true })],
    ['groups:read', 'channels:read', () => test.client.conversations.list({ types: 'private_channel' })],
    ['groups:read', 'channels:read', () => test.client.users.conversations({ types: 'private_channel' })],
    ['groups:history', 'channels:history', () => test.client.conversations.history({ channel: 'C0MINE0001' })],
    ['groups:write', 'channels:manage', () => test.client.conversations.archive({ channel: 'C0MINE0001' })],
  ])('need %s, %s is not enough', async (needed, other, call) => {
    await test.stop();
    const channels = [{ id: 'C0MINE0001', name: 'mine', private: true, members: [bot] }];
    test = await openSlack({ channels, tokens: { 'xoxb-test': { scopes: [other] } } });
    expect(await refusalOf(call())).toMatchObject({ error: 'missing_scope', needed });
  });
});

it('direct messages are told as such', async () => {
  const dm = await as(cho).openDm();
  await as(cho).post({ channel: dm, text: 'hello' });
  expect(told()).toMatchObject([{ type: 'message', channel: dm, channel_type: 'im', user: cho }]);
});

it('ten thousand messages and five hundred events more are no load', { timeout: 30_000 }, async () => {
  test.slack.events.hold();
  for (let n = 0; n < 10_000; n++) {
    await test.slack.postAsOtherApp({ channel: incidents, text: `${n}`, blocks: [{ type: 'divider' }] });
  }
  const { root } = await thread();
  await test.slack.events.release(() => []);
  const started = performance.now();
  for (let n = 0; n < 500; n++) {
    await as(ana).post({ channel: incidents, text: `reply ${n}`, threadTs: root });
    if (n % 10 > 0) continue;
    await test.client.conversations.history({ channel: incidents, latest: root, inclusive: true, limit: 1 });
    test.slack.snapshot(ana);
  }
  // Less than the burst itself lasts, also on a machine that others use; searched through each time it was far more.
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(test.slack.events.list()).toHaveLength(10_502);
  expect(new Set(test.slack.events.list().map(({ eventId }) => eventId)).size).toBe(10_502);
});
