/**
 * Text on its way into Slack. Whatever comes from outside (alarm names, reasons, notes, titles) goes through `outside`,
 * once, where it is put into a block; the rest of a block is our own words.
 */

const lookalikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
/** Word joiner: invisible, no space, and no part of a mention or an emoji's name. */
const joiner = '\u2060';

/**
 * Makes text from outside mean nothing to Slack: `& < >` become entities (docs.slack.dev, formatting message text), so
 * that no link, mention or `<!channel>` survives; `@here` and the like and `:emoji:` are broken by an invisible
 * character; characters that would open bold, italic, strike or code are replaced by their lookalikes. Line breaks
 * become spaces, since a line can begin a quote, and characters that turn the direction of writing are dropped.
 */
export function escape(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@(?=(?:channel|here|everyone)\b)/gi, `@${joiner}`)
    .replace(/:(?=[0-9_+'-]*[a-z][a-z0-9_+'-]*:)/gi, `:${joiner}`)
    .replace(/(?<![\p{L}\p{N}])[*_~](?=\S)|`/gu, (character) => lookalikes[character] ?? character);
}

/** At most `max` UTF-16 units of escaped text; splits no entity and no surrogate pair, and shows that it cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = max - 1;
  const entity = text.lastIndexOf('&', end - 1);
  if (entity >= 0 && text.indexOf(';', entity) >= end) end = entity;
  if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, Math.max(0, end)).trimEnd()}…`;
}

/** Text from outside whose lines stay lines; the empty ones go. */
export function paragraphs(text: string, max: number): string {
  const kept = text.split(/\n+/).map((line) => outside(line, max, ''));
  return cut(kept.filter((line) => line !== '').join('\n'), max) || '(nothing said)';
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Text from outside, escaped, cut to `max`, and kept from turning its neighbours around if it runs right to left. */
export function outside(text: string, max: number, ifEmpty = '(nothing said)'): string {
  const escaped = cut(escape(text), max - 2);
  if (escaped === '') return ifEmpty;
  return rightToLeft.test(escaped) ? `\u2068${escaped}\u2069` : escaped;
}

/** Escaped text in which mentions of people, and nothing else, come back to life. */
export const withPeople = (escaped: string): string => escaped.replace(/&lt;@([UW][A-Z0-9]{2,20})&gt;/g, '<@$1>');

/** The same with user groups: where nobody but the reader sees it, for a mention calls a whole group. */
export const withGroups = (escaped: string): string =>
  withPeople(escaped).replace(/&lt;!subteam\^(S[A-Z0-9]{2,20})&gt;/g, '<!subteam^$1>');

/** Bold text; what is inside can not end it. */
export const bold = (escaped: string): string => `*${escaped.replaceAll('*', '∗')}*`;

/** A person by Slack user id, or whoever else did it by name. */
export function person(id: string): string {
  return /^[UW][A-Z0-9]{2,20}$/.test(id) ? `<@${id}>` : outside(id, 60, 'somebody');
}

/** A channel by Slack id; what is no id is not linked. */
export const channel = (id: string): string => (/^[CG][A-Z0-9]{2,20}$/.test(id) ? `<#${id}>` : outside(id, 40));

export type DateFormat = '{date_short_pretty} {time}' | '{date_short_pretty} {time_secs}' | '{time}';

/** A time in the reader's own zone; clients that cannot do that show UTC. */
export function date(iso: string, format: DateFormat = '{date_short_pretty} {time}'): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return outside(iso, 40, 'an unknown time');
  const utc = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at / 1000)}^${format}|${utc}>`;
}

/** Buttons take 3,000 characters; the whole message has only 13,200, and addresses count. */
const longestUrl = 1_000;

/** The address if it can be shown as one: absolute, http(s), without characters that end a link. */
export function safeUrl(url: string, longest = longestUrl): string | undefined {
  if (url.length > longest || !URL.canParse(url)) return undefined;
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const encoded = href.replace(/[<>|^\s]/g, (character) => encodeURIComponent(character));
  return encoded.length > longest ? undefined : encoded;
}

/** A link in mrkdwn with escaped text; the text alone when the address is no good. */
export function link(url: string | undefined, escaped: string): string {
  const safe = url === undefined ? undefined : safeUrl(url);
  if (safe === undefined) return escaped;
  return `<${safe.replaceAll('&', '&amp;')}|${escaped.replaceAll('|', '¦')}>`;
}

/** As many whole lines as fit, and how many did not. */
export function lines(all: readonly string[], max: number): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of all) {
    if (length + line.length + 1 > max - 20) break;
    kept.push(line);
    length += line.length + 1;
  }
  const left = all.length - kept.length;
  return [...kept, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n');
}

/** As many of the last whole lines as fit, and how many before them did not. */
export function latest(all: readonly string[], max: number): string[] {
  const kept: string[] = [];
  let length = 0;
  for (const line of all.toReversed()) {
    if (length + line.length + 1 > max - 20) break;
    kept.unshift(line);
    length += line.length + 1;
  }
  const left = all.length - kept.length;
  return [...(left > 0 ? [`… ${left} before`] : []), ...kept];
}
