import type { ChannelReader, HistoryPage } from '@tocsin/app/drafting';
import { type ClientOptions, slackCall } from './client.ts';

/** The fields of Slack's messages that are read; its own types differ from method to method. */
interface Message {
  readonly ts?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
  readonly subtype?: string;
  readonly thread_ts?: string;
  readonly reply_count?: number;
  readonly edited?: { readonly ts?: string };
  readonly files?: readonly { readonly name?: string | null; readonly mimetype?: string }[];
  readonly reactions?: readonly { readonly name?: string; readonly users?: readonly string[] }[];
}

/** "We recommend no more than 200 results at a time" (conversations.history); an internal app may ask for that many. */
const pageSize = 200;
/** What Slack says of the channel itself, and what nobody said. */
const notSaid = /^(channel_|group_|bot_add|bot_remove|pinned_item|reminder_add|tombstone)/;

/**
 * A channel's history and its threads, a page a call. The address of a message is made from the workspace's own, which is
 * asked for once: a call for each would be as many calls as messages.
 */
export function slackHistory(options: ClientOptions): ChannelReader {
  const call = slackCall(options);
  let workspace: Promise<string> | undefined;
  const address = (): Promise<string> => {
    workspace ??= call('auth.test', (client) => client.auth.test()).then(({ url = '' }) => url);
    // An address that could not be had is asked for again.
    workspace.catch(() => (workspace = undefined));
    return workspace;
  };

  return {
    async channel({ channel, cursor }) {
      const [answer, at] = await Promise.all([
        call('conversations.history', (client) =>
          client.conversations.history({ channel, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) }),
        ),
        address(),
      ]);
      return pageOf(answer, { channel, at });
    },
    async thread({ channel, thread, cursor }) {
      const [answer, at] = await Promise.all([
        call('conversations.replies', (client) =>
          client.conversations.replies({
            channel,
            ts: thread,
            limit: pageSize,
            ...(cursor === undefined ? {} : { cursor }),
          }),
        ),
        address(),
      ]);
      return pageOf(answer, { channel, at });
    },
  };
}

function pageOf(
  answer: { readonly messages?: unknown; readonly response_metadata?: { readonly next_cursor?: string } },
  place: { channel: string; at: string },
): HistoryPage {
  const next = answer.response_metadata?.next_cursor;
  const messages = ((answer.messages ?? []) as Message[]).filter(({ subtype = '' }) => !notSaid.test(subtype));
  return { messages: messages.flatMap((message) => said(message, place)), ...(next ? { next } : {}) };
}

function said(message: Message, { channel, at }: { channel: string; at: string }): HistoryPage['messages'][number][] {
  const { ts, user, bot_id, text = '', thread_ts, reply_count = 0, edited, files = [], reactions = [] } = message;
  if (ts === undefined) return [];
  const reply = thread_ts !== undefined && thread_ts !== ts;
  return [
    {
      ts,
      text,
      ...(user === undefined ? {} : { user }),
      ...(bot_id === undefined ? {} : { bot: true as const }),
      ...(reply ? { thread: thread_ts } : {}),
      ...(!reply && reply_count > 0 ? { replies: reply_count } : {}),
      ...(edited?.ts === undefined ? {} : { editedTs: edited.ts }),
      ...(at === '' ? {} : { permalink: permalink(at, channel, { ts, ...(reply ? { thread: thread_ts } : {}) }) }),
      files: files.map(({ name, mimetype }) => ({
        name: name ?? 'a file',
        ...(mimetype === undefined ? {} : { mimetype }),
      })),
      reactions: reactions.flatMap(({ name, users = [] }) => (name === undefined ? [] : [{ name, users }])),
    },
  ];
}

/** As chat.getPermalink gives it: `<workspace>/archives/<channel>/p<ts without its dot>`, and of a reply its thread. */
function permalink(workspace: string, channel: string, { ts, thread }: { ts: string; thread?: string }): string {
  const url = `${workspace.replace(/\/$/, '')}/archives/${channel}/p${ts.replace('.', '')}`;
  return thread === undefined ? url : `${url}?thread_ts=${thread}&cid=${channel}`;
}
