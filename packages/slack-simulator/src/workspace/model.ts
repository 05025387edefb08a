import type { MessageLog } from './message-log.ts';

/** What a workspace holds. Messages, views, bookmarks and the like are kept in Slack's own shape: it is what is answered. */

export type Json = Record<string, unknown>;

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

/** `stranger`: a person of another organisation, met through Slack Connect. `guest`: may see the channels they are in. */
export type Standing = 'member' | 'guest' | 'stranger' | 'bot';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  readonly displayName: string;
  readonly tz: string;
  /** Another than the workspace's for strangers. */
  readonly team: Pick<Team, 'id' | 'domain'>;
  readonly standing: Standing;
  /** Of guests: in how many channels they may be. */
  readonly guest: 'single' | 'multi' | undefined;
  readonly admin: boolean;
  presence: 'active' | 'away';
  deleted: boolean;
  /** Every day between these times (`HH:MM`) of their zone. */
  doNotDisturb: { readonly from: string; readonly to: string } | undefined;
  /** Notifications paused, in epoch seconds. */
  pause: { readonly start: number; readonly end: number } | undefined;
}

/** The app under test, as installed in the workspace. */
export interface InstalledApp {
  readonly id: string;
  readonly botId: string;
  readonly name: string;
  readonly userId: string;
}

export interface Remark {
  readonly value: string;
  readonly creator: string;
  readonly last_set: number;
}

export type ChannelKind = 'public' | 'private' | 'im';

export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly creator: string;
  /** Epoch seconds, as Slack has it. */
  readonly created: number;
  readonly general: boolean;
  name: string;
  readonly previousNames: string[];
  archived: boolean;
  topic: Remark;
  purpose: Remark;
  readonly members: Set<string>;
  readonly messages: MessageLog;
  readonly pins: Pin[];
  readonly bookmarks: Bookmark[];
  canvasId: string | undefined;
}

export interface Message {
  readonly type: 'message';
  readonly ts: string;
  readonly team: string;
  /** Said by a person of another workspace. */
  readonly user_team?: string;
  readonly source_team?: string;
  subtype?: string;
  user?: string;
  bot_id?: string;
  app_id?: string;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: Json;
  thread_ts?: string;
  parent_user_id?: string;
  edited?: { readonly user: string; readonly ts: string };
  reactions?: { readonly name: string; readonly users: string[]; count: number }[];
  files?: Json[];
  client_msg_id?: string;
  inviter?: string;
  topic?: string;
  purpose?: string;
  name?: string;
  old_name?: string;
  username?: string;
  bot_profile?: Json;
  hidden?: boolean;
}

/** Seen by one person alone, and kept nowhere in the channel. */
export interface EphemeralMessage {
  readonly channel: string;
  readonly user: string;
  readonly message: Message;
}

export interface Pin {
  readonly ts: string;
  readonly by: string;
  readonly at: number;
}

export interface Bookmark {
  readonly id: string;
  readonly channel_id: string;
  title: string;
  link: string;
  emoji: string;
  readonly type: string;
  readonly date_created: number;
  date_updated: number;
}

export interface UserGroup {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly users: readonly string[];
}

export interface Canvas {
  readonly id: string;
  readonly title: string;
  readonly channel: string | undefined;
  readonly sections: { readonly id: string; markdown: string }[];
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly length: number;
  readonly altText: string | undefined;
  readonly mimetype: string;
  readonly user: string;
  readonly created: number;
  bytes: Buffer | undefined;
  /** Kept elsewhere: Slack holds a link alone. */
  readonly externalUrl: string | undefined;
  /** Completed: shown to people. */
  complete: boolean;
  deleted: boolean;
  readonly shares: { readonly channel: string; ts: string }[];
}

/** A modal or a Home tab, in Slack's shape. */
export interface View {
  readonly id: string;
  readonly team_id: string;
  readonly type: 'modal' | 'home';
  blocks: Json[];
  private_metadata: string;
  callback_id: string;
  state: { values: StateValues };
  hash: string;
  title?: Json;
  clear_on_close: boolean;
  notify_on_close: boolean;
  close: Json | null;
  submit: Json | null;
  previous_view_id: string | null;
  root_view_id: string;
  readonly app_id: string;
  external_id: string;
  readonly app_installed_team_id: string;
  readonly bot_id: string;
}

/** block_id → action_id → what the person put in, by Slack's names (`value`, `selected_option` …). */
export type StateValues = Record<string, Record<string, Json>>;
