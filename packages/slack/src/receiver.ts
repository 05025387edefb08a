import { App, AwsLambdaReceiver, type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '@tocsin/app';
import { nodeFetch } from './http.ts';
import { registerListeners } from './listeners/index.ts';
import { bytesOf, type Content, type HttpEvent, headerOf, isHttpEvent, isSslCheck, readContent } from './request.ts';
import { verifySignature } from './verify.ts';
import { kept, type Surroundings } from './world.ts';

export interface SlackFunctionOptions extends Surroundings {
  readonly signingSecret: string;
  readonly token: string;
  /** Slack's API, default its public one. */
  readonly apiUrl?: string;
  readonly now: () => Date;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** Two parameters, no third: Lambda's Node 24 refuses handlers that could take a callback. */
export type SlackHandler = (event: unknown, context?: unknown) => Promise<HttpAnswer>;

/**
 * The function behind the URL that Slack calls, from bytes to answer:
 *
 * 1. a certificate check is answered
 * 2. the signature is checked on the bytes as they came; what fails is told 401 and touches nothing
 * 3. the body is read; what nobody sends is told 400
 * 4. Bolt finds the listener; the listener appends to a timeline, and its answer is Slack's
 *
 * Bolt's receiver answers when all listeners have ended, so no listener waits for Slack.
 */
export function slackFunction(options: SlackFunctionOptions): SlackHandler {
  const dispatch = boltHandler(options);
  return async (event) => {
    if (!isHttpEvent(event)) return unreadable('not an HTTP request');
    const signature = headerOf(event, 'x-slack-signature');
    if (signature === undefined && isSslCheck(event)) return plain(200, '');
    const bytes = bytesOf(event);
    const verdict = verifySignature({
      secret: options.signingSecret,
      timestamp: headerOf(event, 'x-slack-request-timestamp'),
      signature,
      body: bytes,
      now: options.now(),
    });
    if (verdict.type === 'refused') {
      options.log.warn('request refused', { reason: verdict.reason });
      return plain(401, '');
    }
    if (isSslCheck(event)) return plain(200, '');
    return answer(event, readContent(bytes, headerOf(event, 'content-type')), { dispatch, log: options.log });
  };
}

type Dispatch = (event: HttpEvent, content: Content & { type: 'dispatch' }) => Promise<HttpAnswer>;

async function answer(
  event: HttpEvent,
  content: Content,
  { dispatch, log }: { dispatch: Dispatch; log: Log },
): Promise<HttpAnswer> {
  switch (content.type) {
    case 'challenge':
      return json({ challenge: content.challenge });
    case 'chatter':
      return plain(200, '');
    case 'rate-limited':
      log.warn('Slack withholds events: too many in a minute', { minute: content.minute });
      return plain(200, '');
    case 'malformed':
      log.warn('request malformed', { reason: content.reason });
      return unreadable(content.reason);
    case 'dispatch': {
      const answered = await dispatch(event, content);
      if (answered.statusCode !== 404) return answered;
      log.warn('nobody listens to this', { kind: content.kind });
      return { ...answered, headers: { 'x-slack-no-retry': '1' } };
    }
    default:
      return content satisfies never;
  }
}

/** Bolt, with nothing left to do but find the listener: no signature to check, nobody to authorise, no call at start. */
function boltHandler({ token, apiUrl, log, world, now }: SlackFunctionOptions): Dispatch {
  const logger = boltLogger(log);
  const receiver = new AwsLambdaReceiver({ signingSecret: '', signatureVerification: false, logger });
  const app = new App({
    receiver,
    logger,
    // Given as a function, a token is not tried out with auth.test while the function starts.
    authorize: async () => ({ botToken: token }),
    tokenVerificationEnabled: false,
    // Ours tell their own messages by what they listen to; the bot's id would cost a call.
    ignoreSelf: false,
    convoStore: false,
    clientOptions: { ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }), fetch: nodeFetch() },
  });
  const slack = { token, now, ...(apiUrl === undefined ? {} : { apiUrl }) };
  registerListeners(app, { world: kept(world), log, slack });
  const handler = receiver.toHandler() as unknown as (event: object, context: object) => Promise<HttpAnswer>;
  return (event, { form, text }) =>
    handler(
      {
        // Bolt compares the content type to the letter, and would decode base64 as ASCII.
        headers: {
          'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
          'x-slack-retry-num': headerOf(event, 'x-slack-retry-num'),
          'x-slack-retry-reason': headerOf(event, 'x-slack-retry-reason'),
        },
        body: text,
        isBase64Encoded: false,
        rawPath: '/',
      },
      {},
    );
}

/** Bolt's words go to our log; its debug lines hold whole requests and go nowhere. */
function boltLogger(log: Log): Logger {
  const say =
    (level: 'warn' | 'error') =>
    (...words: unknown[]) =>
      log[level]('bolt', {
        message: words.map((word) => (word instanceof Error ? word.message : String(word))).join(' '),
      });
  return {
    debug() {},
    info() {},
    warn: say('warn'),
    error: say('error'),
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.WARN,
  };
}

const plain = (statusCode: number, body: string): HttpAnswer => ({ statusCode, body });
/** It will not read better the second time. */
const unreadable = (reason: string): HttpAnswer => ({
  ...plain(400, reason),
  headers: { 'content-type': 'text/plain', 'x-slack-no-retry': '1' },
});
const json = (body: object): HttpAnswer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
