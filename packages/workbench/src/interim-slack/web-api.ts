import type { IncomingMessage, ServerResponse } from 'node:http';
import { chat } from './api/chat.ts';
import { conversations } from './api/conversations.ts';
import type { Args, Call, Method } from './api/method.ts';
import { others } from './api/others.ts';
import { SlackRefusal } from './errors.ts';
import type { Fault } from './faults.ts';
import type { Token, Workspace } from './model.ts';
import type { RateLimits } from './rate-limits.ts';

export const methods: Readonly<Record<string, Method>> = { ...chat, ...conversations, ...others };

/** One call as it was made; arguments without the token. */
export interface LoggedCall {
  readonly method: string;
  readonly at: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly args: Args;
}

export interface WebApiSurroundings extends Omit<Call, 'token' | 'args'> {
  readonly limits: RateLimits | undefined;
  readonly nextFault: (method: string) => Fault | undefined;
  readonly log: (call: LoggedCall) => void;
  readonly changed: () => void;
  readonly latencyMs: () => number;
  readonly now: () => Date;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** The connection is cut instead of answering. */
  readonly cut?: boolean;
}

/** POST /api/<method>: reads form or JSON, checks token, scope and rate, does it, answers as Slack does. */
export async function serveWebApi(
  request: IncomingMessage,
  response: ServerResponse,
  around: WebApiSurroundings,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = new URL(request.url ?? '/', 'http://slack').pathname.replace(/^\/api\//, '');
  const args = readArgs(Buffer.concat(chunks).toString('utf8'), request.headers['content-type'] ?? '');
  const bearer =
    /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ??
    (typeof args['token'] === 'string' ? args['token'] : undefined);
  const latency = around.latencyMs();
  if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
  const { token: _, ...rest } = args;
  const answer = answerTo(method, rest, bearer, around);
  const error = answer.body['error'];
  around.log({
    method,
    at: around.now().toISOString(),
    ok: answer.body['ok'] === true,
    ...(typeof error === 'string' ? { error } : {}),
    args: rest,
  });
  around.changed();
  if (answer.cut) return void request.socket.destroy();
  response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
  response.end(JSON.stringify(answer.body));
}

function answerTo(method: string, args: Args, bearer: string | undefined, around: WebApiSurroundings): Answer {
  const known = methods[method];
  if (!known) return refusal('unknown_method');
  if (bearer === undefined) return refusal('not_authed');
  const token = around.workspace.tokens.get(bearer);
  if (!token) return refusal('invalid_auth');
  const missing = missingScope(known, token);
  if (missing) return refusal('missing_scope', missing);
  const fault = around.nextFault(method);
  const wait = fault
    ? undefined
    : around.limits?.check(method, known.perMinute, typeof args['channel'] === 'string' ? args['channel'] : undefined);
  if (wait !== undefined) return tooMany(wait);
  if (fault && !('after' in fault && fault.after)) return faulty(fault);
  const done = run(known, { ...around, token, args });
  return fault ? faulty(fault) : done;
}

function run(method: Method, call: Call): Answer {
  try {
    return { status: 200, body: { ok: true, ...method.run(call) } };
  } catch (error) {
    if (error instanceof SlackRefusal) return refusal(error.code, error.details);
    throw error;
  }
}

function missingScope({ scopes }: Method, token: Token) {
  if (scopes.length === 0 || scopes.some((scope) => token.scopes.has(scope))) return undefined;
  return { needed: scopes[0], provided: [...token.scopes].join(',') };
}

function faulty(fault: Fault): Answer {
  switch (fault.kind) {
    case 'ratelimited':
      return tooMany(fault.retryAfterSeconds);
    case 'http500':
      return { status: 500, body: { ok: false, error: 'internal_error' } };
    case 'fatal_error':
      return refusal('fatal_error');
    case 'no-answer':
      return { ...refusal('no_answer'), cut: true };
    case 'revoked':
      return refusal('token_revoked');
    default:
      return fault satisfies never;
  }
}

const refusal = (error: string, details: object = {}): Answer => ({
  status: 200,
  body: { ok: false, error, ...details },
});
const tooMany = (seconds: number): Answer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
});

function readArgs(body: string, type: string): Args {
  if (!type.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return (body === '' ? {} : JSON.parse(body)) as Args;
  } catch {
    return {};
  }
}
