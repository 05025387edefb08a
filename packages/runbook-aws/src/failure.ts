import { sentenceOf } from './output.ts';

/** What a failed call leaves behind. */
export type Failure =
  | { readonly type: 'not-done'; readonly text: string }
  /** It was turned away for the moment: throttled. */
  | { readonly type: 'not-now'; readonly text: string }
  /** No answer, or one that says nothing about whether it happened. */
  | { readonly type: 'unknown'; readonly text: string };

const throttled =
  /Throttl|TooManyRequests|RequestLimitExceeded|PriorRequestNotComplete|LimitExceeded.{0,40}Rate|SlowDown/;
/** Nothing was connected, so nothing was sent; or it failed before that. */
const unsent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const before = ['CredentialsProviderError'];

/** Reads an AWS error: a refusal (4xx) surely did nothing; a server error or a silence may have. */
export function failureOf(error: unknown): Failure {
  const {
    name = 'Error',
    message = String(error),
    code = '',
    $metadata = {},
  } = error as { name?: string; message?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata.httpStatusCode ?? 0;
  const text = sentenceOf(name === 'Error' ? message : `${name}: ${message}`);
  if (throttled.test(name)) return { type: 'not-now', text };
  const refused = (status >= 400 && status < 500) || unsent.includes(code) || before.includes(name);
  return { type: refused ? 'not-done' : 'unknown', text };
}
