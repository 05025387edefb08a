import { ErrorCode } from '@slack/web-api';
import { ChatError, type Retry } from '@tocsin/app';
import { TransportError } from './http.ts';

/**
 * Slack's names for trouble of its own. "It's possible some aspect of the operation succeeded" (every method's page, at
 * fatal_error and internal_error): so one has to look before one repeats.
 */
const slackTrouble = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
  'update_failed',
]);
/** Refused before anything was done, and likely to pass. team_added_to_org: the workspace is being moved. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'too_many_requests',
  'message_limit_exceeded',
  'team_added_to_org',
]);
/** Nothing was done, and everything would be with a good token: what an incident has to show waits for whoever puts one in. */
const lockedOut = new Set(['not_authed', 'invalid_auth', 'token_revoked', 'token_expired', 'account_inactive']);
const lockedOutMs = 60_000;
/** Some lists of Slack's errors have it at 429 without a Retry-After. */
const retryAfterUnsaid = 30_000;

/** What a failed call to Slack means for whoever made it: later, look first, or never. */
export function toChatError(method: string, cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  const say = (slackCode: string, retry: Retry, retryAfterMs?: number) =>
    new ChatError({ method, slackCode, retry, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, { cause });
  const { code, ...rest } = (cause ?? {}) as { code?: string } & Record<string, unknown>;
  switch (code) {
    case ErrorCode.RateLimitedError:
      return say('ratelimited', 'later', Math.max(1, Number(rest['retryAfter'])) * 1_000);
    case ErrorCode.PlatformError:
      return platformError(say, (rest['data'] as { error?: unknown } | undefined)?.error);
    case ErrorCode.HTTPError: {
      const status = Number(rest['statusCode']);
      // Slack answers 200 to whatever it understood; 4xx comes from something before it that will not change its mind.
      return say(`http_${status}`, status >= 500 || status === 408 ? 'unknown-outcome' : 'never');
    }
    case ErrorCode.RequestError:
      return transportError(say, rest['original']);
    default:
      // The client makes a plain error of a 429 whose Retry-After it cannot read.
      return /retry.?after/i.test(String((cause as Error | undefined)?.message))
        ? say('ratelimited', 'later', retryAfterUnsaid)
        : say('malformed_answer', 'unknown-outcome');
  }
}

type Say = (slackCode: string, retry: Retry, retryAfterMs?: number) => ChatError;

function platformError(say: Say, error: unknown): ChatError {
  // A body that is not JSON ends up as the "error" of the client: a proxy's page, a cut answer.
  if (typeof error !== 'string' || !/^[a-z0-9_.-]{1,80}$/i.test(error))
    return say('malformed_answer', 'unknown-outcome');
  if (slackTrouble.has(error)) return say(error, 'unknown-outcome');
  if (lockedOut.has(error)) return say(error, 'later', lockedOutMs);
  if (passing.has(error)) return say(error, 'later', retryAfterUnsaid);
  return say(error, 'never');
}

function transportError(say: Say, original: unknown): ChatError {
  const { sent, timedOut } = original instanceof TransportError ? original : { sent: true, timedOut: false };
  return say(timedOut ? 'timeout' : 'network', sent ? 'unknown-outcome' : 'later');
}

/** For calls whose refusal may mean that what was asked for is so already. */
export const unless =
  (...codes: readonly string[]) =>
  (error: unknown): void => {
    if (!(error instanceof ChatError && codes.includes(error.slackCode))) throw error;
  };
