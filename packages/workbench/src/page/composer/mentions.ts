import type { Directory } from '../state/names.tsx';

type Known = Pick<Directory, 'people' | 'groups' | 'channels'>;

interface Mention {
  /** As it is typed and shown. */
  readonly shown: string;
  /** As Slack has it in a message. */
  readonly token: string;
  /** As Slack has it in a command whose app wants ids. */
  readonly named: string;
}

/** Longest first: `@viewer-oncall` is not `@viewer` with something behind it. */
function mentionsOf({ people, groups, channels }: Known): readonly Mention[] {
  const all = [
    ...people.map(({ id, name }) => ({ shown: `@${name}`, token: `<@${id}>`, named: `<@${id}|${name}>` })),
    ...groups.map(({ id, name }) => ({
      shown: `@${name}`,
      token: `<!subteam^${id}>`,
      named: `<!subteam^${id}|@${name}>`,
    })),
    ...channels
      .filter(({ kind }) => kind !== 'im')
      .map(({ id, name }) => ({ shown: `#${name}`, token: `<#${id}>`, named: `<#${id}|${name}>` })),
    ...['here', 'channel', 'everyone'].map((to) => ({ shown: `@${to}`, token: `<!${to}>`, named: `<!${to}>` })),
  ];
  return all.sort((a, b) => b.shown.length - a.shown.length);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What somebody typed, as Slack's client sends it: people, groups and channels by their ids, and `& < >` escaped.
 * `as: 'command'` gives the names along, as Slack does with "escape channels, users and links".
 */
export function toTokens(typed: string, known: Known, as: 'message' | 'command' = 'message'): string {
  const mentions = mentionsOf(known);
  let sent = '';
  for (let at = 0; at < typed.length; ) {
    const mention = /[\p{L}\p{N}]/u.test(typed.charAt(at - 1)) ? undefined : mentionAt(typed, at, mentions);
    sent += mention === undefined ? escaped(typed.charAt(at)) : as === 'command' ? mention.named : mention.token;
    at += mention?.shown.length ?? 1;
  }
  return sent;
}

function mentionAt(typed: string, at: number, mentions: readonly Mention[]): Mention | undefined {
  const sign = typed.charAt(at);
  if (sign !== '@' && sign !== '#') return undefined;
  return mentions.find(({ shown }) => {
    const end = at + shown.length;
    const same = typed.slice(at, end).toLowerCase() === shown.toLowerCase();
    return same && !/[\p{L}\p{N}_-]/u.test(typed.charAt(end));
  });
}

/** A message's text, as whoever wrote it would type it. */
export function toTyped(text: string, known: Known): string {
  const shown = new Map(mentionsOf(known).map((mention) => [mention.token, mention.shown]));
  return text
    .replace(/<[^<>|]+(?:\|([^<>]*))?>/g, (whole: string, label: string | undefined) => {
      const bare = whole.replace(/\|.*/s, '>');
      return shown.get(bare) ?? label ?? bare.slice(1, -1);
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
