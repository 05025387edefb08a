import type { Channel, Message, Token, Workspace } from '../model.ts';

export type Args = Readonly<Record<string, unknown>>;

/** What a Web API method sees of the workspace, and as whom it acts. */
export interface Call {
  readonly workspace: Workspace;
  readonly token: Token;
  readonly args: Args;
  /** The next `ts`: unique and rising. */
  readonly nextTs: () => string;
  readonly newId: (prefix: string) => string;
  readonly nowSeconds: () => number;
  /** Opens a modal for whoever holds the trigger. */
  readonly openView: (triggerId: string, view: unknown) => unknown;
  /** Tells the app of what happened, if it subscribed to it. */
  readonly emit: (event: Readonly<Record<string, unknown>>) => void;
}

export interface Method {
  /** Any one of these scopes is enough; none needed when empty. */
  readonly scopes: readonly string[];
  /** Calls a minute, by Slack's tiers; undefined where a rule of its own holds. */
  readonly perMinute: number | undefined;
  readonly run: (call: Call) => Readonly<Record<string, unknown>>;
}

/** Calls a minute by tier (docs.slack.dev, rate limits: 1+, 20+, 50+, 100+). */
export const tier = { one: 1, two: 20, three: 50, four: 100 } as const;

export type { Channel, Message };
