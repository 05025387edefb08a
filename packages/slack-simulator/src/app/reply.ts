import * as z from 'zod';
import { asApp, threadOf } from '../api/chat.ts';
import { contentOf } from '../api/message-args.ts';
import { append, edit, remove } from '../workspace/messages.ts';
import type { Message } from '../workspace/model.ts';
import { findMessage } from '../workspace/see.ts';
import type { World } from '../workspace/world.ts';

/** What an app may answer a command with, or post to a response_url. */
export const Reply = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});
export type Reply = z.output<typeof Reply>;

/** Where a reply goes. `original`: ts of the message that was acted on. */
export interface Place {
  readonly channel: string;
  readonly user: string;
  readonly original?: string;
}

const longestText = 40_000;

/** @throws SlackRefusal for content that Slack refuses; the sum of block texts is not limited here */
export function reply(world: World, { channel: id, user, original }: Place, given: Reply): void {
  const channel = world.channels.get(id);
  if (channel === undefined) return;
  const ephemeral = world.ephemerals.findIndex(({ message, user: seer }) => message.ts === original && seer === user);
  const message = original === undefined ? undefined : findMessage(channel, original);
  if (given.delete_original) {
    if (ephemeral >= 0) world.ephemerals.splice(ephemeral, 1);
    else if (message !== undefined) remove(world, channel, message);
    world.changed('reply', { channel: id, user });
    return;
  }
  const said = contentOf(given, { ids: world.ids, longestText });
  if (given.replace_original && message !== undefined) {
    const by = said.blocks === undefined ? world.app.userId : undefined;
    edit(world, channel, message, { said, gone: ['blocks', 'attachments'], by });
    return;
  }
  const thread = threadOf(channel, given.thread_ts);
  if (given.response_type === 'in_channel') {
    append(world, channel, { ...asApp(world), ...said, ...thread });
    return;
  }
  if (given.replace_original && ephemeral >= 0) world.ephemerals.splice(ephemeral, 1);
  whisper(world, { channel: id, user }, { ...asApp(world), ...said, ...thread });
}

/** Shows a message to one person alone. */
export function whisper(
  world: World,
  { channel, user }: Place,
  said: Partial<Message> & { readonly text: string },
): void {
  const message: Message = { type: 'message', ts: world.nextTs(), team: world.team.id, ...said };
  world.ephemerals.push({ channel, user, message });
  world.changed('ephemeral', { channel, ts: message.ts, user });
}
