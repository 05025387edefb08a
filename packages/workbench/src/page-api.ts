/**
 * What the page and the local server say to each other. The page draws this and nothing else; everything it does goes
 * through the routes below, each a signed request of Slack's making or a fault in the demo service. `as` is empty or
 * unknown before the page has met the people: the state is then answered all the same, and the page picks one of them.
 *
 *     GET  /api/state?as=<user>           PageState
 *     GET  /api/changes?as=<user>         Server-Sent Events: `state` with a PageState whenever something changed
 *     POST /api/command   CommandRequest  → Said
 *     POST /api/click     ClickRequest    → Said
 *     POST /api/post      PostRequest     → Said
 *     POST /api/join      { as, channel } → Said
 *     POST /api/break     BreakRequest    → Said
 *     POST /api/mend      { dependency }  → Said
 *     POST /api/event     any AWS event   → Said   (fed to intake, as a file would be)
 */
export interface PageState {
  readonly now: string;
  readonly me: string;
  readonly people: readonly PagePerson[];
  /** User groups that messages may mention. */
  readonly groups?: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly PageChannel[];
  readonly demo: readonly PageDependency[];
  readonly workflows: readonly PageWorkflow[];
  /** Newest first: what happened behind Slack (fault, canary, alarm, page), in words. */
  readonly story: readonly PageHappening[];
}

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly archived: boolean;
  readonly member: boolean;
  readonly bookmarks: readonly { readonly title: string; readonly link: string }[];
  readonly messages: readonly PageMessage[];
}

export interface PageMessage {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  /** Block Kit, as Slack holds it. */
  readonly blocks: readonly unknown[];
  readonly edited: boolean;
  /** Only the person looking sees it. */
  readonly ephemeral: boolean;
}

export interface PageDependency {
  readonly id: string;
  readonly title: string;
  readonly broken: boolean;
  /** `workflow/step` pairs that stand on it. */
  readonly usedBy: readonly { readonly workflow: string; readonly step: string; readonly kind: 'hard' | 'soft' }[];
}

export interface PageWorkflow {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    /** Of the latest canary run; undefined before the first. */
    readonly status?: 'passed' | 'failed' | 'blocked' | 'degraded';
    readonly reason?: string;
  }[];
  readonly lastRunAt?: string;
  readonly alarms: readonly { readonly name: string; readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' }[];
}

export interface PageHappening {
  readonly at: string;
  readonly kind: 'fault' | 'mended' | 'canary' | 'alarm' | 'slack' | 'page' | 'error';
  readonly text: string;
}

export interface CommandRequest {
  readonly as: string;
  readonly channel: string;
  /** The line as typed, with its slash: `/incident ack`. */
  readonly text: string;
}
export interface ClickRequest {
  readonly as: string;
  readonly channel: string;
  readonly ts: string;
  readonly actionId: string;
  readonly blockId?: string;
}
export interface PostRequest {
  readonly as: string;
  readonly channel: string;
  readonly text: string;
}
export interface BreakRequest {
  readonly dependency: string;
}
/** `ok: false` comes with a reason meant for the person. */
export interface Said {
  readonly ok: boolean;
  readonly reason?: string;
}
