import {
  type CapturedContent,
  type CapturedFile,
  type Incident,
  type MessageRef,
  tocsin,
  unread,
} from '@tocsin/incident';
import { act } from './act.ts';
import { commit } from './commit.ts';
import { ChatError } from './errors.ts';
import type { Heard, ReadMessage, World } from './ports.ts';
import { mentionedIn } from './telling-messages.ts';

/** Decides on what was done in Slack. Nobody waits for an answer: a refusal is only logged. */
export async function hear(world: World, id: string, { command, cause, channel }: Heard): Promise<void> {
  const answered =
    command.type === 'mark-message' || command.type === 'unmark-message'
      ? await act(world, { incident: id, command, cause, channel })
      : await commit(world, { id, incident: await world.store.load(id), command, cause });
  if (answered.type === 'refusal')
    world.log.info('heard', { incident: id, command: command.type, cause, code: answered.code });
}

/** Each is three calls to Slack or more, and what else the incident has to say should not wait for hundreds. */
const atOnce = 20;

/**
 * Reads the messages that were captured and not read yet, one after another, some at a time: what is read is committed,
 * and that asks for a response again, which reads on. Done twice it writes the same files and no second entry.
 *
 * @returns when to look again, if Slack wants to be asked later
 */
export async function readCaptured(world: World, incident: Incident): Promise<string | undefined> {
  let known = incident;
  for (const message of unread(incident).slice(0, atOnce)) {
    try {
      known = await captureMessage(world, known, message);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const { method, slackCode: code, retryAfterMs = 5_000 } = error;
      world.log.info('read later', { incident: incident.id, method, code });
      return new Date(world.clock.now().getTime() + retryAfterMs).toISOString();
    }
  }
  return undefined;
}

/** Reads a message, with the names of whom it mentions, copies its files to private storage, and writes it down. */
async function captureMessage(world: World, incident: Incident, message: MessageRef): Promise<Incident> {
  const { id } = incident;
  const read = await readOrWhyNot(world, message);
  const what =
    typeof read === 'string' ? { missing: read } : { content: await contentOf(world, incident, message, read) };
  const thread = typeof read === 'string' ? message.thread : (read.thread ?? message.thread);
  const place = { ...message, ...(thread === undefined ? {} : { thread }) };
  const recorded = await commit(world, {
    id,
    incident,
    command: { type: 'record-message', by: tocsin, message: place, ...what },
    cause: `read:${message.channel}:${message.ts}`,
  });
  return recorded.type === 'done' ? recorded.incident : incident;
}

async function readOrWhyNot({ chat }: World, message: MessageRef): Promise<ReadMessage | string> {
  try {
    return (await chat.readMessage(message)) ?? 'it was gone when it was read';
  } catch (error) {
    if (error instanceof ChatError && error.retry === 'never') return `Slack refused to show it (${error.slackCode})`;
    throw error;
  }
}

async function contentOf(
  world: World,
  incident: Incident,
  message: MessageRef,
  { files, thread: _, ...read }: ReadMessage,
): Promise<CapturedContent> {
  const [names, kept] = await Promise.all([
    namesIn(world, read),
    Promise.all(files.map((file) => keep(world, { incident: incident.id, ts: message.ts, file }))),
  ]);
  return { ...read, names, files: kept };
}

async function namesIn(
  { chat, people }: World,
  { author, text }: Pick<ReadMessage, 'author' | 'text'>,
): Promise<Record<string, string>> {
  const { people: mentioned, groups, channels } = mentionedIn(text);
  const users = [...new Set([author, ...mentioned])].filter((one) => /^[UW][A-Z0-9]+$/.test(one));
  const [described, others] = await Promise.all([
    Promise.all(users.map(async (user) => [user, (await people.describe(user))?.name] as const)),
    groups.length + channels.length === 0 ? {} : chat.namesOf({ groups, channels }),
  ]);
  const known = described.filter((one): one is [string, string] => one[1] !== undefined);
  return { ...Object.fromEntries(known), ...others };
}

type AttachedFile = ReadMessage['files'][number];

/** A file that cannot be had is no reason to lose the message. */
async function keep(
  { chat, files, catalog }: World,
  { incident, ts, file }: { incident: string; ts: string; file: AttachedFile },
): Promise<CapturedFile> {
  const { url, missing, ...facts } = file;
  const mostBytes = catalog.settings.capture.maxFileMegabytes * 1_000_000;
  if (missing !== undefined || url === undefined) return { ...facts, missing: missing ?? 'Slack has no copy of it' };
  if (!files.put) return { ...facts, missing: 'no storage is set up' };
  if ((facts.bytes ?? 0) > mostBytes) return { ...facts, missing: `larger than ${mostBytes / 1_000_000} MB` };
  const got = await chat.download({ url, mostBytes });
  if ('missing' in got) return { ...facts, missing: got.missing };
  const key = `files/${incident}/${ts}/${facts.id}-${safeName(facts.name)}`;
  await files.put({ key, bytes: got.bytes, contentType: facts.mimetype ?? 'application/octet-stream' });
  return { ...facts, stored: key };
}

/** A file's name as part of a key: people name files as they like. */
const safeName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-80) || 'file';
