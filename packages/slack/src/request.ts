import * as z from 'zod/mini';

/** What a Function URL or an HTTP API hands over (payload 2.0), as far as it matters here. Header names are lower case. */
export const HttpEvent = z.object({
  headers: z.record(z.string(), z.optional(z.string())),
  body: z.optional(z.nullable(z.string())),
  isBase64Encoded: z.optional(z.boolean()),
  rawQueryString: z.optional(z.string()),
});
export type HttpEvent = z.infer<typeof HttpEvent>;

/** A header, whatever its case: REST APIs keep what was sent. */
export function headerOf({ headers }: HttpEvent, name: string): string | undefined {
  return headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The body as it was sent. */
export function bytesOf({ body, isBase64Encoded }: HttpEvent): Buffer {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

const named = z.string().check(z.minLength(1));
const Command = z.object({
  command: z.string().check(z.startsWith('/')),
  user_id: named,
  channel_id: named,
  trigger_id: named,
});
const Interaction = z.object({
  type: z.enum(['block_actions', 'view_submission', 'view_closed', 'shortcut', 'message_action', 'block_suggestion']),
  user: z.object({ id: named }),
});
const Event = z.object({ type: z.literal('event_callback'), event_id: named, event: z.object({ type: named }) });
const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string() });
const RateLimited = z.object({ type: z.literal('app_rate_limited'), minute_rate_limited: z.number() });

/** What a body from Slack is. `text` is what Bolt is given. */
export type Content =
  | {
      readonly type: 'dispatch';
      readonly kind: 'command' | 'interaction' | 'event';
      readonly form: boolean;
      readonly text: string;
    }
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
    return Command.safeParse(Object.fromEntries(form)).success
      ? { type: 'dispatch', kind: 'command', form: true, text }
      : malformed('a form that is neither a command nor an interaction');
  }
  const json = parsed(payload);
  if (json === undefined) return malformed('payload is not JSON');
  return Interaction.safeParse(json).success
    ? { type: 'dispatch', kind: 'interaction', form: true, text }
    : malformed('an interaction of no known type');
}

function readJson(text: string): Content {
  const json = parsed(text);
  if (json === undefined) return malformed('the body is not JSON');
  const challenge = Challenge.safeParse(json);
  if (challenge.success) return { type: 'challenge', challenge: challenge.data.challenge };
  const limited = RateLimited.safeParse(json);
  if (limited.success) return { type: 'rate-limited', minute: limited.data.minute_rate_limited };
  return Event.safeParse(json).success
    ? { type: 'dispatch', kind: 'event', form: false, text }
    : malformed('JSON that is no event');
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
