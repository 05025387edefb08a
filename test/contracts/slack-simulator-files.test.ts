import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  ben,
  bot,
  openSlack,
  payloadOf,
  refusalOf,
  type TestSlack,
} from '../../packages/slack-simulator/src/testing.ts';

// Files that people post: how messages carry them, how they are asked for and fetched, and what is left of deleted ones.
const incidents = 'C0INC00042';
const graph = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 1]);

let test: TestSlack;
beforeEach(async () => (test = await openSlack({ rateLimits: 'off', events: ['message.channels'] })));
afterEach(() => test.stop());

const event = () => payloadOf(test.requests.at(-1) as never)['event'];
const get = (url: string, token?: string) =>
  fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
const postGraph = async (where: { channel?: string; threadTs?: string } = {}) => {
  const { channel = incidents, ...thread } = where;
  const files = [{ name: 'graph.png', content: graph, title: 'Errors' }];
  const ts = await test.slack.as(ana).post({ channel, text: 'look', files, ...thread });
  return { ts, file: event()?.files[0] };
};

describe('a file that a person posts', () => {
  it('is in the message, with where to fetch it', async () => {
    const { ts } = await postGraph();
    expect(event()).toMatchObject({
      type: 'message',
      subtype: 'file_share',
      user: ana,
      ts,
      text: 'look',
      client_msg_id: expect.any(String),
      files: [
        {
          id: expect.stringMatching(/^F0/),
          name: 'graph.png',
          title: 'Errors',
          mimetype: 'image/png',
          filetype: 'png',
          pretty_type: 'PNG',
          mode: 'hosted',
          user: ana,
          size: graph.length,
          is_external: false,
          is_public: true,
          url_private: expect.stringMatching(/^http:.*\/files-pri\/T0SIM00001-F0\w+\/graph\.png$/),
          url_private_download: expect.stringMatching(/\/files-pri\/T0SIM00001-F0\w+\/download\/graph\.png$/),
          permalink: expect.stringContaining('https://example-shop.slack.com/files/'),
        },
      ],
    });
    const { messages } = await test.client.conversations.history({ channel: incidents, limit: 1 });
    expect(messages?.[0]?.files).toMatchObject([{ name: 'graph.png' }]);
  });

  it('may be posted in a thread, without a word, and be text', async () => {
    const root = await test.slack.as(ben).post({ channel: incidents, text: 'root' });
    await test.slack.as(ana).post({
      channel: incidents,
      text: '',
      threadTs: root,
      files: [
        { name: 'app.log', content: 'panic' },
        { name: 'top.csv', content: 'a,b' },
      ],
    });
    expect(event()).toMatchObject({
      thread_ts: root,
      parent_user_id: ben,
      text: '',
      files: [{ mimetype: 'text/plain', filetype: 'text', size: 5 }, { mimetype: 'text/csv' }],
    });
    expect(event()).not.toHaveProperty('blocks');
  });

  it('may be kept elsewhere', async () => {
    const files = [{ name: 'Runbook', externalUrl: 'https://docs.example.com/d/1' }];
    await test.slack.as(ana).post({ channel: incidents, text: 'see', files });
    expect(event()?.files).toMatchObject([
      { mode: 'external', is_external: true, url_private: 'https://docs.example.com/d/1', filetype: 'remote', size: 0 },
    ]);
    expect(event()?.files[0]).not.toHaveProperty('url_private_download');
  });

  it('is told of by files.info', async () => {
    const { file } = await postGraph();
    expect((await test.client.files.info({ file: file.id })).file).toMatchObject({
      id: file.id,
      mimetype: 'image/png',
      channels: [incidents],
      file_access: 'visible',
    });
  });

  it('is not found by an app that cannot see where it was posted', async () => {
    await test.slack.as(ana).createChannel({ name: 'only-us', private: true });
    await test.slack.as(ana).post({ channel: 'only-us', text: '', files: [{ name: 'graph.png', content: graph }] });
    const message = test.slack
      .snapshot(ana)
      .channels.find(({ name }) => name === 'only-us')
      ?.messages.at(-1);
    const [file] = message?.files ?? [];
    expect(await refusalOf(test.client.files.info({ file: String(file?.['id']) }))).toMatchObject({
      error: 'file_not_found',
    });
    expect((await get(String(file?.['url_private']), 'xoxb-test')).status).toBe(404);
  });
});

describe('its bytes', () => {
  it('come with a token that may read files', async () => {
    const { file } = await postGraph();
    for (const url of [file.url_private_download, file.url_private]) {
      const answer = await get(url, 'xoxb-test');
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(graph);
    }
  });

  it('else come as a page to sign in at, which looks like success', async () => {
    await test.stop();
    test = await openSlack({
      rateLimits: 'off',
      tokens: { 'xoxb-test': {}, 'xoxb-blind': { scopes: ['chat:write'] } },
    });
    const { file } = await postGraph();
    test.slack.revoke('xoxb-test');
    for (const token of [undefined, 'xoxb-blind', 'xoxb-other', 'xoxb-test']) {
      const answer = await get(file.url_private_download, token);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(await answer.text()).toContain('Sign in');
    }
  });
});

describe('a file that was deleted', () => {
  it('leaves a tombstone, in the message and in what is told of it', async () => {
    const { ts, file } = await postGraph();
    await expect(test.slack.as(ben).deleteFile(file.id)).rejects.toMatchObject({ code: 'not_yours' });
    await test.slack.as(ana).deleteFile(file.id);
    expect(event()).toMatchObject({
      subtype: 'message_changed',
      message: { ts, text: 'look', files: [{ id: file.id, mode: 'tombstone' }] },
      previous_message: { ts, files: [{ id: file.id, mode: 'hosted' }] },
    });
    expect(event()?.message).not.toHaveProperty('edited');
    expect(event()?.message.files[0]).not.toHaveProperty('url_private');
    expect(await refusalOf(test.client.files.info({ file: file.id }))).toMatchObject({ error: 'file_deleted' });
    expect((await get(file.url_private_download, 'xoxb-test')).status).toBe(404);
    await expect(test.slack.as(ana).deleteFile(file.id)).rejects.toMatchObject({ code: 'file_not_found' });
  });
});

describe('a file in a channel shared with another organisation', () => {
  it('is an id, and has to be asked for', async () => {
    const eve = test.slack.addUser({ name: 'eve', standing: 'stranger' });
    const shared = test.slack.addChannel({ name: 'shared', members: [ana, eve, bot] });
    await test.slack.as(eve).post({ channel: shared, text: 'ours', files: [{ name: 'theirs.png', content: graph }] });
    const [file] = event()?.files ?? [];
    expect(file).toEqual({
      id: expect.stringMatching(/^F0/),
      mode: 'file_access',
      file_access: 'check_file_info',
      created: 0,
      timestamp: 0,
      user: '',
    });
    const { file: known } = await test.client.files.info({ file: file.id });
    expect(known).toMatchObject({ name: 'theirs.png', user: eve, mode: 'hosted' });
    expect((await get(known?.url_private_download ?? '', 'xoxb-test')).status).toBe(200);
  });
});
