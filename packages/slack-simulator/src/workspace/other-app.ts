import { refuse } from '../errors.ts';
import type { OtherAppPost } from '../types.ts';
import { append } from './messages.ts';
import type { Message } from './model.ts';
import { normalBlocks } from './normal-blocks.ts';
import { findChannel, findMessage } from './see.ts';
import type { World } from './world.ts';

const botId = 'B0OTHER001';
const userId = 'U0OTHERBOT';
const appId = 'A0OTHER001';

/** A message of another app of the workspace, as that app's bot user, or as webhooks of old say it. */
export function otherAppPost(world: World, post: OtherAppPost): Message {
  const { text, blocks, threadTs, name = 'other-app', webhook = false } = post;
  const channel = findChannel(world, post.channel) ?? refuse('channel_not_found');
  const root = threadTs === undefined ? undefined : findMessage(channel, threadTs);
  const profile = { id: botId, deleted: false, name, updated: 0, app_id: appId, team_id: world.team.id };
  const author = webhook ? { subtype: 'bot_message', username: name } : { user: userId, app_id: appId };
  return append(world, channel, {
    ...author,
    bot_id: botId,
    ...(webhook ? {} : { bot_profile: profile }),
    text,
    ...(blocks === undefined ? {} : { blocks: normalBlocks(world.ids, blocks) }),
    ...(root === undefined ? {} : { thread_ts: root.thread_ts ?? root.ts }),
  });
}
