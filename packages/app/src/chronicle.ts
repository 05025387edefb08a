import { type Commit, type Entry, type EntryRef, fold, isCaptured, type MessageRef, refOf } from '@tocsin/incident';
import { nameOf, type Told, tell } from './telling.ts';
import { messageStory } from './telling-messages.ts';

/** A line of the timeline as it stands: what happened, with what people corrected about it since. */
export interface Line extends Told {
  /** How people point at it. */
  readonly ref: EntryRef;
  readonly type: Entry['type'];
  /** When it was written down, where that is another time than when it happened. */
  readonly recordedAt?: string;
  /** A message of the channel, with its address, and whether it is a reply in a thread. */
  readonly message?: MessageRef & { readonly link?: string };
  readonly corrected?: { readonly by: string; readonly at: string; readonly before: string };
  readonly withdrawn?: { readonly by: string; readonly at: string; readonly reason?: string };
  readonly edited?: true;
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

/** Written down much later than it happened: worth saying. */
const lateMs = 60_000;

/**
 * The timeline as people read it: in the order in which things happened, each once, corrected and withdrawn as people
 * did since. Messages whose last mark was taken away are left out; of deleted ones only that they were there is said.
 */
export function chronicleOf(commits: readonly Commit[]): Line[] {
  const { messages = {} } = fold(undefined, commits) ?? {};
  const numbered = commits.flatMap(({ version, recordedAt, entries }) =>
    entries.map((entry, index) => ({ entry, recordedAt, ref: refOf(version, index) })),
  );
  const amendments = amendmentsOf(numbered.map(({ entry }) => entry));
  return numbered
    .filter(({ entry }) => !about.has(entry.type))
    .filter(({ entry }) => !('message' in entry) || isShown(messages[entry.message.ts]))
    .map(({ entry, recordedAt, ref }) => lineOf({ entry, recordedAt, ref }, amendments))
    .map((line, index) => ({ line, index }))
    .sort((a, b) => a.line.at.localeCompare(b.line.at) || a.index - b.index)
    .map(({ line }) => line);
}

const isShown = (message: Parameters<typeof isCaptured>[0] | undefined): boolean =>
  message !== undefined && isCaptured(message);

interface Amendments {
  readonly corrections: ReadonlyMap<EntryRef, Entry & { type: 'entry.corrected' }>;
  readonly withdrawals: ReadonlyMap<EntryRef, Entry & { type: 'entry.withdrawn' }>;
  /** By the message's ts: the newest edit. */
  readonly edits: ReadonlyMap<string, Entry & { type: 'message.edited' }>;
  readonly deletions: ReadonlySet<string>;
}

function amendmentsOf(entries: readonly Entry[]): Amendments {
  const corrections = new Map<EntryRef, Entry & { type: 'entry.corrected' }>();
  const withdrawals = new Map<EntryRef, Entry & { type: 'entry.withdrawn' }>();
  const edits = new Map<string, Entry & { type: 'message.edited' }>();
  const deletions = new Set<string>();
  for (const entry of entries) {
    if (entry.type === 'entry.corrected') corrections.set(entry.entry, entry);
    if (entry.type === 'entry.withdrawn') withdrawals.set(entry.entry, entry);
    if (entry.type === 'message.deleted') deletions.add(entry.message.ts);
    if (entry.type === 'message.edited') edits.set(entry.message.ts, entry);
  }
  return { corrections, withdrawals, edits, deletions };
}

function lineOf(
  { entry, recordedAt, ref }: { entry: Entry; recordedAt: string; ref: EntryRef },
  { corrections, withdrawals, edits, deletions }: Amendments,
): Line {
  const told = tell(entry);
  const late = Date.parse(recordedAt) - Date.parse(entry.at) > lateMs;
  const correction = corrections.get(ref);
  const withdrawal = withdrawals.get(ref);
  const message = entry.type === 'message.read' ? readMessage(entry, edits, deletions) : undefined;
  return {
    ...told,
    ...message,
    ref,
    type: entry.type,
    ...(late && isPeoples(entry) ? { recordedAt } : {}),
    ...(correction
      ? {
          did: correctedWords(entry, correction.text),
          corrected: { by: nameOf(correction.by), at: correction.at, before: told.did },
        }
      : {}),
    ...(withdrawal
      ? {
          withdrawn: {
            by: nameOf(withdrawal.by),
            at: withdrawal.at,
            ...(withdrawal.reason === undefined ? {} : { reason: withdrawal.reason }),
          },
        }
      : {}),
  };
}

const isPeoples = ({ by, type }: Entry): boolean => by.type === 'person' && type === 'note.added';

function correctedWords(entry: Entry, text: string): string {
  if (entry.type === 'message.read') return messageStory({ ...entry.content, text });
  return entry.type === 'note.added' || entry.type === 'update.posted' ? tell({ ...entry, text }).did : text;
}

/** A message as it is now: with its newest words, or only that it was there. */
function readMessage(
  { content, message }: Entry & { type: 'message.read' },
  edits: Amendments['edits'],
  deletions: Amendments['deletions'],
): Pick<Line, 'message' | 'did' | 'by' | 'edited'> {
  const edit = edits.get(message.ts);
  const newest = edit && edit.editedTs > (content.editedTs ?? '') ? edit.text : content.text;
  const gone = deletions.has(message.ts);
  return {
    by: content.author,
    did: gone ? 'wrote something and deleted it' : messageStory({ ...content, text: newest }),
    message: { ...message, ...(content.link === undefined || gone ? {} : { link: content.link }) },
    ...(newest === content.text || gone ? {} : { edited: true }),
  };
}
