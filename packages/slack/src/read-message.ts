import { ChatError, type ReadMessage } from '@tocsin/app';
import type { MessageRef } from '@tocsin/incident';
import type { Call } from './client.ts';

/** The fields of Slack's messages and files that are read; its own types differ from method to method. */
interface Message {
  readonly ts?: string;
  readonly user?: string;
  readonly username?: string;
  readonly bot_profile?: { readonly name?: string };
  readonly text?: string;
  readonly subtype?: string;
  readonly thread_ts?: string;
  readonly edited?: { readonly ts?: string };
  readonly files?: readonly SlackFile[];
}

interface SlackFile {
  readonly id?: string;
  readonly name?: string | null;
  readonly title?: string;
  readonly mode?: string;
  readonly mimetype?: string;
  readonly size?: number;
  readonly is_external?: boolean;
  readonly url_private_download?: string;
  readonly url_private?: string;
  readonly file_access?: string;
}

/** A message by its place, as Slack has it now; undefined when it is gone. */
export async function readMessage(
  { call }: { call: Call },
  { channel, ts, thread }: MessageRef,
): Promise<ReadMessage | undefined> {
  const inHistory = thread === undefined ? await inChannel(call, channel, ts) : undefined;
  // Reactions do not say whether it is a reply; a reply's own time stands for its thread.
  const found = inHistory ?? (await inThread(call, { channel, ts, thread: thread ?? ts }));
  if (!found || found.subtype === 'tombstone') return undefined;
  const files = await Promise.all((found.files ?? []).map((file) => describeFile(call, file)));
  const link = await permalink(call, channel, ts);
  return {
    postedAt: new Date(Number(ts) * 1_000).toISOString(),
    author: found.user ?? found.username ?? found.bot_profile?.name ?? 'an app',
    text: found.text ?? '',
    files: files.filter((file) => file !== undefined),
    ...(link === undefined ? {} : { link }),
    ...(found.thread_ts === undefined || found.thread_ts === ts ? {} : { thread: found.thread_ts }),
    ...(found.edited?.ts === undefined ? {} : { editedTs: found.edited.ts }),
  };
}

async function inChannel(call: Call, channel: string, ts: string): Promise<Message | undefined> {
  const { messages = [] } = await call('conversations.history', (client) =>
    client.conversations.history({ channel, oldest: ts, latest: ts, inclusive: true, limit: 1 }),
  );
  return (messages as Message[]).find((message) => message.ts === ts);
}

/** History leaves replies out; a thread gives its root with every page. */
async function inThread(call: Call, { channel, ts, thread }: Required<MessageRef>): Promise<Message | undefined> {
  try {
    const { messages = [] } = await call('conversations.replies', (client) =>
      client.conversations.replies({ channel, ts: thread, oldest: ts, latest: ts, inclusive: true, limit: 2 }),
    );
    return (messages as Message[]).find((message) => message.ts === ts);
  } catch (error) {
    if (error instanceof ChatError && ['thread_not_found', 'message_not_found'].includes(error.slackCode))
      return undefined;
    throw error;
  }
}

async function permalink(call: Call, channel: string, ts: string): Promise<string | undefined> {
  try {
    const answer = await call('chat.getPermalink', (client) => client.chat.getPermalink({ channel, message_ts: ts }));
    return answer.permalink;
  } catch (error) {
    if (error instanceof ChatError && error.retry === 'never') return undefined;
    throw error;
  }
}

/** In channels shared with others a message carries only the id of its file (docs.slack.dev, `check_file_info`). */
async function describeFile(call: Call, file: SlackFile): Promise<ReadMessage['files'][number] | undefined> {
  if (file.id === undefined) return undefined;
  const id = file.id;
  if (file.file_access !== 'check_file_info') return fileOf(id, file);
  try {
    const { file: full } = await call('files.info', (client) => client.files.info({ file: id }));
    return fileOf(id, (full as SlackFile | undefined) ?? file);
  } catch (error) {
    if (error instanceof ChatError && error.retry === 'never')
      return { id, name: id, missing: `Slack refused to show it (${error.slackCode})` };
    throw error;
  }
}

function fileOf(id: string, file: SlackFile): ReadMessage['files'][number] {
  const { name, title, mimetype, size, mode, is_external: external } = file;
  const facts = {
    id,
    name: name || title || id,
    ...(mimetype === undefined ? {} : { mimetype }),
    ...(size === undefined ? {} : { bytes: size }),
  };
  if (mode === 'tombstone') return { ...facts, missing: 'it was deleted' };
  if (mode === 'hidden_by_limit') return { ...facts, missing: "it is behind the workspace's limit" };
  if (external) return { ...facts, missing: 'it lies outside Slack' };
  const url = file.url_private_download ?? file.url_private;
  return url === undefined ? { ...facts, missing: 'Slack gives no address for it' } : { ...facts, url };
}

/** What user groups and channels are called. Neither is worth failing for: the id stands where a name is not to be had. */
export async function namesOf(
  { call }: { call: Call },
  { groups, channels }: { groups: readonly string[]; channels: readonly string[] },
): Promise<Record<string, string>> {
  const [handles, names] = await Promise.all([
    groups.length === 0 ? [] : groupHandles(call, groups),
    Promise.all(channels.map((channel) => channelName(call, channel))),
  ]);
  return Object.fromEntries([...handles, ...names.filter((pair) => pair !== undefined)]);
}

async function groupHandles(call: Call, groups: readonly string[]): Promise<[string, string][]> {
  const { usergroups = [] } = await tolerant(
    call('usergroups.list', (client) => client.usergroups.list({ include_disabled: true })),
    {},
  );
  return usergroups.flatMap(({ id, handle }) =>
    id !== undefined && handle !== undefined && groups.includes(id) ? [[id, handle] as [string, string]] : [],
  );
}

async function channelName(call: Call, id: string): Promise<[string, string] | undefined> {
  const { channel } = await tolerant(
    call('conversations.info', (client) => client.conversations.info({ channel: id })),
    {},
  );
  return channel?.name === undefined ? undefined : [id, channel.name];
}

async function tolerant<Answer>(asked: Promise<Answer>, otherwise: Partial<Answer>): Promise<Partial<Answer>> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ChatError && error.retry === 'never') return otherwise;
    throw error;
  }
}
