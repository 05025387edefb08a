import type { Inline } from './nodes.ts';

/** The inside of `<…>`: a mention, a date or a link; nothing when it is none of them. */
export function parseToken(token: string): Inline | undefined {
  const [head = '', ...rest] = token.split('|');
  const label = rest.length > 0 ? decode(rest.join('|')) : undefined;
  const labelled = label === undefined || label === '' ? {} : { label };
  const mention = /^([@#])([A-Z][A-Z0-9]{1,20})$/.exec(head);
  if (mention?.[2]) return { type: mention[1] === '@' ? 'person' : 'channel', id: mention[2], ...labelled };
  const group = /^!subteam\^([A-Z0-9]{2,20})$/.exec(head);
  if (group?.[1]) return { type: 'group', id: group[1], ...labelled };
  if (head === '!here' || head === '!channel' || head === '!everyone')
    return { type: 'broadcast', to: head.slice(1) as 'here' | 'channel' | 'everyone' };
  if (head.startsWith('!date^')) return parseDate(head, label ?? '');
  const url = safeUrl(decode(head));
  return url === undefined ? undefined : { type: 'link', url, text: label ?? decode(head) };
}

/** `!date^1392734382^{date_short} at {time}^https://link` */
function parseDate(head: string, fallback: string): Inline {
  const [, seconds = '', format = '', link] = head.split('^');
  const url = link === undefined ? undefined : safeUrl(decode(link));
  if (!/^\d{1,12}$/.test(seconds)) return { type: 'text', text: fallback };
  return { type: 'date', seconds: Number(seconds), format, fallback, ...(url === undefined ? {} : { url }) };
}

/** An address that may be opened from a message: to a site, or to write a mail. Never `javascript:` or `data:`. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return /^(https?|mailto):$/.test(new URL(url).protocol) ? url : undefined;
}

/** Slack escapes three characters and no others. */
export const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
