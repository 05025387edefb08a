import { type Chat, ChatError } from '@tocsin/app';
import { slackChat } from '@tocsin/slack';
import { createSlackSimulator, type Simulator } from '@tocsin/slack-simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { announced, calm, failing } from '../../packages/slack/src/blocks/samples.ts';

const built = (() => {
  try {
    return createSlackSimulator() !== undefined;
  } catch {
    console.warn('SKIPPED: the chat contract: the Slack simulator is not there yet');
    return false;
  }
})();

/** The chat port on a strict Slack: the real client, real HTTP, Slack's own rules. */
let slack: Simulator;
let chat: Chat;
let clock: Date;

beforeEach(async () => {
  clock = new Date('2026-11-05T14:23:00Z');
  slack = createSlackSimulator({
    now: () => clock,
    users: [
      { id: 'U0ANA00001', name: 'ana' },
      { id: 'U0BEN00002', name: 'ben' },
    ],
    channels: [{ id: 'C0INCIDENT', name: 'incidents', members: ['U0ANA00001'] }],
    userGroups: [
      { id: 'S0DESIGNS1', name: 'Designs', handle: 'designs', users: ['U0ANA00001', 'U0BEN00002'] },
      { id: 'S0EMPTY001', name: 'Nobody', handle: 'nobody', users: [] },
    ],
  });
  await slack.start();
  chat = slackChat({ token: 'xoxb-test', apiUrl: slack.url, timeoutMs: 500, now: () => clock });
});
afterEach(async () => {
  expect(slack.unexpected()).toEqual([]);
  await slack.stop();
});

const since = '2026-11-05T14:22:48Z';
const effect = { incident: failing.incident, effect: 'situation' };
const opened = () => chat.createChannel({ name: 'inc-1105-view-design-translate-q2xw' });
const channelOf = (id: string) =>
  slack.snapshot().channels.find((channel) => channel.id === id) ?? expect.fail(`no channel ${id}`);
const failure = async (call: Promise<unknown>): Promise<ChatError> => {
  const error = await call.then(
    () => expect.fail('it went well'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ChatError);
  return error as ChatError;
};

describe.runIf(built)('channels', () => {
  test('one that we made is found again by name; a name that is taken is refused for good', async () => {
    const made = await opened();
    expect(await chat.findChannel({ names: [made.name, 'other'], createdAfter: since })).toEqual(made);
    expect(await failure(opened())).toMatchObject({ slackCode: 'name_taken', retry: 'never' });
  });
  test('one that somebody else made is not ours', async () => {
    expect(await chat.findChannel({ names: ['incidents'], createdAfter: since })).toBeUndefined();
  });
  test('one of before is not this incident’s', async () => {
    const made = await opened();
    expect(await chat.findChannel({ names: [made.name], createdAfter: '2026-11-05T15:00:00Z' })).toBeUndefined();
  });
  test('when the answer is lost, the outcome is unknown, and the channel is there to be found', async () => {
    slack.fault({ method: 'conversations.create', kind: 'timeout', effect: 'after' });
    expect(await failure(opened())).toMatchObject({ retry: 'unknown-outcome' });
    const name = 'inc-1105-view-design-translate-q2xw';
    expect(await chat.findChannel({ names: [name], createdAfter: since })).toMatchObject({ name });
  });
});

describe.runIf(built)('messages', () => {
  test.each([failing, announced, calm])(
    '$type: Slack takes its blocks, finds it by its effect and takes its update',
    async (view) => {
      const { id: channel } = await opened();
      const posted = await chat.post({ channel, view, effect });
      expect(await chat.findPost({ channel, effect, since })).toEqual(posted);
      expect(await chat.findPost({ channel, effect: { ...effect, effect: 'other' }, since })).toBeUndefined();
      await chat.update({ channel, ...posted, view, effect });
      expect(await chat.findPost({ channel, effect, since })).toEqual(posted);
      const messages = channelOf(channel).messages.filter(({ ts }) => ts === posted.ts);
      expect(messages).toHaveLength(1);
    },
  );
  test('one whose answer was lost is found, not posted twice', async () => {
    const { id: channel } = await opened();
    slack.fault({ method: 'chat.postMessage', kind: 'timeout', effect: 'after' });
    expect(await failure(chat.post({ channel, view: failing, effect }))).toMatchObject({ retry: 'unknown-outcome' });
    expect(await chat.findPost({ channel, effect, since })).toEqual({ ts: expect.any(String) });
  });
  test('one that never arrived is not found', async () => {
    const { id: channel } = await opened();
    slack.fault({ method: 'chat.postMessage', kind: 'http500', effect: 'before' });
    expect(await failure(chat.post({ channel, view: failing, effect }))).toMatchObject({ retry: 'unknown-outcome' });
    expect(await chat.findPost({ channel, effect, since })).toBeUndefined();
  });
  test('a rate limit is for later, and says when', async () => {
    const { id: channel } = await opened();
    slack.fault({ method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 7 });
    expect(await failure(chat.post({ channel, view: failing, effect }))).toMatchObject({
      retry: 'later',
      retryAfterMs: 7_000,
    });
  });
  test('a channel that is gone, or that we are not in, is refused for good', async () => {
    expect(await failure(chat.post({ channel: 'C0NOWHERE1', view: calm, effect }))).toMatchObject({
      slackCode: 'channel_not_found',
      retry: 'never',
    });
    const { id: channel } = await opened();
    await slack.as('U0ANA00001').join(channel);
    await slack.as('U0ANA00001').archive(channel);
    expect(await failure(chat.post({ channel, view: calm, effect }))).toMatchObject({
      slackCode: 'is_archived',
      retry: 'never',
    });
  });
  test('what a revoked token could not do is left for a good one', async () => {
    slack.revoke('xoxb-test');
    expect(await failure(opened())).toMatchObject({ slackCode: 'token_revoked', retry: 'later' });
  });
});

describe.runIf(built)('around the messages', () => {
  test('a user group is invited; who is in already and an empty group do not matter', async () => {
    const { id: channel } = await opened();
    await slack.as('U0ANA00001').join(channel);
    await chat.inviteGroup({ channel, userGroup: 'S0DESIGNS1' });
    await chat.inviteGroup({ channel, userGroup: 'S0DESIGNS1' });
    await chat.inviteGroup({ channel, userGroup: 'S0EMPTY001' });
    expect(channelOf(channel).members).toEqual(expect.arrayContaining(['U0ANA00001', 'U0BEN00002']));
  });
  test('topic and bookmark', async () => {
    const { id: channel } = await opened();
    await chat.setTopic({ channel, text: `SEV2 · Translate failing · commander <@U0ANA00001> ${'·'.repeat(300)}` });
    const bookmark = { channel, title: 'Runbook', link: 'https://example.com/runbook' };
    await chat.bookmark(bookmark);
    await chat.bookmark(bookmark);
    expect(channelOf(channel).topic).toContain('commander <@U0ANA00001>');
    expect(channelOf(channel).bookmarks).toHaveLength(1);
  });
});
