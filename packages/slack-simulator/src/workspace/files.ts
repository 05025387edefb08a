import { append, type Draft, edit } from './messages.ts';
import type { Channel, Json, Message, StoredFile } from './model.ts';
import { canSee, findMessage, foreignTeams } from './see.ts';
import type { World } from './world.ts';

/** Files: https://docs.slack.dev/reference/objects/file-object */

const kinds: Readonly<Record<string, { readonly mimetype: string; readonly pretty: string }>> = {
  png: { mimetype: 'image/png', pretty: 'PNG' },
  jpg: { mimetype: 'image/jpeg', pretty: 'JPEG' },
  gif: { mimetype: 'image/gif', pretty: 'GIF' },
  pdf: { mimetype: 'application/pdf', pretty: 'PDF' },
  csv: { mimetype: 'text/csv', pretty: 'CSV' },
  json: { mimetype: 'application/json', pretty: 'JSON' },
  text: { mimetype: 'text/plain', pretty: 'Plain Text' },
  zip: { mimetype: 'application/zip', pretty: 'Zip' },
};
const aliases: Readonly<Record<string, string>> = { jpeg: 'jpg', txt: 'text', log: 'text' };

const typeOf = (name: string): string => {
  const ending = name.includes('.') ? (name.split('.').pop() ?? '').toLowerCase() : 'text';
  return aliases[ending] ?? ending;
};

export interface FileSeed {
  readonly name: string;
  readonly user: string;
  readonly length: number;
  readonly title?: string | undefined;
  readonly altText?: string | undefined;
  readonly mimetype?: string | undefined;
  readonly bytes?: Buffer | undefined;
  /** Kept elsewhere: Slack holds a link alone. */
  readonly externalUrl?: string | undefined;
}

/** A file in the workspace, shown nowhere yet. */
export function addFile(world: World, { name, title, user, ...rest }: FileSeed): StoredFile {
  const file: StoredFile = {
    id: world.ids.next('F'),
    name,
    title: title ?? name,
    user,
    created: world.seconds(),
    length: rest.length,
    altText: rest.altText,
    mimetype: rest.mimetype ?? kinds[typeOf(name)]?.mimetype ?? 'application/octet-stream',
    bytes: rest.bytes,
    externalUrl: rest.externalUrl,
    complete: false,
    deleted: false,
    shares: [],
  };
  world.files.set(file.id, file);
  return file;
}

/** A file as files.info tells of it. */
export function fileShape(world: World, file: StoredFile): Json {
  const filetype = file.externalUrl === undefined ? typeOf(file.name) : 'remote';
  const ids = [...new Set(file.shares.map(({ channel }) => channel))];
  const of = (kind: Channel['kind']) => ids.filter((id) => world.channels.get(id)?.kind === kind);
  const path = `${world.team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const url = `${world.origin()}/files-pri/${path}`;
  const links =
    file.externalUrl === undefined
      ? { url_private: `${url}/${name}`, url_private_download: `${url}/download/${name}` }
      : { url_private: file.externalUrl, external_url: file.externalUrl };
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.externalUrl === undefined ? file.mimetype : 'application/vnd.slack-remote',
    filetype,
    pretty_type: kinds[filetype]?.pretty ?? filetype.toUpperCase(),
    user: file.user,
    user_team: world.users.get(file.user)?.team.id ?? world.team.id,
    editable: false,
    size: file.length,
    mode: file.externalUrl === undefined ? 'hosted' : 'external',
    is_external: file.externalUrl !== undefined,
    external_type: file.externalUrl === undefined ? '' : 'app',
    is_public: of('public').length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    ...links,
    permalink: `https://${world.team.domain}.slack.com/files/${file.user}/${file.id}/${name}`,
    has_rich_preview: false,
    file_access: 'visible',
    channels: of('public'),
    groups: of('private'),
    ims: of('im'),
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
  };
}

/** Posts a message with these files, which are people's to see from now on. */
export function share(world: World, channel: Channel, files: readonly StoredFile[], said: Draft): Message {
  const shares = files.map((file) => {
    const made = { channel: channel.id, ts: '' };
    file.complete = true;
    file.shares.push(made);
    return made;
  });
  const shown = files.map((file) => fileInMessage(world, channel, file));
  const message = append(world, channel, { ...said, subtype: 'file_share', files: shown });
  for (const made of shares) made.ts = message.ts;
  return message;
}

/** Adds files to those of a message; nothing, when there are none to add. */
export function attach(
  world: World,
  channel: Channel,
  message: Message,
  files: readonly StoredFile[],
): Pick<Message, 'files'> {
  for (const file of files) {
    file.complete = true;
    file.shares.push({ channel: channel.id, ts: message.ts });
  }
  if (files.length === 0) return {};
  return { files: [...(message.files ?? []), ...files.map((file) => fileInMessage(world, channel, file))] };
}

/**
 * A file as a message carries it. In channels shared with other organisations nothing but its id, and the advice to ask:
 * https://docs.slack.dev/apis/slack-connect#check_file_info
 */
function fileInMessage(world: World, channel: Channel, file: StoredFile): Json {
  if (foreignTeams(world, channel).length === 0) return fileShape(world, file);
  return { id: file.id, mode: 'file_access', file_access: 'check_file_info', created: 0, timestamp: 0, user: '' };
}

/** The file, if somebody shared it where this person can see it, or it is their own. */
export function fileSeenBy(world: World, id: string, viewer: string): StoredFile | undefined {
  const file = world.files.get(id);
  const user = world.users.get(viewer);
  if (file === undefined || user === undefined || !file.complete) return undefined;
  const channels = file.shares.map(({ channel }) => world.channels.get(channel));
  const seen = channels.some((channel) => channel !== undefined && canSee(channel, user));
  return seen || file.user === viewer ? file : undefined;
}

/** Takes a file away; messages keep a tombstone where it was. */
export function deleteFile(world: World, file: StoredFile): void {
  file.deleted = true;
  file.bytes = undefined;
  for (const { channel: id, ts } of file.shares) {
    const channel = world.channels.get(id);
    const message = channel && findMessage(channel, ts);
    if (channel === undefined || message === undefined) continue;
    const files = (message.files ?? []).map((one) => (one['id'] === file.id ? tombstone(file) : one));
    edit(world, channel, message, { said: { text: message.text, files } });
  }
}

const tombstone = ({ id, created }: StoredFile): Json => ({ id, created, timestamp: created, mode: 'tombstone' });
