import {
  type Commit,
  type Entry,
  type EntryRef,
  type MessageRef,
  type StandingEntry,
  standingEntries,
} from '@tocsin/incident';
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
  /** Of a note, its words as they stand. */
  readonly noted?: string;
}

/** Written down much later than it happened: worth saying. */
const lateMs = 60_000;

/**
 * The timeline as people read it: in the order in which things happened, each once, corrected and withdrawn as people
 * did since. Messages whose last mark was taken away are left out; of deleted ones only that they were there is said.
 */
export const chronicleOf = (commits: readonly Commit[]): Line[] => standingEntries(commits).map(lineOf);

function lineOf(standing: StandingEntry): Line {
  const { entry, ref, recordedAt, corrected, withdrawn } = standing;
  const told = tell(entry);
  const late = Date.parse(recordedAt) - Date.parse(entry.at) > lateMs;
  const message = entry.type === 'message.read' ? readMessage(entry, standing) : messageOf(entry);
  return {
    ...told,
    ...message,
    ref,
    type: entry.type,
    ...(late && isPeoples(entry) ? { recordedAt } : {}),
    ...(entry.type === 'note.added' ? { noted: corrected?.text ?? entry.text } : {}),
    ...(corrected
      ? {
          did: correctedWords(entry, corrected.text),
          corrected: { by: nameOf(corrected.by), at: corrected.at, before: told.did },
        }
      : {}),
    ...(withdrawn ? { withdrawn: { ...withdrawn, by: nameOf(withdrawn.by) } } : {}),
  };
}

const isPeoples = ({ by, type }: Entry): boolean => by.type === 'person' && type === 'note.added';

function correctedWords(entry: Entry, text: string): string {
  if (entry.type === 'message.read') return messageStory({ ...entry.content, text });
  return entry.type === 'note.added' || entry.type === 'update.posted' ? tell({ ...entry, text }).did : text;
}

/** A message that could not be read, or that a note was taken from. */
function messageOf(entry: Entry): Pick<Line, 'message'> {
  if (entry.type === 'message.missed') return { message: entry.message };
  if (entry.type !== 'note.added' || !entry.from) return {};
  const { by: _, ...message } = entry.from;
  return { message };
}

/** A message as it is now: with its newest words, or only that it was there. */
function readMessage(
  { content, message }: Entry & { type: 'message.read' },
  { edited, deleted }: StandingEntry,
): Pick<Line, 'message' | 'did' | 'by' | 'edited'> {
  return {
    by: content.author,
    did: deleted ? 'wrote something and deleted it' : messageStory({ ...content, text: edited ?? content.text }),
    message: { ...message, ...(content.link === undefined || deleted ? {} : { link: content.link }) },
    ...(edited === undefined ? {} : { edited: true }),
  };
}
