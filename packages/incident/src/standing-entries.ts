import type { Actor } from './actor.ts';
import { type EntryRef, refOf } from './amendments.ts';
import { type CapturedMessage, isCaptured } from './captures.ts';
import type { Commit, Entry } from './entries.ts';
import { fold } from './fold.ts';

/** An entry as it stands: with what was said about it since. */
export interface StandingEntry {
  /** How people point at it. */
  readonly ref: EntryRef;
  readonly entry: Entry;
  readonly recordedAt: string;
  readonly corrected?: { readonly by: Actor; readonly at: string; readonly text: string };
  readonly withdrawn?: { readonly by: Actor; readonly at: string; readonly reason?: string };
  /** Of a message that was edited after it was read: its newest words. */
  readonly edited?: string;
  /** Of a message that was deleted since. */
  readonly deleted?: true;
}

/** Said of other entries; they show there. */
const about: ReadonlySet<Entry['type']> = new Set([
  'message.marked',
  'message.unmarked',
  'message.edited',
  'message.deleted',
  'entry.corrected',
  'entry.withdrawn',
]);

/**
 * The entries that tell something, in the order in which things happened, each with what people corrected, withdrew,
 * edited and deleted since. Messages whose last mark was taken away are left out.
 */
export function standingEntries(commits: readonly Commit[]): StandingEntry[] {
  const { messages = {} } = fold(undefined, commits) ?? {};
  const numbered = commits.flatMap(({ version, recordedAt, entries }) =>
    entries.map((entry, index) => ({ entry, recordedAt, ref: refOf(version, index) })),
  );
  const amendments = amendmentsOf(numbered.map(({ entry }) => entry));
  return numbered
    .filter(({ entry }) => !about.has(entry.type))
    .filter(({ entry }) => !('message' in entry) || isShown(messages[entry.message.ts]))
    .filter(({ entry }) => !isRepeated(entry, amendments))
    .map((one) => ({ ...one, ...amendmentOf(one.entry, one.ref, amendments) }))
    .map((one) => ({ ...one, entry: asReadLast(one.entry, amendments) }))
    .map((one, index) => ({ one, index }))
    .sort((a, b) => a.one.entry.at.localeCompare(b.one.entry.at) || a.index - b.index)
    .map(({ one }) => one);
}

const isShown = (message: CapturedMessage | undefined): boolean => message !== undefined && isCaptured(message);

interface Amendments {
  readonly corrections: ReadonlyMap<EntryRef, Entry & { type: 'entry.corrected' }>;
  readonly withdrawals: ReadonlyMap<EntryRef, Entry & { type: 'entry.withdrawn' }>;
  /** By the message's ts: the newest edit. */
  readonly edits: ReadonlyMap<string, Entry & { type: 'message.edited' }>;
  readonly deletions: ReadonlySet<string>;
  /** By the message's ts: what was read of it first, and what last. */
  readonly reads: ReadonlyMap<string, { readonly first: MessageRead; readonly last: MessageRead }>;
}

type MessageRead = Entry & { type: 'message.read' };

/** One that was read again stands where it was read first, and one that could be read after all was not missed. */
function isRepeated(entry: Entry, { reads }: Amendments): boolean {
  if (entry.type === 'message.missed') return reads.has(entry.message.ts);
  return entry.type === 'message.read' && reads.get(entry.message.ts)?.first !== entry;
}

/** With the files and names that were read last; its words then are told as an edit. */
function asReadLast(entry: Entry, { reads }: Amendments): Entry {
  if (entry.type !== 'message.read') return entry;
  const { files, names } = (reads.get(entry.message.ts)?.last ?? entry).content;
  return { ...entry, content: { ...entry.content, files, names: { ...entry.content.names, ...names } } };
}

function amendmentsOf(entries: readonly Entry[]): Amendments {
  const corrections = new Map<EntryRef, Entry & { type: 'entry.corrected' }>();
  const withdrawals = new Map<EntryRef, Entry & { type: 'entry.withdrawn' }>();
  const edits = new Map<string, Entry & { type: 'message.edited' }>();
  const deletions = new Set<string>();
  const reads = new Map<string, { first: MessageRead; last: MessageRead }>();
  for (const entry of entries) {
    if (entry.type === 'entry.corrected') corrections.set(entry.entry, entry);
    if (entry.type === 'entry.withdrawn') withdrawals.set(entry.entry, entry);
    if (entry.type === 'message.deleted') deletions.add(entry.message.ts);
    if (entry.type === 'message.edited') edits.set(entry.message.ts, entry);
    if (entry.type === 'message.read')
      reads.set(entry.message.ts, { first: reads.get(entry.message.ts)?.first ?? entry, last: entry });
  }
  return { corrections, withdrawals, edits, deletions, reads };
}

function amendmentOf(
  entry: Entry,
  ref: EntryRef,
  amendments: Amendments,
): Pick<StandingEntry, 'corrected' | 'withdrawn' | 'edited' | 'deleted'> {
  const correction = amendments.corrections.get(ref);
  const withdrawal = amendments.withdrawals.get(ref);
  return {
    ...(correction ? { corrected: { by: correction.by, at: correction.at, text: correction.text } } : {}),
    ...(withdrawal
      ? {
          withdrawn: {
            by: withdrawal.by,
            at: withdrawal.at,
            ...(withdrawal.reason === undefined ? {} : { reason: withdrawal.reason }),
          },
        }
      : {}),
    ...(entry.type === 'message.read' ? messageSince(entry, amendments) : {}),
  };
}

/** Its newest words are in the newest edit that was heard of, or in what was read after that. */
function messageSince(
  first: MessageRead,
  { edits, deletions, reads }: Amendments,
): Pick<StandingEntry, 'edited' | 'deleted'> {
  const { ts } = first.message;
  if (deletions.has(ts)) return { deleted: true };
  const edit = edits.get(ts);
  const last = reads.get(ts)?.last ?? first;
  const isHeardLater = edit !== undefined && edit.editedTs > newest(last.content.editedTs, last.edit);
  const text = isHeardLater ? edit.text : last.content.text;
  return text === first.content.text ? {} : { edited: text };
}

const newest = (one = '', other = ''): string => (one > other ? one : other);
