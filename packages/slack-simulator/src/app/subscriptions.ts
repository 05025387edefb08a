import type { ChannelKind } from '../workspace/model.ts';

type Needed = readonly string[] | Readonly<Partial<Record<ChannelKind, readonly string[]>>>;

const channelsRead = ['channels:read'];
const groupsRead = ['groups:read'];
const pinsRead = ['pins:read'];
const reactionsRead = ['reactions:read'];
/** In private channels another one than in public channels. */
const membership = { public: channelsRead, private: groupsRead };

/** Scopes of what an app subscribes to: https://docs.slack.dev/reference/events, "Required scopes" of each. */
const needed: Readonly<Record<string, Needed>> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  app_mention: ['app_mentions:read'],
  app_home_opened: [],
  reaction_added: reactionsRead,
  reaction_removed: reactionsRead,
  pin_added: pinsRead,
  pin_removed: pinsRead,
  member_joined_channel: membership,
  member_left_channel: membership,
  channel_created: channelsRead,
  channel_rename: channelsRead,
  channel_archive: channelsRead,
  channel_unarchive: channelsRead,
  group_rename: groupsRead,
  group_archive: groupsRead,
  group_unarchive: groupsRead,
};

const allOf = (scopes: Needed): readonly string[] =>
  Array.isArray(scopes) ? scopes : Object.values(scopes as Record<string, readonly string[]>).flat();

/** Every scope that some subscription needs. */
export const eventScopes: readonly string[] = [...new Set(Object.values(needed).flatMap(allOf))];

/** Any one of these lets an app hear of it; none are needed when there are none. In channels of a kind, or in any. */
export function scopesFor(subscription: string, kind?: ChannelKind): readonly string[] {
  const scopes = needed[subscription] ?? [];
  if (kind === undefined || Array.isArray(scopes)) return allOf(scopes);
  return (scopes as Partial<Record<ChannelKind, readonly string[]>>)[kind] ?? [];
}
