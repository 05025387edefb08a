import type { Actor } from './actor.ts';
import type { Command, PeopleCommand } from './commands.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { Incident } from './incident.ts';

/** A message of Slack's, wherever in a channel it stands. */
export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
  /** The message whose thread it is a reply in. */
  readonly thread?: string;
}

/** What put a message on the timeline; each is put and taken away by itself. */
export type Mark = 'pin' | `emoji:${string}:${string}` | `shortcut:${string}`;

/** A file as it was found with a message: copied to private storage, or why not. */
export interface CapturedFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype?: string;
  readonly bytes?: number;
  /** Where it lies in the bucket. */
  readonly stored?: string;
  readonly missing?: string;
}

/** A message as it was read when it was captured. */
export interface CapturedContent {
  /** When it was posted, ISO 8601. */
  readonly postedAt: string;
  /** Slack user id, or the name of an app. */
  readonly author: string;
  readonly text: string;
  /** Names of the people, groups and channels mentioned, by Slack id, as they were called then. */
  readonly names: Readonly<Record<string, string>>;
  readonly files: readonly CapturedFile[];
  readonly link?: string;
  /** The edit that it had when it was read, as Slack stamps it. */
  readonly editedTs?: string;
}

/** What deciding needs to know of a captured message; its words are on the timeline alone. */
export interface CapturedMessage {
  readonly channel: string;
  readonly thread?: string;
  readonly marks: Readonly<Record<string, { readonly on: boolean; readonly at: string }>>;
  readonly read?: true;
  readonly editedTs?: string;
  /** The edit because of which it is to be read again. */
  readonly stale?: string;
  /** Where the files lie that were kept, by Slack's id. */
  readonly stored?: Readonly<Record<string, string>>;
  readonly deleted?: true;
}

/** Keeps the snapshot small: a channel of which so much is kept is kept as a whole. */
export const mostCaptured = 1_000;

export const isCaptured = ({ marks }: CapturedMessage): boolean => Object.values(marks).some(({ on }) => on);

/** A message that is to be read, with what is known of it. */
export interface Unread extends MessageRef {
  /** The edit because of which it is read again. */
  readonly edit?: string;
  /** Where files of it lie already, by Slack's id. */
  readonly stored?: Readonly<Record<string, string>>;
}

/**
 * Messages that are to be read: captured, and not read since they were captured or edited. Of one that is gone before it
 * is read the timeline says so.
 */
export const unread = ({ messages = {} }: Incident): Unread[] =>
  Object.entries(messages)
    .filter(([, message]) => isCaptured(message) && (!message.read || isStale(message)))
    .map(([ts, { channel, thread, stale: edit, stored }]) => ({
      channel,
      ts,
      ...(thread === undefined ? {} : { thread }),
      ...(edit === undefined ? {} : { edit }),
      ...(stored === undefined ? {} : { stored }),
    }));

const isStale = ({ stale, deleted }: CapturedMessage): boolean => stale !== undefined && !deleted;

type Marking = PeopleCommand & { readonly type: 'mark-message' | 'unmark-message' };

/**
 * Somebody marked a message, or took the mark away. Of each mark the newest event counts, so that repeated and reordered
 * events end the same; one that says what is known is kept too, if it is newer, for an older one may still be under way.
 * So is the end of a mark that was never seen to begin.
 */
export function markMessage(incident: Incident, { type, by, message, mark, eventAt }: Marking): Decision {
  if (incident.status === 'closed')
    return refuse('not-open', `incident ${incident.id} is closed, and its timeline with it`);
  const known = incident.messages?.[message.ts];
  if (!known && Object.keys(incident.messages ?? {}).length >= mostCaptured)
    return refuse('not-possible', `${mostCaptured} messages were captured; the timeline takes no more`);
  const last = known?.marks[mark];
  if (last && last.at >= eventAt) return refuse('nothing-new', 'a newer event of this mark is known');
  const entry = { at: eventAt, by, message, mark };
  return accept({ type: type === 'mark-message' ? 'message.marked' : 'message.unmarked', ...entry });
}

/** What was read of a captured message: once, and again when an edit says that there is more to it than its text. */
export function recordMessage(
  { messages = {} }: Incident,
  { message, content, missing, edit, by }: Command & { type: 'record-message' },
  at: string,
): Decision {
  const known = messages[message.ts];
  if (!known) return refuse('nothing-new', 'the message was not captured');
  if (known.read && !isStale(known)) return refuse('already-done', 'the message was read already');
  const of = { by, message, ...(edit === undefined ? {} : { edit }) };
  return accept(
    content
      ? { type: 'message.read', at: content.postedAt, content, ...of }
      : { type: 'message.missed', at, reason: missing ?? 'Slack does not have it', ...of },
  );
}

/** A captured message was edited. Slack stamps edits; an older one than is known says nothing new. */
export function editMessage(
  { messages = {} }: Incident,
  { message, text, editedTs, readAgain, by }: Command & { type: 'edit-message' },
  at: string,
): Decision {
  const known = messages[message.ts];
  if (!known) return refuse('nothing-new', 'the message was not captured');
  if (known.deleted || (known.editedTs ?? '') >= editedTs) return refuse('nothing-new', 'a newer edit is known');
  return accept({ type: 'message.edited', at, by, message, text, editedTs, ...(readAgain ? { readAgain } : {}) });
}

/** A captured message was deleted: its words are shown no longer. */
export function deleteMessage(
  { messages = {} }: Incident,
  { message, by }: Command & { type: 'delete-message' },
  at: string,
): Decision {
  const known = messages[message.ts];
  if (!known || known.deleted) return refuse('nothing-new', 'the message was not captured, or is gone already');
  return accept({ type: 'message.deleted', at, by, message });
}

/** Whoever marked it by the means that the mark names. */
export const markOf = (means: 'pin' | 'shortcut' | { readonly emoji: string }, by: Actor): Mark => {
  const who = by.type === 'person' ? by.id : by.type;
  if (means === 'pin') return 'pin';
  return means === 'shortcut' ? `shortcut:${who}` : `emoji:${means.emoji}:${who}`;
};
