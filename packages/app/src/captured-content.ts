import type { CapturedContent, CapturedFile, Incident, Unread } from '@tocsin/incident';
import type { ReadMessage, World } from './ports.ts';
import { mentionedIn } from './telling-messages.ts';

/** A message as it is kept: the names of whom it mentions are known, its files are in private storage. */
export async function contentOf(
  world: World,
  incident: Incident,
  message: Unread,
  { files, thread: _, ...read }: ReadMessage,
): Promise<CapturedContent> {
  const [names, kept] = await Promise.all([
    namesIn(world, read),
    keepAll(world, { incident: incident.id, ts: message.ts, files, stored: message.stored ?? {} }),
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

/** One after another: of what people attach, one is as much as memory is sure to have room for. */
async function keepAll(
  world: World,
  {
    files,
    stored,
    ...of
  }: { incident: string; ts: string; files: readonly AttachedFile[]; stored: Readonly<Record<string, string>> },
): Promise<CapturedFile[]> {
  const kept: CapturedFile[] = [];
  for (const file of files) kept.push(withKey(file, stored[file.id]) ?? (await keep(world, { ...of, file })));
  return kept;
}

/** A file that was kept before, unless Slack has it no longer: then nobody is shown it here. */
function withKey({ url: _, missing, ...facts }: AttachedFile, stored: string | undefined): CapturedFile | undefined {
  return stored === undefined || missing !== undefined ? undefined : { ...facts, stored };
}

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
