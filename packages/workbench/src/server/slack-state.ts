import type { Simulator, Snapshot, SnapshotChannel, SnapshotMessage, View } from '@tocsin/slack-simulator';
import type { PageApp, PageChannel, PageFile, PageMessage, PageView, SlackState } from '../page-api.ts';

/** What a workspace's app declares of itself, and how the workspace calls it. */
export type AppSurface = Pick<PageApp, 'commands' | 'shortcuts'>;

/** The workspace as `me` sees it. Whoever nobody knows sees what is public, and nothing that is meant for one. */
export function slackState(slack: Simulator, me: string, surface: AppSurface): SlackState {
  const known = slack.snapshot().users.some(({ id }) => id === me);
  const snapshot = slack.snapshot(known ? me : undefined);
  const app = snapshot.users.find(({ id }) => id === slack.botUserId);
  const home = known ? snapshot.homes[0]?.view : undefined;
  return {
    me,
    app: { user: slack.botUserId, name: displayName(app?.realName ?? 'App'), ...surface },
    people: snapshot.users.map(({ id, realName, standing }) => ({
      id,
      name: id === slack.botUserId ? displayName(realName) : realName,
      bot: standing === 'bot',
    })),
    groups: snapshot.userGroups.map(({ id, handle, name }) => ({ id, name: handle, title: name })),
    channels: snapshot.channels
      .filter(({ kind }) => known || kind === 'public')
      .map((channel) => channelState(channel, { snapshot, me, known })),
    modals: known ? snapshot.modals.map(({ view }) => viewState(view)) : [],
    ...(home === undefined ? {} : { home: viewState(home) }),
  };
}

/** The manifest's display name begins with a capital; the user's does not. */
const displayName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

interface Looking {
  readonly snapshot: Snapshot;
  readonly me: string;
  readonly known: boolean;
}

function channelState(channel: SnapshotChannel, { snapshot, me, known }: Looking): PageChannel {
  const { id, kind, topic, archived, member, members, bookmarks, pins, canvas } = channel;
  const other = members.find((one) => one !== me);
  const partner = snapshot.users.find((user) => user.id === other);
  return {
    id,
    name: kind === 'im' ? displayName(partner?.realName ?? 'Direct messages') : channel.name,
    kind,
    topic,
    archived,
    member,
    members,
    bookmarks: bookmarks.map(({ title, link }) => ({ title, link })),
    pins,
    ...(canvas === undefined ? {} : { canvas: { title: canvas.title, markdown: canvas.markdown } }),
    messages: channel.messages
      .filter(({ ephemeral, subtype }) => (known || !ephemeral) && !furniture.test(subtype ?? ''))
      .map((message) => messageState(message, known)),
  };
}

/** What Slack says itself of who joined and what the topic is: the page shows both elsewhere, and keeps to what matters. */
const furniture = /^(channel|group)_(join|leave|topic|purpose)$/;

/** What Slack says itself and the page shows. */
const notices = /^((channel|group)_(archive|unarchive|name)|tombstone)$/;

function messageState(message: SnapshotMessage, known: boolean): PageMessage {
  const { ts, user, text, blocks, edited, ephemeral, subtype, threadTs, reactions, pinned } = message;
  const isReply = threadTs !== undefined && threadTs !== ts;
  return {
    ts,
    user,
    text,
    blocks,
    edited,
    ephemeral,
    notice: notices.test(subtype ?? ''),
    ...(isReply ? { thread: threadTs } : {}),
    replies: message.replies.filter((reply) => known || !reply.ephemeral).map((reply) => messageState(reply, known)),
    reactions,
    pinned,
    files: message.files.map(fileState),
  };
}

function fileState(file: Readonly<Record<string, unknown>>): PageFile {
  const word = (name: string): string => (typeof file[name] === 'string' ? file[name] : '');
  return {
    id: word('id'),
    title: word('title') || word('name'),
    kind: word('pretty_type'),
    size: Number(file['size'] ?? 0),
    deleted: word('mode') === 'tombstone',
    ...(file['is_external'] === true ? { link: word('external_url') } : {}),
  };
}

function viewState({ id, title, submit, close, blocks, state }: View): PageView {
  const submits = words(submit);
  const closes = words(close);
  return {
    id,
    title: words(title) ?? '',
    ...(submits === undefined ? {} : { submit: submits }),
    ...(closes === undefined ? {} : { close: closes }),
    blocks,
    held: state.values,
  };
}

const words = (text: Readonly<Record<string, unknown>> | null | undefined): string | undefined =>
  typeof text?.['text'] === 'string' ? text['text'] : undefined;
