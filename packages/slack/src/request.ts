/**
 * What comes through the door, read by hand: a schema library here is 20 KB or more of what must be loaded before Slack
 * can be answered, and a bundler puts all of it there that anything loaded later uses of it.
 */

/** What a Function URL or an HTTP API hands over (payload 2.0), as far as it matters here. Header names are lower case. */
export interface HttpEvent {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly rawQueryString?: string;
}

export function isHttpEvent(event: unknown): event is HttpEvent {
  if (!isRecord(event) || !isRecord(event['headers'])) return false;
  const { body, isBase64Encoded, rawQueryString } = event;
  return (
    (body === undefined || body === null || typeof body === 'string') &&
    (isBase64Encoded === undefined || typeof isBase64Encoded === 'boolean') &&
    (rawQueryString === undefined || typeof rawQueryString === 'string')
  );
}

/** A header, whatever its case: REST APIs keep what was sent. */
export function headerOf({ headers }: HttpEvent, name: string): string | undefined {
  const value = headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}

/** The body as it was sent. */
export function bytesOf({ body, isBase64Encoded }: HttpEvent): Buffer {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

const interactions = new Set([
  'block_actions',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
  'block_suggestion',
]);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isNamed = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isCommand = ({ command, user_id, channel_id, trigger_id }: Record<string, unknown>): boolean =>
  isNamed(command) && command.startsWith('/') && [user_id, channel_id, trigger_id].every(isNamed);

const isInteraction = ({ type, user, actions }: Record<string, unknown>): boolean =>
  isNamed(type) &&
  interactions.has(type) &&
  isRecord(user) &&
  isNamed(user['id']) &&
  (type !== 'block_actions' || (Array.isArray(actions) && actions.length > 0 && actions.every(isRecord)));

/**
 * What people say in channels comes by the thousand, and nothing is made of it: only of edits and deletions. Told here,
 * before anything heavy is loaded.
 */
const isChatter = ({ event }: Record<string, unknown>): boolean => {
  if (!isRecord(event) || event['type'] !== 'message' || event['channel_type'] === 'im') return false;
  return event['subtype'] !== 'message_changed' && event['subtype'] !== 'message_deleted';
};

const isEvent = ({ type, event_id, event }: Record<string, unknown>): boolean =>
  type === 'event_callback' && isNamed(event_id) && isRecord(event) && isNamed(event['type']);

/** What a body from Slack is. `text` is what Bolt is given. */
export type Content =
  | {
      readonly type: 'dispatch';
      readonly kind: 'command' | 'interaction' | 'event';
      readonly form: boolean;
      readonly text: string;
    }
  | { readonly type: 'chatter' }
  | { readonly type: 'challenge'; readonly challenge: string }
  | { readonly type: 'rate-limited'; readonly minute: number }
  | { readonly type: 'malformed'; readonly reason: string };

const malformed = (reason: string): Content => ({ type: 'malformed', reason });

/** Reads a body whose signature was checked. Slack sends forms for commands and interactions, JSON for events. */
export function readContent(bytes: Uint8Array, contentType: string | undefined): Content {
  const text = decoded(bytes);
  if (text === undefined) return malformed('the body is not UTF-8');
  if (/^application\/json\b/i.test(contentType ?? '')) return readJson(text);
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) return readForm(text);
  return malformed(`content type ${contentType?.slice(0, 80) ?? '(none)'}: expected a form or JSON`);
}

function readForm(text: string): Content {
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  if (payload === null) {
    return isCommand(Object.fromEntries(form))
      ? { type: 'dispatch', kind: 'command', form: true, text }
      : malformed('a form that is neither a command nor an interaction');
  }
  const json = parsed(payload);
  if (json === undefined) return malformed('payload is not JSON');
  return isRecord(json) && isInteraction(json)
    ? { type: 'dispatch', kind: 'interaction', form: true, text }
    : malformed('an interaction of no known type');
}

function readJson(text: string): Content {
  const json = parsed(text);
  if (json === undefined) return malformed('the body is not JSON');
  if (!isRecord(json)) return malformed('JSON that is no event');
  const { type, challenge, minute_rate_limited: minute } = json;
  if (type === 'url_verification' && typeof challenge === 'string') return { type: 'challenge', challenge };
  if (type === 'app_rate_limited' && typeof minute === 'number') return { type: 'rate-limited', minute };
  if (!isEvent(json)) return malformed('JSON that is no event');
  return isChatter(json) ? { type: 'chatter' } : { type: 'dispatch', kind: 'event', form: false, text };
}

/** Slack checks certificates with `ssl_check=1`, in the query or the body, and does not always sign that. */
export function isSslCheck(event: HttpEvent): boolean {
  const inQuery = new URLSearchParams(event.rawQueryString ?? '').get('ssl_check') === '1';
  return inQuery || new URLSearchParams(decoded(bytesOf(event)) ?? '').get('ssl_check') === '1';
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
