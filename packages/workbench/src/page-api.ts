/**
 * What the page and the local server say to each other. The page draws this and nothing else; everything it does goes
 * through the routes below, each a signed request of Slack's making or a fault in the demo service. `as` is empty or
 * unknown before the page has met the people: the state is then answered all the same, and the page picks one of them.
 *
 *     GET  /api/state?as=<user>           PageState
 *     GET  /api/changes?as=<user>         Server-Sent Events: `state` with a PageState whenever something changed
 *     GET  /api/file?as=<user>&id=<file>  what is in a file
 *     GET  /api/runbooks                  PageRunbook[]
 *     GET  /api/runbook?file=<file>       PagePreview
 *
 *     POST /api/command    CommandRequest       → Said
 *     POST /api/post       PostRequest          → Said
 *     POST /api/edit       EditRequest          → Said
 *     POST /api/delete     { as, channel, ts }  → Said
 *     POST /api/react      ReactRequest         → Said   (on: whether the reaction is put there or taken away)
 *     POST /api/pin        PinRequest           → Said
 *
 *     POST /api/click      ClickRequest         → Said   (a button, in a message, a modal or the app's Home)
 *     POST /api/select     SelectRequest        → Said   (a menu, a picker, boxes: whatever else acts)
 *     POST /api/suggest    SuggestRequest       → Said, with the options   (of a menu that asks the app for them)
 *     POST /api/shortcut   ShortcutRequest      → Said
 *     POST /api/submit     SubmitRequest        → Said, with what the app found wrong by block
 *     POST /api/close      { as, viewId, all }  → Said   (a modal, or with `all` those below it, too)
 *     POST /api/home       { as, tab }          → Said, with the channel of the direct messages for tab `messages`
 *
 *     POST /api/join       { as, channel }      → Said
 *     POST /api/leave      { as, channel }      → Said
 *     POST /api/create     CreateRequest        → Said, with the channel
 *     POST /api/invite     { as, channel, user} → Said
 *     POST /api/topic      TopicRequest         → Said
 *     POST /api/archive    ArchiveRequest       → Said
 *
 *     POST /api/break      BreakRequest         → Said
 *     POST /api/mend       { dependency }       → Said
 *     POST /api/event      any AWS event        → Said   (fed to intake, as a file would be)
 */
export type * from './page-requests.ts';

export interface PageState extends SlackState {
  readonly now: string;
  readonly demo: readonly PageDependency[];
  readonly workflows: readonly PageWorkflow[];
  /** Newest first: what happened behind Slack (fault, canary, alarm, page), in words. */
  readonly story: readonly PageHappening[];
}

/** The workspace as one person sees it. */
export interface SlackState {
  readonly me: string;
  readonly app: PageApp;
  readonly people: readonly PagePerson[];
  /** User groups that messages may mention. */
  readonly groups: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  readonly channels: readonly PageChannel[];
  /** Open modals, the one on top last. */
  readonly modals: readonly PageView[];
  /** What the app published as its Home; undefined until it has. */
  readonly home?: PageView;
}

/** The app that the workspace has, by what it declares. */
export interface PageApp {
  /** Its user in the workspace. */
  readonly user: string;
  readonly name: string;
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly PageShortcut[];
}

export interface PageCommand {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  /** People and channels reach the app with their ids. */
  readonly escapes: boolean;
  readonly subcommands: readonly {
    readonly words: readonly string[];
    readonly usage: string;
    readonly does: string;
  }[];
}

export interface PageShortcut {
  readonly type: 'global' | 'message';
  readonly name: string;
  readonly callbackId: string;
  readonly description: string;
}

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

export interface PageChannel {
  readonly id: string;
  /** Of direct messages: whom they are with. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly topic: string;
  readonly archived: boolean;
  readonly member: boolean;
  readonly members: readonly string[];
  readonly bookmarks: readonly { readonly title: string; readonly link: string }[];
  /** Times of the pinned messages, in the order in which they were pinned. */
  readonly pins: readonly string[];
  readonly canvas?: { readonly title: string; readonly markdown: string };
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
  /** Slack says it, not a person: who archived the channel, what it is called now, that a message was deleted. */
  readonly notice: boolean;
  /** Of a reply: its root. Of a reply that is in the channel, too, likewise. */
  readonly thread?: string;
  readonly replies: readonly PageMessage[];
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly pinned: boolean;
  readonly files: readonly PageFile[];
}

export interface PageFile {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly size: number;
  readonly deleted: boolean;
  /** Of a file that is kept elsewhere. */
  readonly link?: string;
}

/** A modal or a Home, in Slack's words. */
export interface PageView {
  readonly id: string;
  readonly title: string;
  /** Undefined when it cannot be submitted. */
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly unknown[];
  /** What its controls hold: `state.values` of an interaction. */
  readonly held: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
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

export interface PageRunbook {
  readonly file: string;
  readonly title: string;
  readonly steps: number;
}

/** A runbook as it would be walked, before there is an incident. */
export interface PagePreview {
  readonly title: string;
  readonly steps: readonly {
    readonly step: string;
    readonly title: string;
    readonly type: string;
    readonly message: { readonly blocks: readonly unknown[] };
    /** What can come of it: `said` is made up. */
    readonly outcomes: readonly {
      readonly when: string;
      readonly said?: string;
      readonly leads: string;
      readonly message: { readonly blocks: readonly unknown[] };
    }[];
  }[];
}
