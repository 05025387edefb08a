import type { AppOptions, EventControl } from './app/types.ts';
import type { FaultScript } from './http/faults.ts';
import type { Actor } from './people/types.ts';
import type { Snapshot } from './snapshot.ts';
import type { Standing } from './workspace/model.ts';

export interface SimulatorOptions {
  /** The clock of everything: ts, trigger life, rate limits. Default: the wall clock. */
  readonly now?: () => Date;
  /**
   * Calls `fn` once after `delayMs`; what it returns, if a function, calls it off. Event retries, the three seconds an
   * app has to answer, and `latencyMs` go through it. Default: timers that do not keep the process alive.
   */
  readonly schedule?: (delayMs: number, fn: () => void) => unknown;
  /** Ids are counted, not drawn; the seed (letters and digits) is part of them. Default `SIM`. */
  readonly seed?: string;
  /** `documented`: Slack's tiers (default). `off`: never 429. */
  readonly rateLimits?: 'documented' | 'off';
  /** Every Web API call takes this long. Default 0. */
  readonly latencyMs?: number;
  readonly team?: { readonly id?: string; readonly name?: string; readonly domain?: string };
  /** The app under test. */
  readonly app?: {
    readonly id?: string;
    readonly name?: string;
    readonly userId?: string;
    readonly botId?: string;
  };
  /** Bot tokens and their scopes. Default: `xoxb-test` with every scope a method of ours asks for. */
  readonly tokens?: Readonly<Record<string, { readonly scopes?: readonly string[] }>>;
  readonly users?: readonly NewUser[];
  readonly channels?: readonly NewChannel[];
  readonly userGroups?: readonly NewUserGroup[];
  /** Port to listen on. Default: any free one. */
  readonly port?: number;
}

/** Ids are made up where none is given. */
export interface NewUser {
  readonly id?: string;
  readonly name: string;
  readonly realName?: string;
  readonly email?: string;
  readonly tz?: string;
  /** In the profile; default: `name`. */
  readonly displayName?: string;
  /** Default `member`; `guest` when `guest` says which kind. */
  readonly standing?: Standing;
  /** Single-channel guests may be in one channel. Default of guests: `multi`. */
  readonly guest?: 'single' | 'multi';
  /** Of strangers: the workspace they come from. */
  readonly team?: { readonly id?: string; readonly domain?: string };
  readonly admin?: boolean;
  /** The account was deactivated. */
  readonly deleted?: boolean;
  readonly presence?: 'active' | 'away';
  /** Not disturbed every day between these times (`HH:MM`) of their zone. */
  readonly doNotDisturb?: { readonly from: string; readonly to: string };
}

export interface NewChannel {
  readonly id?: string;
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  readonly topic?: string;
  /** User ids. Default: every member of the workspace for a public channel named `general`, else nobody but these. */
  readonly members?: readonly string[];
  readonly creator?: string;
}

export interface OtherAppPost {
  /** Id or name. */
  readonly channel: string;
  readonly text: string;
  readonly blocks?: readonly Record<string, unknown>[];
  readonly threadTs?: string;
  /** Name of the other app. Default `other-app`. */
  readonly name?: string;
  /** As old webhooks do: `bot_message`, with a name and without a user. */
  readonly webhook?: boolean;
}

export interface NewUserGroup {
  readonly id?: string;
  readonly name: string;
  readonly handle: string;
  readonly users: readonly string[];
}

/** One Web API call, as it was answered. */
export interface LoggedCall {
  readonly method: string;
  /** ISO 8601. */
  readonly at: string;
  readonly ok: boolean;
  /** HTTP status; 0 when no answer was given. */
  readonly status: number;
  readonly error?: string;
  /** Names of the app's arguments and what they held, without the token. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What a fault made of it: the work was done although the answer does not say so. */
  readonly fault?: string;
}

/** Something that Slack's clients would show or that a log would hold. */
export interface Change {
  readonly type: string;
  readonly at: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly user?: string;
}

/** Something the app did that no well-behaved app does: a method nobody knows, a body nobody can read. */
export interface Unexpected {
  readonly at: string;
  readonly what: string;
}

export interface Simulator {
  start(): Promise<void>;
  /** Stops listening, drops connections under way and calls off what was scheduled. */
  stop(): Promise<void>;
  /** Base of the Web API, such as `http://127.0.0.1:41234/api/`. Known once started. */
  readonly url: string;
  readonly teamId: string;
  readonly botUserId: string;

  /** Where Slack sends commands, interactions and events, and how they are signed. */
  connectApp(options: AppOptions): void;
  /** Acts as a person. @throws PersonError when there is nobody with this id */
  as(userId: string): Actor;
  /** Makes the next calls of a method go wrong. */
  fault(script: FaultScript): ActiveFault;
  /** Events on their way to the app: hold, reorder, redeliver. */
  readonly events: EventControl;

  addUser(user: NewUser): string;
  addChannel(channel: NewChannel): string;
  addUserGroup(group: NewUserGroup): string;
  /** Deactivates an account: `deleted` to the app, and its person can do nothing any more. */
  deactivate(userId: string): void;
  /** Who is in a user group from now on. */
  setUserGroup(groupId: string, users: readonly string[]): void;
  /** What another app says; returns the message's ts. */
  postAsOtherApp(post: OtherAppPost): Promise<string>;
  /** Every call with this token is answered `token_revoked` from now on. */
  revoke(token: string): void;

  /** The workspace as this person sees it; without a person, all of it. JSON-serialisable. `channels`: nothing
   * but these, which is cheaper where there are many. */
  snapshot(userId?: string, what?: { readonly channels?: readonly string[] }): Snapshot;
  /** Web API calls, oldest first. */
  calls(): readonly LoggedCall[];
  unexpected(): readonly Unexpected[];
  /** Tells of every change; the function returned stops it. */
  onChange(listener: (change: Change) => void): () => void;
  /** Resolves when nothing is on its way to the app. Retries that wait for their time do not count. */
  settled(): Promise<void>;
}

export interface ActiveFault {
  /** How many calls are still to go wrong. */
  readonly left: number;
  clear(): void;
}
