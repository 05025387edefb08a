import { addFile, attach, deleteFile, fileSeenBy, share } from '../workspace/files.ts';
import { addPin, addReaction, removePin, removeReaction } from '../workspace/marks.ts';
import { append, type Draft, edit, remove } from '../workspace/messages.ts';
import type { Channel, Json, Message, StoredFile } from '../workspace/model.ts';
import { cannot, channelOf, does, messageIn, type Person } from './context.ts';
import { escaped, richTextOf } from './typed.ts';
import type { Actor, NewFile } from './types.ts';

type Speech = Pick<
  Actor,
  'post' | 'deleteFile' | 'readFile' | 'edit' | 'delete' | 'react' | 'unreact' | 'pin' | 'unpin'
>;

/** What people say and put on what was said. */
export function speech(person: Person): Speech {
  const { world, user } = person;
  const open = (ref: string) => {
    const channel = channelOf(person, ref);
    return channel.archived ? cannot('is_archived', `${channel.name} is archived`) : channel;
  };
  const own = (ref: string, ts: string) => {
    const channel = open(ref);
    const message = messageIn(channel, ts);
    if (message.user !== user.id) cannot('not_yours', `${user.name} did not write ${ts}`);
    return { channel, message };
  };
  const marked = (ref: string, ts: string) => {
    const channel = open(ref);
    return { channel, message: messageIn(channel, ts) };
  };
  return {
    post: ({ channel: ref, text, threadTs, broadcast = false, files = [] }) =>
      does(person, () => {
        const channel = open(ref);
        const root = threadTs === undefined ? undefined : messageIn(channel, threadTs);
        const thread = root === undefined ? {} : { thread_ts: root.thread_ts ?? root.ts };
        const client_msg_id = uuid(world.ids.hex(32));
        const subtype = broadcast && root !== undefined ? { subtype: 'thread_broadcast' } : {};
        const said = { client_msg_id, user: user.id, ...typed(person, text), ...thread };
        if (files.length > 0) return postFiles(person, channel, { said, files });
        return append(world, channel, { ...said, ...subtype }).ts;
      }),
    deleteFile: (id) =>
      does(person, () => {
        const file = fileSeenBy(world, id, user.id);
        if (file === undefined || file.deleted) return cannot('file_not_found', `${user.name} sees no file ${id}`);
        if (file.user !== user.id) cannot('not_yours', `${user.name} did not upload ${id}`);
        return deleteFile(world, file);
      }),
    readFile: (id) => {
      const file = fileSeenBy(world, id, user.id);
      if (file?.bytes === undefined || file.deleted) return cannot('file_not_found', `${user.name} sees no file ${id}`);
      return { name: file.name, mimetype: file.mimetype, bytes: file.bytes };
    },
    edit: ({ channel: ref, ts, text, files = [] }) =>
      does(person, () => {
        const { channel, message } = own(ref, ts);
        const attached = attach(world, channel, message, stored(person, files));
        edit(world, channel, message, { said: { ...typed(person, text), ...attached }, by: user.id });
      }),
    delete: ({ channel: ref, ts }) =>
      does(person, () => {
        const { channel, message } = own(ref, ts);
        remove(world, channel, message);
      }),
    react: ({ channel: ref, ts, name }) =>
      does(person, () => {
        const { channel, message } = marked(ref, ts);
        addReaction(world, channel, message, { name, by: user.id });
      }),
    unreact: ({ channel: ref, ts, name }) =>
      does(person, () => {
        const { channel, message } = marked(ref, ts);
        removeReaction(world, channel, message, { name, by: user.id });
      }),
    pin: ({ channel: ref, ts }) =>
      does(person, () => {
        const { channel, message } = marked(ref, ts);
        addPin(world, channel, message, user.id);
      }),
    unpin: ({ channel: ref, ts }) =>
      does(person, () => {
        const { channel, message } = marked(ref, ts);
        removePin(world, channel, message, user.id);
      }),
  };
}

/** Posts a message with files; words are not needed. */
function postFiles(
  person: Person,
  channel: Channel,
  { said, files }: { said: Draft; files: readonly NewFile[] },
): string {
  const { blocks, ...rest } = said;
  const words = said.text === '' || blocks === undefined ? {} : { blocks };
  return share(person.world, channel, stored(person, files), { ...rest, ...words }).ts;
}

const stored = ({ world, user }: Person, files: readonly NewFile[]): StoredFile[] =>
  files.map(({ content = '', ...file }) => {
    const bytes = file.externalUrl === undefined ? Buffer.from(content) : undefined;
    return addFile(world, { ...file, user: user.id, bytes, length: bytes?.length ?? 0 });
  });

function typed({ world }: Person, text: string): Pick<Message, 'text'> & { blocks: Json[] } {
  const words = escaped(text);
  return { text: words, blocks: [{ type: 'rich_text', block_id: world.ids.hex(5), elements: richTextOf(words) }] };
}

const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
