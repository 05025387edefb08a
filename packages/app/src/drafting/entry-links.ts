import { type Commit, type Entry, type EntryRef, type Incident, refOf } from '@tocsin/incident';
import type { ChannelHistory } from '@tocsin/postmortem';
import type { EffectRecord } from '../ports.ts';
import { keyOf } from '../private.ts';

/**
 * The message in the channel that shows each entry, by the entry's reference: of an update its own, of a walk's moves the
 * walk's, of most the one that the channel opens with. What is not in the channel any more has no link.
 */
export function entryLinksOf({
  incident,
  commits,
  channel,
  effects,
}: {
  readonly incident: Incident;
  readonly commits: readonly Commit[];
  readonly channel: ChannelHistory;
  readonly effects: ReadonlyMap<string, EffectRecord>;
}): Readonly<Record<EntryRef, string>> {
  const permalinks = new Map(channel.messages.map(({ ts, permalink }) => [ts, permalink]));
  const linkTo = (key: string) => permalinks.get(effects.get(keyOf(incident, key))?.result?.ts ?? '');
  let updates = 0;
  const links = commits.flatMap(({ version, entries }) =>
    entries.flatMap((entry, index): [EntryRef, string][] => {
      if (entry.type === 'update.posted') updates += 1;
      const link = linkTo(shownAs(entry, updates));
      return link === undefined ? [] : [[refOf(version, index), link]];
    }),
  );
  return Object.fromEntries(links);
}

/** Key of the effect that says it; the parts of the draft that speak of a walk or an action lead where those are shown. */
function shownAs(entry: Entry, updates: number): string {
  switch (entry.type) {
    case 'update.posted':
      return `update:${updates}`;
    case 'walk.began':
    case 'walk.moved':
    case 'walk.ended':
      return `walk:${entry.walk}`;
    case 'action.added':
    case 'action.changed':
    case 'action.done':
    case 'action.dropped':
    case 'action.reopened':
      return 'actions';
    default:
      return 'situation';
  }
}
