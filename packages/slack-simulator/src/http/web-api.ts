import type * as z from 'zod';
import { allScopes, type Method, methodCall, mustHave } from '../api/method.ts';
import { methods } from '../api/methods.ts';
import { refuse, SlackRefusal } from '../errors.ts';
import type { Triggers } from '../people/triggers.ts';
import type { LoggedCall, Unexpected } from '../types.ts';
import type { Json, User } from '../workspace/model.ts';
import type { World } from '../workspace/world.ts';
import { type FaultScript, Faults } from './faults.ts';
import type { RateLimits } from './rate-limits.ts';

export interface ApiRequest {
  readonly method: string;
  readonly token: string | undefined;
  readonly args: Record<string, unknown>;
}

/** `silent`: no answer ever; `dropped`: the connection breaks. */
export type ApiAnswer =
  | { readonly type: 'json'; readonly status: number; readonly headers: Record<string, string>; readonly body: Json }
  | { readonly type: 'silent' | 'dropped' };

export interface WebApiOptions {
  readonly world: World;
  readonly triggers: Triggers;
  /** Scopes by token. */
  readonly tokens: ReadonlyMap<string, ReadonlySet<string>>;
  readonly revoked: ReadonlySet<string>;
  /** None when they are switched off. */
  readonly rateLimits: RateLimits | undefined;
  readonly faults: Faults;
  readonly calls: LoggedCall[];
  readonly unexpected: Unexpected[];
}

/**
 * The Web API without its transport. In order: fault, method, token, rate limit, scope, arguments, the method itself.
 */
export function webApi(options: WebApiOptions): (request: ApiRequest) => ApiAnswer {
  return (request) => {
    const fault = options.faults.take(request.method);
    const answer = fault === undefined ? answered(options, request) : faulty(fault, () => answered(options, request));
    options.calls.push(logged(options, request, { answer, fault }));
    options.world.changed('call');
    return answer;
  };
}

type JsonAnswer = Extract<ApiAnswer, { type: 'json' }>;

function faulty(fault: FaultScript, act: () => JsonAnswer): ApiAnswer {
  if ('effect' in fault && fault.effect === 'after') {
    const done = act();
    // What was refused anyway has no effect to lose the answer of.
    if (done.body['ok'] !== true) return done;
  }
  switch (fault.kind) {
    case 'ratelimited':
      return limited(fault.retryAfter ?? 30);
    case 'http500':
      return json(500, { ok: false, error: 'internal_error' });
    case 'fatal_error':
      return json(200, { ok: false, error: 'fatal_error' });
    case 'timeout':
      return { type: fault.effect === 'after' ? 'dropped' : 'silent' };
    case 'revoked':
      return json(200, { ok: false, error: 'token_revoked' });
    default:
      return fault satisfies never;
  }
}

const json = (status: number, body: Json, headers: Record<string, string> = {}): JsonAnswer => ({
  type: 'json',
  status,
  body,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
});
const limited = (seconds: number): JsonAnswer =>
  json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });

function answered(options: WebApiOptions, request: ApiRequest): JsonAnswer {
  try {
    return act(options, request);
  } catch (error) {
    if (error instanceof SlackRefusal) return json(200, { ok: false, error: error.code, ...error.details });
    throw error;
  }
}

function act(options: WebApiOptions, { method, token, args }: ApiRequest): JsonAnswer {
  const { world, tokens, revoked, rateLimits, unexpected } = options;
  const definition = methods.get(method);
  if (definition === undefined) {
    unexpected.push({ at: world.clock.now().toISOString(), what: `unknown method ${method}` });
    refuse('unknown_method', { req_method: method });
  }
  if (token === undefined || token === '') {
    // Anybody may ask whether anybody is there.
    if (method === 'api.test') return json(200, run(definition, { options, scopes: new Set(), args }));
    refuse('not_authed');
  }
  if (revoked.has(token)) refuse('token_revoked');
  const scopes = tokens.get(token) ?? refuse('invalid_auth');
  const wait = rateLimits?.take(method, { tier: definition.tier, channel: String(args['channel'] ?? '') });
  if (wait !== undefined) return limited(wait);
  mustHave(scopes, allScopes(definition.scopes));
  const headers = {
    'x-oauth-scopes': [...scopes].join(','),
    'x-accepted-oauth-scopes': allScopes(definition.scopes).join(','),
  };
  return json(200, run(definition, { options, scopes, args }), headers);
}

function run(
  definition: Method,
  { options, scopes, args }: { options: WebApiOptions; scopes: ReadonlySet<string>; args: Record<string, unknown> },
): Json {
  const { world, triggers } = options;
  const parsed = definition.args.safeParse(args);
  if (!parsed.success)
    refuse('invalid_arguments', {
      response_metadata: { messages: parsed.error.issues.map((issue) => inWords(issue, args)) },
    });
  const bot = world.users.get(world.app.userId) as User;
  const call = methodCall(definition, { world, triggers, bot, scopes });
  return { ok: true, ...definition.run(parsed.data as never, call) };
}

function inWords({ path, message }: z.core.$ZodIssue, args: Record<string, unknown>): string {
  const name = String(path[0] ?? '');
  return args[name] === undefined
    ? `[ERROR] missing required field: ${name}`
    : `[ERROR] ${message} [json-pointer:/${path.map(String).join('/')}]`;
}

function logged(
  { world }: WebApiOptions,
  { method, args: { token: _secret, ...args } }: ApiRequest,
  { answer, fault }: { answer: ApiAnswer; fault: FaultScript | undefined },
): LoggedCall {
  const at = world.clock.now().toISOString();
  const meant = fault === undefined ? {} : { fault: 'effect' in fault ? `${fault.kind} ${fault.effect}` : fault.kind };
  if (answer.type !== 'json') return { method, at, ok: false, status: 0, args: structuredClone(args), ...meant };
  const { ok, error } = answer.body;
  return {
    method,
    at,
    ok: ok === true,
    status: answer.status,
    ...(typeof error === 'string' ? { error } : {}),
    args: structuredClone(args),
    ...meant,
  };
}
