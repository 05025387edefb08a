import type { Bookmark, ChannelKind, Json, Standing, View } from './workspace/model.ts';

export interface Snapshot {
  readonly at: string;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  /** Whose view this is; absent in the view of everything. */
  readonly user?: string;
  readonly users: readonly SnapshotUser[];
  readonly userGroups: readonly {
    readonly id: string;
    readonly name: string;
    readonly handle: string;
    readonly users: readonly string[];
  }[];
  readonly channels: readonly SnapshotChannel[];
  /** Open modals, bottom of the stack first. */
  readonly modals: readonly { readonly user: string; readonly view: View }[];
  /** Home tabs that the app published. */
  readonly homes: readonly { readonly user: string; readonly view: View }[];
}

export interface SnapshotUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly standing: Standing;
  readonly guest?: 'single' | 'multi';
  readonly deleted: boolean;
  readonly presence: 'active' | 'away';
}

export interface SnapshotChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly archived: boolean;
  readonly creator: string;
  readonly created: number;
  readonly topic: string;
  readonly purpose: string;
  readonly members: readonly string[];
  /** The person looking is in it. */
  readonly member: boolean;
  readonly bookmarks: readonly Bookmark[];
  /** ts of pinned messages. */
  readonly pins: readonly string[];
  readonly canvas?: { readonly id: string; readonly title: string; readonly markdown: string };
  /** Oldest first; replies stand under their root, ephemeral messages among the others. */
  readonly messages: readonly SnapshotMessage[];
}

export interface SnapshotMessage {
  readonly ts: string;
  readonly user: string;
  readonly bot: boolean;
  readonly subtype?: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly edited: boolean;
  readonly ephemeral: boolean;
  /** Of an ephemeral message: who sees it. */
  readonly visibleTo?: string;
  readonly threadTs?: string;
  readonly replies: readonly SnapshotMessage[];
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly pinned: boolean;
  readonly metadata?: Json;
  readonly files: readonly Json[];
}
