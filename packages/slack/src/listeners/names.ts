import type { Named } from '@tocsin/app';
import { type Rendered, refused } from '../blocks/index.ts';
import type { SlackWorld } from '../world.ts';

/**
 * Where a command says who. `first`: the first name says it, and has to mean somebody. `last`: the last one, which may as
 * well be words of a text.
 */
export type Naming = 'first' | 'last';

/** A mention, or a name that Slack made none of: it does not where the command was made without “escape”, or at random. */
const called = /<(?:@|!subteam\^)[^<>]*>|(?<![\p{L}\p{N}<|])@([\p{L}\p{N}][\p{L}\p{N}._-]*)/gu;
const ownWords: ReadonlySet<string> = new Set(['me', 'here', 'channel', 'everyone']);
const mostShown = 8;

/** The text with the name that says who made a mention, if one person or group alone bears it; else why it says nobody. */
export async function withNames(
  { people }: Pick<SlackWorld, 'people'>,
  text: string,
  naming: Naming,
): Promise<{ readonly type: 'text'; readonly text: string } | { readonly type: 'reply'; readonly reply: Rendered }> {
  const found = naming === 'first' ? text.matchAll(called).next().value : [...text.matchAll(called)].at(-1);
  const name = found?.[1]?.replace(/(?<![._-])[._-]+$/, '');
  if (!found || name === undefined || ownWords.has(name.toLowerCase())) return { type: 'text', text };
  const roster = await people.roster();
  const meant = roster?.filter(({ names }) => names.some((one) => same(one, name))) ?? [];
  const [only] = meant;
  if (only && meant.length === 1) {
    const end = found.index + 1 + name.length;
    return { type: 'text', text: `${text.slice(0, found.index)}${mentionOf(only, name)}${text.slice(end)}` };
  }
  if (naming === 'last' && meant.length === 0) return { type: 'text', text };
  if (!roster) return instead(`Slack does not say right now who @${name} is; ${pick}`);
  if (meant.length > 1) return instead(`several are called @${name}: ${listed(meant)}; ${pick}`);
  const near = roster.filter(({ names }) => names.some((one) => plain(one).startsWith(plain(name).slice(0, 3))));
  const guess = near.length === 0 ? '' : `; did you mean ${listed(near)}?`;
  return instead(`nobody here is called @${name}${guess === '' ? `; ${pick}` : guess}`);
}

const instead = (reason: string) => ({ type: 'reply', reply: refused(reason) }) as const;
const pick = 'choose whom you mean from the list that Slack shows while you type';

const mentionOf = ({ type, id }: Named, name: string): string =>
  type === 'person' ? `<@${id}|${name}>` : `<!subteam^${id}|@${name}>`;

const listed = (all: readonly Named[]): string => {
  const shown = all.slice(0, mostShown).map(({ type, id, names }) => {
    const mention = type === 'person' ? `<@${id}>` : `<!subteam^${id}>`;
    return names[0] === undefined ? mention : `${mention} (@${names[0]})`;
  });
  return [...shown, ...(all.length > mostShown ? [`${all.length - mostShown} more`] : [])].join(', ');
};

/** `@anacosta`, `@ana.costa` and `@Ana_Costa` are Ana Costa. */
const same = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\p{M}\s._-]/gu, '')
    .toLowerCase();
