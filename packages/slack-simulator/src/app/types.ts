import type { AppManifest } from './manifest.ts';

/** A signed request as Slack makes it. */
export interface AppRequest {
  readonly kind: 'command' | 'interactivity' | 'event';
  /** Lower case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly path: string;
}

export interface AppAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Deliver = (request: AppRequest) => Promise<AppAnswer>;

export interface AppOptions {
  readonly signingSecret: string;
  readonly commandUrl?: string;
  readonly interactivityUrl?: string;
  readonly eventsUrl?: string;
  /** Instead of URLs: takes every request. Paths are then `/slack/commands`, `/slack/interactivity`, `/slack/events`. */
  readonly deliver?: Deliver;
  /**
   * The app's manifest, as Slack has it: its shortcuts and commands are the only ones people can use, its events the only
   * ones that are told. Default: every callback, every command and every event.
   */
  readonly manifest?: AppManifest;
  /** Subscriptions by their names in a manifest, such as `message.channels`, `app_mention`, instead of the manifest's. Those that the app has no scope for never come. */
  readonly events?: readonly string[];
}

/** How the app answered, or why it did not. `timeout`: later than Slack's three seconds. */
export type Outcome =
  | { readonly type: 'answered'; readonly status: number; readonly body: string }
  | {
      readonly type: 'failed';
      readonly reason: 'timeout' | 'connection_failed' | 'not_connected';
      readonly cause?: unknown;
    };

export interface SentEvent {
  readonly eventId: string;
  /** Of the inner event: `message`, `reaction_added` … */
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: readonly { readonly at: string; readonly retryNum: number; readonly outcome: Outcome }[];
}

export interface EventControl {
  /** Every event meant for the app, oldest first, held ones too. */
  list(): readonly SentEvent[];
  /** Keeps events back from now on. */
  hold(): void;
  /** Delivers what was held, one after another, in the order that `arrange` gives; holds no longer. */
  release(arrange?: (events: readonly SentEvent[]) => readonly SentEvent[]): Promise<void>;
  /** Delivers an event again, as a retry of it. */
  redeliver(eventId: string, retry?: { readonly num?: number; readonly reason?: string }): Promise<Outcome>;
}
