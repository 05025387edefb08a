import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana, ben, bot, openSlack, type TestSlack } from '../../packages/slack-simulator/src/testing.ts';

// Channels and what hangs on them, when all is well.
let test: TestSlack;
beforeEach(async () => (test = await openSlack({ rateLimits: 'off' })));
afterEach(() => test.stop());

const incidents = 'C0INC00042';
const history = async (channel: string) => (await test.client.conversations.history({ channel })).messages ?? [];

describe('conversations', () => {
  it('create makes a channel with the bot in it', async () => {
    const { channel } = await test.client.conversations.create({ name: 'inc-42-checkout' });
    expect(channel).toMatchObject({
      id: expect.stringMatching(/^C0[A-Z0-9]+$/),
      name: 'inc-42-checkout',
      name_normalized: 'inc-42-checkout',
      created: 1_793_887_200,
      creator: bot,
      is_archived: false,
      is_channel: true,
      is_ext_shared: false,
      is_general: false,
      is_group: false,
      is_im: false,
      is_member: true,
      is_mpim: false,
      is_private: false,
      previous_names: [],
      purpose: { creator: '', last_set: 0, value: '' },
      topic: { creator: '', last_set: 0, value: '' },
    });
    expect((await test.client.conversations.members({ channel: channel?.id as string })).members).toEqual([bot]);
  });

  it('a private channel is seen by its members alone', async () => {
    const { channel } = await test.client.conversations.create({ name: 'quiet', is_private: true });
    expect(channel).toMatchObject({ is_private: true });
    expect(test.slack.snapshot(ana).channels.map(({ name }) => name)).not.toContain('quiet');
  });

  it('archive, unarchive, rename, topic and purpose leave their trace in the channel', async () => {
    await test.client.conversations.setTopic({ channel: incidents, topic: 'SEV2 | lead <@U0BEN00002>' });
    await test.client.conversations.setPurpose({ channel: incidents, purpose: 'Checkout' });
    await test.client.conversations.rename({ channel: incidents, name: 'inc-renamed' });
    await test.client.conversations.archive({ channel: incidents });
    const archived = await test.client.conversations.info({ channel: incidents, include_num_members: true });
    expect(archived.channel).toMatchObject({
      name: 'inc-renamed',
      previous_names: ['incidents'],
      is_archived: true,
      num_members: 3,
      topic: { value: 'SEV2 | lead <@U0BEN00002>', creator: bot, last_set: 1_793_887_200 },
      purpose: { value: 'Checkout', creator: bot },
    });
    await test.client.conversations.unarchive({ channel: incidents });
    expect((await history(incidents)).map(({ subtype }) => subtype)).toEqual([
      'channel_unarchive',
      'channel_archive',
      'channel_name',
      'channel_purpose',
      'channel_topic',
    ]);
  });

  it('invite, kick, leave and join move people', async () => {
    await test.client.conversations.invite({ channel: incidents, users: 'U0CHO00003' });
    await test.client.conversations.kick({ channel: incidents, user: ben });
    expect((await test.client.conversations.members({ channel: incidents })).members).toEqual([ana, bot, 'U0CHO00003']);
    await test.client.conversations.leave({ channel: incidents });
    expect(await test.client.conversations.leave({ channel: incidents })).toMatchObject({
      ok: true,
      not_in_channel: true,
    });
    expect(await test.client.conversations.join({ channel: incidents })).not.toHaveProperty('warning');
    expect(await test.client.conversations.join({ channel: incidents })).toMatchObject({
      ok: true,
      channel: { id: incidents, is_member: true },
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    });
  });

  it('a forced invite takes those who can be and names the others', async () => {
    expect(
      await test.client.conversations.invite({ channel: incidents, users: `${ana},U0CHO00003`, force: true }),
    ).toMatchObject({
      ok: true,
      errors: [{ ok: false, user: ana, error: 'already_in_channel' }],
    });
  });

  it('list shows public channels, archived ones too, in pages', async () => {
    const first = await test.client.conversations.list({ limit: 2 });
    expect(first.channels).toMatchObject([
      { name: 'general', is_general: true, num_members: 3 },
      { name: 'incidents' },
    ]);
    const cursor = first.response_metadata?.next_cursor as string;
    expect((await test.client.conversations.list({ limit: 2, cursor })).channels).toMatchObject([
      { name: 'old', is_archived: true },
    ]);
    const open = await test.client.conversations.list({ exclude_archived: true });
    expect(open.channels?.map(({ name }) => name)).toEqual(['general', 'incidents']);
  });
});

describe('bookmarks', () => {
  it('add, list, edit, remove', async () => {
    const link = 'https://example.com/runbook';
    const added = await test.client.bookmarks.add({ channel_id: incidents, title: 'Runbook', type: 'link', link });
    expect(added.bookmark).toMatchObject({
      id: expect.stringMatching(/^Bk0/),
      channel_id: incidents,
      title: 'Runbook',
      link,
      type: 'link',
    });
    const bookmark_id = added.bookmark?.id as string;
    await test.client.bookmarks.edit({ channel_id: incidents, bookmark_id, title: 'Book' });
    expect((await test.client.bookmarks.list({ channel_id: incidents })).bookmarks).toMatchObject([
      { title: 'Book', link },
    ]);
    await test.client.bookmarks.remove({ channel_id: incidents, bookmark_id });
    expect((await test.client.bookmarks.list({ channel_id: incidents })).bookmarks).toEqual([]);
  });
});

describe('pins and reactions', () => {
  it('are put on messages and taken off again', async () => {
    const timestamp = (await test.client.chat.postMessage({ channel: incidents, text: 'x' })).ts as string;
    await test.client.pins.add({ channel: incidents, timestamp });
    expect((await test.client.pins.list({ channel: incidents })).items).toMatchObject([
      { type: 'message', channel: incidents, created_by: bot, message: { ts: timestamp, pinned_to: [incidents] } },
    ]);
    await test.client.reactions.add({ channel: incidents, timestamp, name: 'eyes' });
    await test.slack.as(ana).react({ channel: 'incidents', ts: timestamp, name: 'eyes' });
    expect((await test.client.reactions.get({ channel: incidents, timestamp })).message).toMatchObject({
      reactions: [{ name: 'eyes', users: [bot, ana], count: 2 }],
      permalink: expect.stringContaining(incidents),
    });
    await test.client.reactions.remove({ channel: incidents, timestamp, name: 'eyes' });
    await test.client.pins.remove({ channel: incidents, timestamp });
    const [message] = await history(incidents);
    expect(message).toMatchObject({ reactions: [{ name: 'eyes', users: [ana], count: 1 }] });
    expect(message).not.toHaveProperty('pinned_to');
  });
});

describe('canvases', () => {
  it('a channel canvas is made once, looked into, changed', async () => {
    const document_content = { type: 'markdown' as const, markdown: '# Incident 42\n\n## Timeline\n\n- started\n' };
    const { canvas_id = '' } = await test.client.conversations.canvases.create({
      channel_id: incidents,
      document_content,
    });
    expect(canvas_id).toMatch(/^F0/);
    const { sections = [] } = await test.client.canvases.sections.lookup({
      canvas_id,
      criteria: { section_types: ['h2'], contains_text: 'Timeline' },
    });
    expect(sections).toEqual([{ id: expect.stringMatching(/^temp:C:\w{21}$/) }]);
    const insert = {
      operation: 'insert_after' as const,
      section_id: sections[0]?.id as string,
      document_content: { type: 'markdown' as const, markdown: '- rolled back' },
    };
    await test.client.canvases.edit({ canvas_id, changes: [insert] });
    expect(test.slack.snapshot().channels.find(({ id }) => id === incidents)?.canvas).toMatchObject({
      markdown: '# Incident 42\n\n## Timeline\n\n- rolled back\n\n- started',
    });
  });
});

describe('files', () => {
  it('filesUploadV2 shares a file in the channel', async () => {
    const file = Buffer.from('not really a picture');
    await test.client.filesUploadV2({
      channel_id: incidents,
      filename: 'graph.png',
      title: 'Errors',
      initial_comment: 'Last 3 h',
      file,
    });
    const [message] = await history(incidents);
    expect(message).toMatchObject({
      subtype: 'file_share',
      text: 'Last 3 h',
      files: [
        { id: expect.stringMatching(/^F0/), name: 'graph.png', title: 'Errors', size: file.length, filetype: 'png' },
      ],
    });
    const [shared] = message?.files ?? [];
    expect((await test.client.files.info({ file: shared?.id as string })).file).toMatchObject({
      title: 'Errors',
      channels: [incidents],
    });
    const bytes = await fetch(shared?.url_private as string, { headers: { authorization: 'Bearer xoxb-test' } });
    expect(await bytes.text()).toBe('not really a picture');
  });
});

describe('people', () => {
  it('a person types; the bot reads the same words, escaped', async () => {
    await test.slack.as(ana).post({ channel: 'incidents', text: `<@${ben}> 5 < 6 & more` });
    expect((await history(incidents))[0]).toMatchObject({
      user: ana,
      text: `<@${ben}> 5 &lt; 6 &amp; more`,
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              elements: [
                { type: 'user', user_id: ben },
                { type: 'text', text: ' 5 < 6 & more' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('guests and strangers see the channels they are in and no others', async () => {
    const guest = test.slack.addUser({ name: 'gus', standing: 'guest' });
    test.slack.addChannel({ name: 'lobby', members: [guest] });
    expect(test.slack.snapshot(guest).channels.map(({ name }) => name)).toEqual(['lobby']);
    expect((await test.client.users.info({ user: guest })).user).toMatchObject({ is_restricted: true });
  });
});
