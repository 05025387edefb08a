import {
  type Actor,
  type Entry,
  type Incident,
  inWords,
  type Role,
  respondersOf,
  roleNames,
  type StandingEntry,
} from '@tocsin/incident';
import { asPattern } from './as-pattern.ts';
import type { Inline } from './model.ts';
import type { People, Sources } from './sources.ts';

/** How the draft speaks of people, and what they wrote as it may be shown. */
export interface Names {
  readonly of: (id: string) => Inline;
  readonly actor: (actor: Actor) => Inline;
  /** Slack's text in words, with people as they are shown. */
  readonly inText: (text: string, known?: Readonly<Record<string, string>>) => string;
}

export function namesFor({ people, incident, channel }: Sources, entries: readonly StandingEntry[]): Names {
  const shown =
    people.show === 'names'
      ? (id: string) => lookUp(people.names, id) ?? id
      : byRole(incident, [...entries.flatMap(peopleIn), ...channel.messages.flatMap(({ user }) => user ?? [])]);
  const of = (id: string): Inline => ({ type: 'person', name: shown(id) });
  return {
    of,
    actor: (actor) => {
      if (actor.type === 'person') return of(actor.id);
      return { type: 'text', text: actor.type === 'aws' ? actor.name : 'Tocsin' };
    },
    inText:
      people.show === 'names'
        ? (text, known = {}) => inWords(text, { ...known, ...people.names })
        : withoutNames(people, shown),
  };
}

const lookUp = (names: Readonly<Record<string, string>>, id: string): string | undefined =>
  Object.hasOwn(names, id) ? names[id] : undefined;

/** The role somebody had at the end, else a number by when they first turned up. */
function byRole(incident: Incident, others: readonly string[]): (id: string) => string {
  const shown = new Map<string, string>();
  for (const role of Object.keys(roleNames) as Role[]) {
    const id = incident.roles[role];
    if (id !== undefined && !shown.has(id)) shown.set(id, `the ${roleNames[role]}`);
  }
  let number = 0;
  for (const id of [...respondersOf(incident), ...others]) {
    if (shown.has(id)) continue;
    number += 1;
    shown.set(id, `responder ${number}`);
  }
  return (id) => shown.get(id) ?? 'somebody';
}

function peopleIn({ entry }: StandingEntry): string[] {
  return [...(entry.by.type === 'person' ? [entry.by.id] : []), ...authorsIn(entry)];
}

function authorsIn(entry: Entry): string[] {
  if (entry.type === 'note.added') return entry.from?.by === undefined ? [] : [entry.from.by];
  return entry.type === 'message.read' && /^[UW][A-Z0-9]+$/.test(entry.content.author) ? [entry.content.author] : [];
}

/** Names that people wrote out give way to roles in brackets, as editors mark what is theirs in a quote. */
function withoutNames({ names }: People, shown: (id: string) => string): Names['inText'] {
  const ids = new Map<string, string>();
  for (const [id, name] of Object.entries(names)) {
    if (!/^[UW]/.test(id)) continue;
    for (const word of [name, name.split(/\s+/)[0] ?? '']) if (word.length > 2 && !ids.has(word)) ids.set(word, id);
  }
  const words = [...ids.keys()].sort((a, b) => b.length - a.length || a.localeCompare(b));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(asPattern).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return (text) => {
    const tags = text.replace(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g, (_, id: string) => `[${shown(id)}]`);
    const said = inWords(tags, {});
    return words.length === 0 ? said : said.replace(pattern, (word) => `[${shown(ids.get(word) ?? '')}]`);
  };
}
