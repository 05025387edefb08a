import { command, eventProblem, interactionProblem, isHeard } from './payloads.ts';
import { isRecord } from './shape.ts';

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

/**
 * What people say in channels comes by the thousand, and nothing is made of it: only of edits and deletions. Told here,
 * before anything heavy is loaded; and so are events that nobody listens to.
 */
const isChatter = ({ event }: Record<string, unknown>): boolean => {
  if (!isRecord(event) || !isHeard(String(event['type']))) return true;
  if (event['type'] !== 'message' || event['channel_type'] === 'im') return false;
  return event['subtype'] !== 'message_changed' && event['subtype'] !== 'message_deleted';
};

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
  // Bolt would make a list of it.
  const twice = [...form.keys()].find((name) => form.getAll(name).length > 1);
  if (twice !== undefined) return malformed(`the form has the field ${twice.slice(0, 40)} twice`);
  const payload = form.get('payload');
  if (payload === null) {
    const fields = Object.fromEntries(form);
    const problem = command(fields, '') ?? (form.get('command')?.startsWith('/') ? undefined : 'command has no slash');
    if (problem === undefined) return { type: 'dispatch', kind: 'command', form: true, text };
    return malformed(`a form that is neither a command nor an interaction: ${problem}`);
  }
  const json = parsed(payload);
  if (json === undefined) return malformed('payload is not JSON');
  const problem = interactionProblem(json);
  if (problem === undefined) return { type: 'dispatch', kind: 'interaction', form: true, text };
  return malformed(`an interaction that cannot be read: ${problem}`);
}

function readJson(text: string): Content {
  const json = parsed(text);
  if (json === undefined) return malformed('the body is not JSON');
  if (!isRecord(json)) return malformed('JSON that is no event');
  const { type, challenge, minute_rate_limited: minute } = json;
  if (type === 'url_verification' && typeof challenge === 'string') return { type: 'challenge', challenge };
  if (type === 'app_rate_limited' && typeof minute === 'number') return { type: 'rate-limited', minute };
  if (type !== 'event_callback') return malformed('JSON that is no event');
  const problem = eventProblem(json);
  if (problem !== undefined) return malformed(`an event that cannot be read: ${problem}`);
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
