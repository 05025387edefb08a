/** Someone who asks something of us, from wherever they asked. */
export interface Asked {
  /** What follows the command's first word. */
  readonly rest: string;
  /** Slack ids of the people mentioned in it, in order. */
  readonly people: readonly string[];
  /** Slack ids of the channels mentioned in it, in order. */
  readonly channels: readonly string[];
  readonly user: string;
  readonly channel: string;
  /** What Slack sent says that the person belongs to another organisation. */
  readonly stranger?: boolean;
  /** Lets a modal be opened within three seconds; mentions come without. */
  readonly trigger?: string;
  /** What tells a redelivery. */
  readonly cause: string;
}

/** Incident ids as Tocsin makes them: a day and eight letters or digits. */
const incidentId = /^\d{8}-[a-z0-9]{8}$/i;

/** An incident's id at the start of what was typed, and what follows it. */
export function leadingId(rest: string): { id?: string; rest: string } {
  const [first = '', ...others] = rest.split(/\s+/);
  const bare = first.replaceAll('`', '');
  return incidentId.test(bare) ? { id: bare.toLowerCase(), rest: others.join(' ') } : { rest };
}

/** Incidents' ids in what was typed, in order. */
export const idsIn = (rest: string): string[] =>
  rest
    .split(/\s+/)
    .map((word) => word.replaceAll('`', ''))
    .filter((word) => incidentId.test(word))
    .map((id) => id.toLowerCase());

/** Which channels a text mentions, by Slack id. */
export const channelsIn = (text: string): string[] =>
  [...text.matchAll(/<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>/g)].map(([, id = '']) => id);

/** Whom a text mentions, by Slack id. */
export const peopleIn = (text: string): string[] =>
  [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g)].map(([, id = '']) => id);

/**
 * What somebody typed as they see it: Slack sends `& < >` as entities, and people, channels and links as tags
 * (docs.slack.dev, slash commands, "escape channels, users and links").
 */
export function asTyped(text: string): string {
  return text
    .replace(/<@[UW][A-Z0-9]+\|([^<>]+)>/g, '@$1')
    .replace(/<#[CG][A-Z0-9]+\|([^<>]+)>/g, '#$1')
    .replace(/<(https?:[^|<>]+)(?:\|[^<>]*)?>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}
