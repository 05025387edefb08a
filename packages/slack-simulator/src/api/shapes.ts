import type { Channel, Json, Message } from '../workspace/model.ts';
import { foreignTeams } from '../workspace/see.ts';
import type { World } from '../workspace/world.ts';

/** Things of the workspace as the Web API answers them. */

export function channelShape(world: World, channel: Channel, viewer: string): Json {
  if (channel.kind === 'im') {
    return {
      id: channel.id,
      created: channel.created,
      is_archived: channel.archived,
      is_im: true,
      is_org_shared: false,
      user: [...channel.members].find((member) => member !== viewer) ?? viewer,
      priority: 0,
    };
  }
  const connected = foreignTeams(world, channel);
  const sections = channel.canvasId === undefined ? [] : (world.canvases.get(channel.canvasId)?.sections ?? []);
  const canvas = { file_id: channel.canvasId, is_empty: sections.length === 0, quip_thread_id: channel.canvasId };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: channel.created,
    creator: channel.creator,
    is_archived: channel.archived,
    is_channel: true,
    is_ext_shared: connected.length > 0,
    is_general: channel.general,
    is_group: false,
    is_im: false,
    is_member: channel.members.has(viewer),
    is_mpim: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_private: channel.kind === 'private',
    is_shared: connected.length > 0,
    pending_shared: [],
    previous_names: channel.previousNames,
    purpose: channel.purpose,
    topic: channel.topic,
    unlinked: 0,
    ...(connected.length === 0
      ? {}
      : { shared_team_ids: [world.team.id, ...connected], connected_team_ids: connected }),
    ...(channel.canvasId === undefined ? {} : { properties: { canvas } }),
  };
}

/** A message as it is read back: a root says how many replies it has; metadata comes only when asked for. */
export function messageShape(channel: Channel, message: Message, { metadata = false } = {}): Json {
  const { metadata: held, ...rest } = structuredClone(message);
  const pinned = channel.pins.some((pin) => pin.ts === message.ts) ? { pinned_to: [channel.id] } : {};
  const shown: Json = { ...rest, ...pinned, ...(metadata && held !== undefined ? { metadata: held } : {}) };
  if (message.thread_ts !== message.ts) return shown;
  const replies = channel.messages.repliesTo(message.ts);
  const people = [...new Set(replies.map(({ user }) => user).filter((user) => user !== undefined))];
  const latest = replies.at(-1);
  return {
    ...shown,
    reply_count: replies.length,
    reply_users_count: people.length,
    reply_users: people,
    ...(latest === undefined ? {} : { latest_reply: latest.ts }),
    is_locked: false,
    subscribed: false,
  };
}
