import * as z from 'zod';
import { refuse } from '../errors.ts';
import { addFile, fileSeenBy, fileShape, share } from '../workspace/files.ts';
import type { StoredFile } from '../workspace/model.ts';
import { mustBeOpenTo } from '../workspace/see.ts';
import { jsonOf, number, text } from './args.ts';
import { asApp, threadOf } from './chat.ts';
import { content, contentOf } from './message-args.ts';
import { type MethodCall, method } from './method.ts';

/** Uploads in three steps: ask for an address, post the bytes there, say what they are and where they belong. */
export const files = {
  'files.getUploadURLExternal': method({
    scopes: ['files:write'],
    tier: 4,
    args: z.object({ filename: text, length: number, alt_txt: text.optional(), alt_text: text.optional() }),
    run(args, { world, bot }) {
      if (!Number.isInteger(args.length) || args.length < 1) refuse('missing_argument');
      const altText = args.alt_txt ?? args.alt_text;
      // https://docs.slack.dev/reference/methods/files.getUploadURLExternal
      if ((altText?.length ?? 0) > 1_000) refuse('alt_txt_too_large');
      const file = addFile(world, { name: args.filename, user: bot.id, length: args.length, altText });
      return { upload_url: `${world.origin()}/upload/v1/${file.id}`, file_id: file.id };
    },
  }),

  'files.completeUploadExternal': method({
    scopes: ['files:write'],
    tier: 4,
    args: z.object({
      files: jsonOf(z.array(z.object({ id: text, title: text.optional() })).min(1)),
      channel_id: text.optional(),
      channels: text.optional(),
      thread_ts: text.optional(),
      initial_comment: text.optional(),
      blocks: content.blocks,
    }),
    run(args, call) {
      const { world } = call;
      const uploaded = args.files.map(({ id, title }) => {
        const file = world.files.get(id);
        if (file === undefined || file.complete || file.bytes === undefined) refuse('file_not_found');
        return { file, title };
      });
      const shareAll = sharing(call, args);
      for (const { file, title } of uploaded) {
        file.complete = true;
        if (title !== undefined) file.title = title;
      }
      shareAll(uploaded.map(({ file }) => file));
      return { files: uploaded.map(({ file }) => fileShape(world, file)) };
    },
  }),

  'files.info': method({
    scopes: ['files:read'],
    tier: 4,
    args: z.object({ file: text }),
    run({ file: id }, { world, bot }) {
      const file = fileSeenBy(world, id, bot.id) ?? refuse('file_not_found');
      if (file.deleted) refuse('file_deleted');
      return { file: fileShape(world, file), comments: [], response_metadata: { next_cursor: '' } };
    },
  }),
};

interface Share {
  readonly channel_id?: string | undefined;
  readonly channels?: string | undefined;
  readonly thread_ts?: string | undefined;
  readonly initial_comment?: string | undefined;
  readonly blocks?: unknown;
}

/** Everything is checked before any file is shown. */
function sharing(call: MethodCall, args: Share): (files: readonly StoredFile[]) => void {
  const { world } = call;
  const refs = args.channel_id === undefined ? (args.channels?.split(',') ?? []) : [args.channel_id];
  const channels = refs.map((ref) => call.channel(ref));
  for (const channel of channels) mustBeOpenTo(channel, call.bot.id);
  const words = { text: args.initial_comment ?? ' ', blocks: args.blocks };
  const said =
    args.initial_comment === undefined && !args.blocks
      ? { text: '' }
      : contentOf(words, { ids: world.ids, longestText: 4_000 });
  const places = channels.map((channel) => ({ channel, thread: threadOf(channel, args.thread_ts) }));
  return (shared) => {
    for (const { channel, thread } of places) share(world, channel, shared, { ...asApp(world), ...said, ...thread });
  };
}
