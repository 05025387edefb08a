import type { PeopleCommand } from './commands.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { Commit, Entry } from './entries.ts';
import type { Incident } from './incident.ts';

/**
 * How people point at an entry: the number of its commit, and behind a dot which of the commit's entries it is unless it
 * is the first. It stays the same for good.
 *
 * @example '12', '12.1'
 */
export type EntryRef = string;

export const refOf = (version: number, index: number): EntryRef => (index === 0 ? `${version}` : `${version}.${index}`);

/** An entry's reference as people type it: `#12`, `12`, `12.1`. */
export const parseRef = (text: string): EntryRef | undefined => /^#?(\d{1,9}(?:\.\d{1,3})?)$/.exec(text)?.[1];

/** What people said can be corrected and withdrawn by people; what AWS and Slack reported can be annotated by a note. */
const amendable: ReadonlySet<Entry['type']> = new Set(['note.added', 'update.posted', 'message.read']);

/** Whether an entry still stands. */
export type Standing = 'stands' | 'withdrawn';

type Amending = PeopleCommand & { readonly type: 'correct-entry' | 'withdraw-entry' };

export function amend(incident: Incident, command: Amending, at: string): Decision {
  const { by, entry } = command;
  if (incident.status === 'closed')
    return refuse('not-open', `incident ${incident.id} is closed, and its timeline with it`);
  const standing = incident.amendable?.[entry];
  if (standing === undefined)
    return refuse(
      'not-possible',
      `#${entry} is no note, update or captured message; “/incident timeline” shows their numbers`,
    );
  if (standing === 'withdrawn') return refuse('already-done', `#${entry} was withdrawn already`);
  if (command.type === 'correct-entry') return accept({ type: 'entry.corrected', at, by, entry, text: command.text });
  const { reason } = command;
  return accept({ type: 'entry.withdrawn', at, by, entry, ...(reason === undefined ? {} : { reason }) });
}

/** The incident with what a commit's entries can be pointed at by, and which of them no longer stand. */
export function withAmendable(incident: Incident, { version, entries }: Commit): Incident {
  const changes = entries.flatMap((entry, index): [EntryRef, Standing][] => {
    if (entry.type === 'entry.withdrawn') return [[entry.entry, 'withdrawn']];
    return amendable.has(entry.type) ? [[refOf(version, index), 'stands']] : [];
  });
  return changes.length === 0
    ? incident
    : { ...incident, amendable: { ...incident.amendable, ...Object.fromEntries(changes) } };
}
