import type { Bookmark, Message, Person, Workspace } from './model.ts';

/** The workspace as one person sees it; everything of it when nobody is given. */
export interface Snapshot {
  readonly team: { readonly id: string; readonly name: string };
  readonly people: readonly Person[];
  readonly groups: readonly { readonly id: string; readonly handle: string; readonly name: string }[];
  readonly channels: readonly SeenChannel[];
}

export interface SeenChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly archived: boolean;
  readonly member: boolean;
  readonly created: number;
  readonly topic: string;
  readonly members: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  /** In order of time, what only this person sees among them. */
  readonly messages: readonly SeenMessage[];
}

export interface SeenMessage extends Omit<Message, 'blocks'> {
  readonly blocks: readonly unknown[];
  readonly ephemeral: boolean;
}

export function snapshotFor(
  { team, people, groups, channels, ephemerals }: Workspace,
  user: string | undefined,
): Snapshot {
  const guest = user !== undefined && people.get(user)?.guest === true;
  const visible = [...channels.values()].filter(
    (channel) => user === undefined || channel.members.has(user) || !(channel.isPrivate || guest),
  );
  return structuredClone({
    team: { id: team.id, name: team.name },
    people: [...people.values()],
    groups: [...groups.values()].map(({ id, handle, name }) => ({ id, handle, name })),
    channels: visible.map((channel) => ({
      id: channel.id,
      name: channel.name,
      isPrivate: channel.isPrivate,
      archived: channel.archived,
      member: user !== undefined && channel.members.has(user),
      created: channel.created,
      topic: channel.topic,
      members: [...channel.members],
      bookmarks: channel.bookmarks,
      messages: [
        ...channel.messages.map((message) => ({ ...message, ephemeral: false })),
        ...ephemerals
          .filter((one) => one.channel === channel.id && (user === undefined || one.to === user))
          .map(({ ts, text, blocks }) => ({ ts, user: 'USLACKBOT', text, blocks, ephemeral: true })),
      ].sort((a, b) => a.ts.localeCompare(b.ts)),
    })),
  });
}
