import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { ChatError } from '@tocsin/app';
import { toChatError } from './chat-errors.ts';
import { nodeFetch } from './http.ts';

export interface ClientOptions {
  readonly token: string;
  /** Slack's API, with or without the slash at its end. */
  readonly apiUrl?: string;
  readonly timeoutMs?: number;
  readonly now?: () => Date;
}

/** Slack's client logs message text and answers; what matters of them is in the errors. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

/** Makes one call to Slack's Web API with its typed client. */
export type Call = <Answer>(method: string, make: (client: WebClient) => Promise<Answer>) => Promise<Answer>;

/** Its limits are per channel, so a 429 in one says nothing about the next. */
const limitedPerChannel = new Set(['chat.postMessage']);

/**
 * Slack's client as a Lambda wants it: one attempt, a time limit, no sleeping through a rate limit. A method that Slack
 * answered with 429 is left alone until its time has come; the limits hold for the whole workspace, so asking for
 * another incident would be one more call in vain.
 *
 * @throws ChatError, and nothing else, from every call
 */
export function slackCall({ token, apiUrl, timeoutMs = 5_000, now = () => new Date() }: ClientOptions): Call {
  const client = new WebClient(token, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    fetch: nodeFetch(),
    logger: silent,
    allowAbsoluteUrls: false,
  });
  const freeAgainAt = new Map<string, number>();
  return async (method, make) => {
    const wait = (freeAgainAt.get(method) ?? 0) - now().getTime();
    if (wait > 0) throw new ChatError({ method, slackCode: 'ratelimited', retry: 'later', retryAfterMs: wait });
    try {
      return await make(client);
    } catch (cause) {
      const error = toChatError(method, cause);
      if (error.slackCode === 'ratelimited' && error.retryAfterMs !== undefined && !limitedPerChannel.has(method))
        freeAgainAt.set(method, now().getTime() + error.retryAfterMs);
      throw error;
    }
  };
}
