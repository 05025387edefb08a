import type { Channel, Message, Person, Workspace } from '../model.ts';

/** A message as the Web API shows it. */
export function view(message: Message, withMetadata = true) {
  const { ts, user, text, blocks, metadata, threadTs, edited, botId } = message;
  return {
    type: 'message',
    user,
    text,
    ts,
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(botId === undefined ? {} : { bot_id: botId }),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(edited === undefined ? {} : { edited }),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
  };
}

export function channelView(channel: Channel, me: string, { team }: Workspace) {
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_private: channel.isPrivate,
    is_archived: channel.archived,
    is_member: channel.members.has(me),
    created: channel.created,
    creator: channel.creator,
    context_team_id: team.id,
    num_members: channel.members.size,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: channel.purpose, creator: '', last_set: 0 },
  };
}

export function personView(person: Person, { team }: Workspace) {
  return {
    id: person.id,
    team_id: team.id,
    name: person.name,
    real_name: person.name,
    deleted: false,
    is_bot: person.bot,
    is_restricted: person.guest,
    is_ultra_restricted: false,
    profile: {
      real_name: person.name,
      display_name: person.name,
      ...(person.email === undefined ? {} : { email: person.email }),
    },
  };
}
