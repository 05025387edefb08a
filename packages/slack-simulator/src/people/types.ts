import type { Outcome } from '../app/types.ts';

/** What was sent to the app for something a person did. */
export interface Sent {
  /** The app answered within three seconds with a status of 2xx, and the answer made sense. */
  readonly ok: boolean;
  /** As Slack shows it to the person: `operation_timeout`, `dispatch_failed` … */
  readonly error?: string;
  readonly outcome: Outcome;
  readonly triggerId: string;
  /** Where the app may answer later; interactions in views have none. */
  readonly responseUrl?: string;
}

export interface SubmitResult extends Sent {
  /** Of `response_action: errors`: what is wrong, by block_id. The view stays open. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** What a person puts into a control: text, an option's value, an id, several of these, epoch seconds; null empties it. */
export type InputValue = string | number | null | readonly string[];
/** block_id → action_id → what is put in. */
export type InputValues = Readonly<Record<string, Readonly<Record<string, InputValue>>>>;

export interface InMessage {
  readonly channel: string;
  readonly ts: string;
  readonly actionId: string;
  readonly blockId?: string;
}
export interface InView {
  /** Default: the modal on top, or the Home tab. */
  readonly viewId?: string;
  readonly actionId: string;
  readonly blockId?: string;
  /** Put into other controls before, and not yet sent: the app reads it in `state`. */
  readonly values?: InputValues;
}

/** What the app offers for what was typed into an external select. */
export interface Suggestions {
  readonly ok: boolean;
  readonly error?: string;
  readonly outcome: Outcome;
  readonly options: readonly { readonly value: string; readonly text: string; readonly description?: string }[];
}

/** A file that a person posts: with what is in it, or with the address where it is kept. */
export interface NewFile {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly externalUrl?: string;
  readonly title?: string;
  /** Default: what the name's ending says. */
  readonly mimetype?: string;
}

/**
 * One person at their client. What the client would not let them do (a button they cannot see, a required field left
 * empty, a channel they are not in) throws PersonError. Promises resolve once the app has answered the first attempt.
 */
export interface Actor {
  readonly id: string;
  /**
   * A line as typed, with its slash: `/incident open SEV2`. People, channels and groups (`@ana`, `<@U123>`, `#general`,
   * `@sre`) come to the app as the manifest's `should_escape` says; without a manifest as they were typed. In a thread
   * (`threadTs`) there are no commands.
   */
  command(line: { readonly channel: string; readonly text: string; readonly threadTs?: string }): Promise<Sent>;

  /** `value` chooses among buttons with the same action_id. */
  click(button: InMessage & { readonly value?: string }): Promise<Sent>;
  clickInView(button: InView & { readonly value?: string }): Promise<Sent>;
  clickInHome(button: InView & { readonly value?: string }): Promise<Sent>;
  /** Selects, overflow menus, checkboxes, radio buttons, pickers. */
  select(control: InMessage & { readonly value: InputValue }): Promise<Sent>;
  selectInView(control: InView & { readonly value: InputValue }): Promise<Sent>;
  selectInHome(control: InView & { readonly value: InputValue }): Promise<Sent>;

  /** Fills in and submits the modal on top, or the one named, which must be on top. */
  submitView(submission?: { readonly viewId?: string; readonly values?: InputValues }): Promise<SubmitResult>;
  /** Closes the modal on top; `all` closes the stack. Sends `view_closed` when the view asked for it. */
  closeView(which?: { readonly viewId?: string; readonly all?: boolean }): Promise<void>;

  /** Types into an external select: asks the app for its options, which `select…` and `submitView` take from then on. */
  suggest(control: InMessage & { readonly query: string }): Promise<Suggestions>;
  suggestInView(control: InView & { readonly query: string }): Promise<Suggestions>;
  suggestInHome(control: InView & { readonly query: string }): Promise<Suggestions>;

  /** Of those in the manifest, if the app was connected with one. */
  shortcut(callbackId: string): Promise<Sent>;
  /** Works wherever the person sees the message, also where the app is not a member. */
  messageShortcut(callbackId: string, channel: string, ts: string): Promise<Sent>;

  /** Returns the message's ts. */
  post(message: {
    readonly channel: string;
    readonly text: string;
    readonly threadTs?: string;
    readonly broadcast?: boolean;
    readonly files?: readonly NewFile[];
  }): Promise<string>;
  /** Deletes a file of theirs; messages keep a tombstone in its place. */
  deleteFile(fileId: string): Promise<void>;
  /** What is in a file that they see; a file kept elsewhere, or deleted, holds nothing. */
  readFile(fileId: string): { readonly name: string; readonly mimetype: string; readonly bytes: Uint8Array };
  /** `files`: attached beside those that the message has. */
  edit(message: {
    readonly channel: string;
    readonly ts: string;
    readonly text: string;
    readonly files?: readonly NewFile[];
  }): Promise<void>;
  delete(message: { readonly channel: string; readonly ts: string }): Promise<void>;
  react(reaction: { readonly channel: string; readonly ts: string; readonly name: string }): Promise<void>;
  unreact(reaction: { readonly channel: string; readonly ts: string; readonly name: string }): Promise<void>;
  pin(message: { readonly channel: string; readonly ts: string }): Promise<void>;
  unpin(message: { readonly channel: string; readonly ts: string }): Promise<void>;

  /** Returns the channel's id. */
  createChannel(channel: { readonly name: string; readonly private?: boolean }): Promise<string>;
  join(channel: string): Promise<void>;
  leave(channel: string): Promise<void>;
  invite(channel: string, user: string): Promise<void>;
  /** Takes somebody, or the app, out of a channel. */
  kick(channel: string, user: string): Promise<void>;
  setTopic(channel: string, topic: string): Promise<void>;
  rename(channel: string, name: string): Promise<void>;
  archive(channel: string): Promise<void>;
  unarchive(channel: string): Promise<void>;
  setPresence(presence: 'active' | 'away'): void;
  /** Pauses notifications from now on for so many minutes; 0 ends the pause. */
  snooze(minutes: number): void;
  /** Not disturbed every day between these times (`HH:MM`) of their zone; null ends it. */
  setDoNotDisturb(nightly: { readonly from: string; readonly to: string } | null): void;

  /** Opens the app's Home; `tab` default `home`. */
  openHome(tab?: 'home' | 'messages'): Promise<void>;
  /** Opens the direct messages with the app; returns the channel's id. */
  openDm(): Promise<string>;
}
