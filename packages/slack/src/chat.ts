import type { ChannelRef, Chat } from '@tocsin/app';
import { ChatError } from '@tocsin/app';
import { render } from './blocks/index.ts';
import { cut, escape, withPeople } from './blocks/text.ts';
import { writeCanvas } from './canvas.ts';
import { unless } from './chat-errors.ts';
import { type ClientOptions, slackCall } from './client.ts';
import { quietUntil } from './do-not-disturb.ts';
import { download } from './download.ts';
import { findChannel, findPost } from './find.ts';
import { inviteGroup, invitePeople } from './invite.ts';
import { leaveChannel } from './leave.ts';
import { metadataOf } from './metadata.ts';
import { namesOf, readMessage } from './read-message.ts';
import { within } from './rejoin.ts';

/** conversations.setTopic takes 250 characters. */
const longestTopic = 250;

/**
 * Slack as incidents need it. Every method makes one call or few, waits for nothing, and throws ChatError, which says
 * whether trying again can help.
 *
 * @example slackChat({ token: 'xoxb-test', apiUrl: 'http://127.0.0.1:4000/api/', now: () => clock.now() })
 */
export function slackChat(options: ClientOptions): Chat {
  const { now = () => new Date() } = options;
  const call = slackCall(options);
  let identity: Promise<string> | undefined;
  const self = (): Promise<string> => {
    identity ??= call('auth.test', (client) => client.auth.test()).then(({ user_id }) => need('auth.test', user_id));
    // An identity that could not be had is asked for again.
    identity.catch(() => (identity = undefined));
    return identity;
  };

  return {
    async reach() {
      await call('auth.test', (client) => client.auth.test());
    },

    async createChannel({ name, private: hidden }): Promise<ChannelRef> {
      const { channel } = await call('conversations.create', (client) =>
        client.conversations.create({ name, ...(hidden ? { is_private: true } : {}) }),
      );
      return { id: need('conversations.create', channel?.id), name: need('conversations.create', channel?.name) };
    },

    findChannel: (query) => findChannel({ call, self }, query),
    findPost: (query) => findPost({ call: within(call, query.channel) }, query),
    readMessage: (message) => readMessage({ call }, message),
    namesOf: (ids) => namesOf({ call }, ids),
    download: (file) => download(options, file),

    async post({ channel, view, effect, thread }): Promise<{ ts: string }> {
      const { ts } = await within(call, channel)('chat.postMessage', (client) =>
        client.chat.postMessage({
          channel,
          ...(thread === undefined ? {} : { thread_ts: thread }),
          ...render(view),
          ...plainly,
          metadata: metadataOf(effect),
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return { ts: need('chat.postMessage', ts) };
    },

    async update({ channel, ts, view, effect }): Promise<void> {
      await within(call, channel)('chat.update', (client) =>
        client.chat.update({ channel, ts, ...render(view), ...plainly, metadata: metadataOf(effect) }),
      );
    },

    async remove({ channel, ts }): Promise<void> {
      await within(call, channel)('chat.delete', (client) => client.chat.delete({ channel, ts })).catch(
        unless('message_not_found'),
      );
    },

    leave: (leaving) => leaveChannel({ call }, leaving),
    writeCanvas: (draft) => writeCanvas({ call: within(call, draft.channel) }, draft),

    inviteGroup: (invitation) => inviteGroup({ call: within(call, invitation.channel), self }, invitation),
    invite: ({ channel, user }) => invitePeople(within(call, channel), { channel, people: [user] }),

    async setTopic({ channel, text }): Promise<void> {
      const topic = cut(topicText(text), longestTopic);
      await within(call, channel)('conversations.setTopic', (client) =>
        client.conversations.setTopic({ channel, topic }),
      );
    },

    async pin({ channel, ts }): Promise<void> {
      try {
        await within(call, channel)('pins.add', (client) => client.pins.add({ channel, timestamp: ts }));
      } catch (error) {
        if (!(error instanceof ChatError && error.slackCode === 'already_pinned')) throw error;
      }
    },

    quietUntil: ({ user }) => quietUntil({ call, now }, user),

    async bookmark({ channel, title, link, first = false }): Promise<void> {
      const { bookmarks = [] } = first
        ? {}
        : await within(call, channel)('bookmarks.list', (client) => client.bookmarks.list({ channel_id: channel }));
      if (bookmarks.some((bookmark) => bookmark.link === link)) return;
      await within(call, channel)('bookmarks.add', (client) =>
        client.bookmarks.add({ channel_id: channel, title, type: 'link', link }),
      );
    },
  };
}

/** Slack makes nothing of plain words in the fallback text: no links, no mentions. */
const plainly = { parse: 'none', link_names: false } as const;

/** A topic mentions people (`<@U…>`) and channels (`<#C…>`); all else in it is plain words. */
const topicText = (text: string): string => withPeople(escape(text)).replace(/&lt;#([CG][A-Z0-9]{2,20})&gt;/g, '<#$1>');

/** An answer that says ok, yet lacks what it promises: something may have been done. */
function need<T>(method: string, value: T | undefined): T {
  if (value === undefined) throw new ChatError({ method, slackCode: 'malformed_answer', retry: 'unknown-outcome' });
  return value;
}
