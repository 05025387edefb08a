/** What the page asks of the server, by the routes that page-api.ts lists, and what it is answered. */

export interface InChannel {
  readonly as: string;
  readonly channel: string;
}
export interface CommandRequest extends InChannel {
  /** The line as typed, with its slash: `/incident ack`. */
  readonly text: string;
}
export interface PostRequest extends InChannel {
  /** May be empty when there are files. */
  readonly text: string;
  /** ts of the message that is answered. */
  readonly thread?: string;
  /** Shows a reply in the channel as well. */
  readonly broadcast?: boolean;
  readonly files?: readonly { readonly name: string; readonly base64: string }[];
}
export interface OnMessage extends InChannel {
  readonly ts: string;
}
export interface EditRequest extends OnMessage {
  readonly text: string;
}
export interface ReactRequest extends OnMessage {
  readonly name: string;
  readonly on: boolean;
}
export interface PinRequest extends OnMessage {
  readonly on: boolean;
}

/** Text, an option's value, an id, several of these, epoch seconds; null for nothing. */
export type InputValue = string | number | null | readonly string[];
/** By block and action. */
export type InputValues = Readonly<Record<string, Readonly<Record<string, InputValue>>>>;

/** Where a control stands: in a message, in a modal, or in the app's Home. */
export type Place =
  | { readonly channel: string; readonly ts: string }
  | { readonly viewId: string; readonly surface: 'modal' | 'home'; readonly values?: InputValues };
export type ControlRequest = Place & {
  readonly as: string;
  readonly actionId: string;
  readonly blockId?: string;
};
export type ClickRequest = ControlRequest & { readonly value?: string };
export type SelectRequest = ControlRequest & { readonly value: InputValue };

export type SuggestRequest = ControlRequest & { readonly query: string };

export interface ShortcutRequest {
  readonly as: string;
  readonly callbackId: string;
  /** Of a message shortcut. */
  readonly on?: { readonly channel: string; readonly ts: string };
}
export interface SubmitRequest {
  readonly as: string;
  readonly viewId: string;
  readonly values: InputValues;
}
export interface CloseRequest {
  readonly as: string;
  readonly viewId: string;
  readonly all: boolean;
}
export interface HomeRequest {
  readonly as: string;
  readonly tab: 'home' | 'messages';
}
export interface CreateRequest {
  readonly as: string;
  readonly name: string;
  readonly private: boolean;
}
export interface InviteRequest extends InChannel {
  readonly user: string;
}
export interface TopicRequest extends InChannel {
  readonly topic: string;
}
export interface ArchiveRequest extends InChannel {
  readonly on: boolean;
}
export interface BreakRequest {
  readonly dependency: string;
}
export interface PageOption {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
}
/** `ok: false` comes with a reason meant for the person. */
export interface Said {
  readonly ok: boolean;
  readonly reason?: string;
  /** What the app found wrong with a form, by block. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What the app offers for what was typed. */
  readonly options?: readonly PageOption[];
  /** The channel that was made or opened. */
  readonly channel?: string;
}
