/** The workspace as Slack holds it: what the Web API changes and what people see. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly bot: boolean;
  /** Guests see only channels they were invited to. */
  readonly guest: boolean;
}

export interface Message {
  readonly ts: string;
  readonly user: string;
  text: string;
  blocks: readonly unknown[];
  metadata?: unknown;
  readonly threadTs?: string;
  edited?: { readonly user: string; readonly ts: string };
  readonly botId?: string;
}

export interface Ephemeral {
  readonly ts: string;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

export interface Bookmark {
  readonly id: string;
  readonly title: string;
  readonly link: string;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly isPrivate: boolean;
  readonly creator: string;
  /** Epoch seconds. */
  readonly created: number;
  archived: boolean;
  topic: string;
  purpose: string;
  readonly members: Set<string>;
  readonly messages: Message[];
  readonly bookmarks: Bookmark[];
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Token {
  readonly token: string;
  readonly user: string;
  readonly botId: string;
  readonly scopes: ReadonlySet<string>;
}

export interface Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, UserGroup>;
  readonly ephemerals: Ephemeral[];
  readonly tokens: Map<string, Token>;
}
