import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana, bot, cho, openSlack, refusalOf, type TestSlack } from '../../packages/slack-simulator/src/testing.ts';

// What Slack refuses, and by which name. Names: the errors that docs.slack.dev lists for each method.
let test: TestSlack;
beforeEach(async () => (test = await openSlack({ rateLimits: 'off' })));
afterEach(() => test.stop());

const incidents = 'C0INC00042';
const general = 'C0GENERAL1';
const secret = 'C0SECRET01';
const old = 'C0OLD00001';
const nothing = '1793887200.999999';
const a = (length: number) => 'a'.repeat(length);
const link = { title: 'x', type: 'link', link: 'https://example.com' } as const;
const home = { type: 'home' as const, blocks: [] };
const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'x' }, blocks: [] };

type Refused = readonly [error: string, what: string, call: (client: WebClient) => Promise<unknown>];
const refused: readonly Refused[] = [
  ['channel_not_found', 'posting nowhere', (c) => c.chat.postMessage({ channel: 'C0NOWHERE1', text: 'x' })],
  [
    'channel_not_found',
    'posting into the private channel of others',
    (c) => c.chat.postMessage({ channel: secret, text: 'x' }),
  ],
  ['not_in_channel', 'posting where the bot is not', (c) => c.chat.postMessage({ channel: general, text: 'x' })],
  ['is_archived', 'posting into an archived channel', (c) => c.chat.postMessage({ channel: old, text: 'x' })],
  ['no_text', 'posting nothing', (c) => c.chat.postMessage({ channel: incidents, text: ' ' })],
  ['msg_too_long', 'posting 40,001 characters', (c) => c.chat.postMessage({ channel: incidents, text: a(40_001) })],
  [
    'too_many_attachments',
    '101 attachments',
    (c) =>
      c.chat.postMessage({
        channel: incidents,
        text: 'x',
        attachments: Array.from({ length: 101 }, () => ({ text: 'a' })),
      }),
  ],
  [
    'invalid_blocks_format',
    'blocks that are no JSON',
    (c) => c.apiCall('chat.postMessage', { channel: incidents, text: 'x', blocks: '[{' }),
  ],
  [
    'invalid_metadata_schema',
    'metadata without a payload',
    (c) => c.apiCall('chat.postMessage', { channel: incidents, text: 'x', metadata: { event_type: 'x' } }),
  ],
  [
    'metadata_too_large',
    '16 KB of metadata',
    (c) =>
      c.chat.postMessage({
        channel: incidents,
        text: 'x',
        metadata: { event_type: 'x', event_payload: { a: a(16_400) } },
      }),
  ],
  [
    'cannot_reply_to_message',
    'replying to nothing',
    (c) => c.chat.postMessage({ channel: incidents, text: 'x', thread_ts: nothing }),
  ],
  ['message_not_found', 'updating nothing', (c) => c.chat.update({ channel: incidents, ts: nothing, text: 'x' })],
  ['is_inactive', 'updating in an archived channel', (c) => c.chat.update({ channel: old, ts: nothing, text: 'x' })],
  ['message_not_found', 'deleting nothing', (c) => c.chat.delete({ channel: incidents, ts: nothing })],
  ['message_not_found', 'a link to nothing', (c) => c.chat.getPermalink({ channel: incidents, message_ts: nothing })],
  [
    'user_not_in_channel',
    'whispering to who is not there',
    (c) => c.chat.postEphemeral({ channel: incidents, user: cho, text: 'x' }),
  ],
  [
    'msg_too_long',
    'whispering 4,001 characters',
    (c) => c.chat.postEphemeral({ channel: incidents, user: ana, text: a(4_001) }),
  ],
  ['name_taken', 'the name of a public channel', (c) => c.conversations.create({ name: 'incidents' })],
  [
    'name_taken',
    'the name of a private channel nobody showed the bot',
    (c) => c.conversations.create({ name: 'secret' }),
  ],
  ['name_taken', 'the name of an archived channel', (c) => c.conversations.create({ name: 'old', is_private: true })],
  ['invalid_name_required', 'no name', (c) => c.conversations.create({ name: '' })],
  ['invalid_name_maxlength', '81 characters', (c) => c.conversations.create({ name: a(81) })],
  ['invalid_name_specials', 'capitals', (c) => c.conversations.create({ name: 'Inc' })],
  ['invalid_name_specials', 'spaces', (c) => c.conversations.create({ name: 'inc 1' })],
  ['invalid_name_punctuation', 'nothing but hyphens', (c) => c.conversations.create({ name: '--' })],
  [
    'name_taken',
    'renaming to a name that is there',
    (c) => c.conversations.rename({ channel: incidents, name: 'old' }),
  ],
  ['not_in_channel', 'renaming where the bot is not', (c) => c.conversations.rename({ channel: general, name: 'x' })],
  ['already_archived', 'archiving twice', (c) => c.conversations.archive({ channel: old })],
  ['not_in_channel', 'archiving where the bot is not', (c) => c.conversations.archive({ channel: general })],
  ['not_archived', 'unarchiving what is open', (c) => c.conversations.unarchive({ channel: incidents })],
  ['already_in_channel', 'inviting who is there', (c) => c.conversations.invite({ channel: incidents, users: ana })],
  ['cant_invite_self', 'inviting itself', (c) => c.conversations.invite({ channel: incidents, users: bot })],
  [
    'user_not_found',
    'inviting nobody known',
    (c) => c.conversations.invite({ channel: incidents, users: 'U0NOBODY01' }),
  ],
  ['no_user', 'inviting nobody', (c) => c.apiCall('conversations.invite', { channel: incidents, users: ',' })],
  ['not_in_channel', 'inviting where the bot is not', (c) => c.conversations.invite({ channel: general, users: cho })],
  ['is_archived', 'inviting into an archived channel', (c) => c.conversations.invite({ channel: old, users: cho })],
  ['is_archived', 'joining an archived channel', (c) => c.conversations.join({ channel: old })],
  ['channel_not_found', 'joining a private channel', (c) => c.conversations.join({ channel: secret })],
  ['cant_kick_self', 'kicking itself', (c) => c.conversations.kick({ channel: incidents, user: bot })],
  ['not_in_channel', 'kicking who is not there', (c) => c.conversations.kick({ channel: incidents, user: cho })],
  ['too_long', 'a topic of 251 characters', (c) => c.conversations.setTopic({ channel: incidents, topic: a(251) })],
  ['not_in_channel', 'a topic where the bot is not', (c) => c.conversations.setTopic({ channel: general, topic: 'x' })],
  ['is_archived', 'a topic in an archived channel', (c) => c.conversations.setTopic({ channel: old, topic: 'x' })],
  ['channel_not_found', 'looking at the private channel of others', (c) => c.conversations.info({ channel: secret })],
  ['invalid_types', 'a type nobody knows', (c) => c.conversations.list({ types: 'secret_channel' })],
  ['invalid_cursor', 'a cursor of somewhere else', (c) => c.conversations.list({ cursor: 'xyz' })],
  ['invalid_limit', 'a page of 1,001', (c) => c.conversations.list({ limit: 1_001 })],
  ['not_in_channel', 'reading where the bot is not', (c) => c.conversations.history({ channel: general })],
  ['invalid_ts_oldest', 'a time that is none', (c) => c.conversations.history({ channel: incidents, oldest: 'noon' })],
  ['thread_not_found', 'a thread that is none', (c) => c.conversations.replies({ channel: incidents, ts: nothing })],
  ['user_not_found', 'nobody known', (c) => c.users.info({ user: 'U0NOBODY01' })],
  ['users_not_found', 'an address of nobody', (c) => c.users.lookupByEmail({ email: 'x@example.com' })],
  ['users_list_not_supplied', 'opening nothing', (c) => c.apiCall('conversations.open', {})],
  ['no_such_subteam', 'a group that is none', (c) => c.usergroups.users.list({ usergroup: 'S0NONE' })],
  ['permission_denied', 'a bookmark where the bot is not', (c) => c.bookmarks.add({ channel_id: general, ...link })],
  ['invalid_link', 'a bookmark to nowhere', (c) => c.bookmarks.add({ channel_id: incidents, ...link, link: 'here' })],
  ['not_found', 'removing no bookmark', (c) => c.bookmarks.remove({ channel_id: incidents, bookmark_id: 'Bk0' })],
  ['message_not_found', 'pinning nothing', (c) => c.pins.add({ channel: incidents, timestamp: nothing })],
  ['no_item_specified', 'pinning what', (c) => c.apiCall('pins.add', { channel: incidents })],
  ['bad_timestamp', 'a timestamp that is none', (c) => c.pins.add({ channel: incidents, timestamp: '1.2' })],
  [
    'message_not_found',
    'reacting to nothing',
    (c) => c.reactions.add({ channel: incidents, timestamp: nothing, name: 'eyes' }),
  ],
  [
    'canvas_not_found',
    'editing no canvas',
    (c) => c.apiCall('canvases.edit', { canvas_id: 'F0', changes: [{ operation: 'delete' }] }),
  ],
  [
    'file_not_found',
    'completing no upload',
    (c) => c.apiCall('files.completeUploadExternal', { files: [{ id: 'F0' }] }),
  ],
  ['file_not_found', 'a file that is none', (c) => c.files.info({ file: 'F0' })],
  ['invalid_trigger_id', 'a trigger made up', (c) => c.views.open({ trigger_id: '1.2.abc', view: modal })],
  ['not_found', 'updating no view', (c) => c.views.update({ view_id: 'V0', view: modal })],
  ['user_not_found', 'a Home of nobody', (c) => c.views.publish({ user_id: 'U0NOBODY01', view: home })],
  ['invalid_arguments', 'a channel left out', (c) => c.apiCall('chat.postMessage', { text: 'x' })],
];

describe('refuses with', () => {
  it.each(refused)('%s: %s', async (error, _what, call) => {
    expect((await refusalOf(call(test.client)))['error']).toBe(error);
    expect(test.slack.calls().at(-1)).toMatchObject({ ok: false, error, status: 200 });
  });

  it('cant_update_message, cant_delete_message: words of others', async () => {
    const ts = await test.slack.as(ana).post({ channel: 'incidents', text: 'mine' });
    expect(await refusalOf(test.client.chat.update({ channel: incidents, ts, text: 'x' }))).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await refusalOf(test.client.chat.delete({ channel: incidents, ts }))).toMatchObject({
      error: 'cant_delete_message',
    });
  });

  it('already_pinned, no_pin, already_reacted, no_reaction, channel_canvas_already_exists: once is enough', async () => {
    const timestamp = await test.slack.as(ana).post({ channel: 'incidents', text: 'x' });
    const item = { channel: incidents, timestamp };
    const { pins, reactions, conversations } = test.client;
    const twice: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['already_pinned', () => pins.add(item)],
      ['no_pin', () => pins.remove(item)],
      ['already_reacted', () => reactions.add({ ...item, name: 'eyes' })],
      ['no_reaction', () => reactions.remove({ ...item, name: 'eyes' })],
      ['channel_canvas_already_exists', () => conversations.canvases.create({ channel_id: incidents })],
    ];
    for (const [error, call] of twice) {
      await call();
      expect(await refusalOf(call())).toMatchObject({ error });
    }
  });

  it('a general channel that stays', async () => {
    await test.client.conversations.join({ channel: general });
    expect(await refusalOf(test.client.conversations.archive({ channel: general }))).toMatchObject({
      error: 'cant_archive_general',
    });
    expect(await refusalOf(test.client.conversations.leave({ channel: general }))).toMatchObject({
      error: 'cant_leave_general',
    });
  });

  it('one error a person when several are invited, and nobody is', async () => {
    const refusal = await refusalOf(test.client.conversations.invite({ channel: incidents, users: `${cho},${ana}` }));
    expect(refusal).toMatchObject({
      error: 'already_in_channel',
      errors: [{ user: ana, error: 'already_in_channel' }],
    });
    expect((await test.client.conversations.members({ channel: incidents })).members).not.toContain(cho);
  });
});

describe('blocks', () => {
  const post = (blocks: object[]) =>
    refusalOf(test.client.chat.postMessage({ channel: incidents, text: 'x', blocks: blocks as never }));

  it('invalid_blocks says where', async () => {
    const words = 'must be less than 151 characters [json-pointer:/blocks/0/text/text]';
    expect(await post([{ type: 'header', text: { type: 'plain_text', text: a(151) } }])).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: [words],
      response_metadata: { messages: [`[ERROR] ${words}`] },
    });
  });

  it('two tables are invalid_attachments', async () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] };
    expect(await post([table, table])).toMatchObject({
      error: 'invalid_attachments',
      errors: [expect.stringContaining('only_one_table_allowed')],
    });
  });

  it('13,200 characters of block text pass, one more is msg_blocks_too_long', async () => {
    const blocks = (length: number) =>
      [3_000, 3_000, 3_000, 3_000, length].map((size) => ({
        type: 'section' as const,
        text: { type: 'mrkdwn' as const, text: a(size) },
      }));
    expect(await test.client.chat.postMessage({ channel: incidents, text: 'x', blocks: blocks(1_200) })).toMatchObject({
      ok: true,
    });
    expect(await post(blocks(1_201))).toMatchObject({ error: 'msg_blocks_too_long' });
  });

  it('a view says where as well', async () => {
    const view = { ...modal, title: { type: 'plain_text' as const, text: a(25) } };
    expect(await refusalOf(test.client.views.open({ trigger_id: '1.2.abc', view }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
  });
});
