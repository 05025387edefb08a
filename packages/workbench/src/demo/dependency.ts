import type { Fault } from '@tocsin/fault-proxy';
import { Refused } from './http.ts';

/**
 * What the demo service stands on, and what becomes of each when it is broken without saying how: faults of several
 * kinds, as in life. The cache's is the one that no look at the site would find: writes vanish, reads show the past.
 */
export const dependencies = {
  identity: { title: 'Identity provider', fault: { type: 'status', status: 503, retryAfterSeconds: 30 } },
  'feature-flags': { title: 'Feature flags', fault: { type: 'delay', ms: 3_000 } },
  'upload-store': { title: 'Upload store (S3)', fault: { type: 'status', status: 503 } },
  'translation-queue': { title: 'Translation queue (SQS)', fault: { type: 'hang' } },
  'translation-cache': { title: 'Translation cache (DynamoDB)', fault: { type: 'stale' } },
  'tile-server': { title: 'Tile server', fault: { type: 'reset' } },
  thumbnails: { title: 'Thumbnails', fault: { type: 'status', status: 500 } },
  'link-store': { title: 'Link store (DynamoDB)', fault: { type: 'status', status: 500 } },
} as const satisfies Record<string, { readonly title: string; readonly fault: Fault }>;
export type DependencyId = keyof typeof dependencies;

/**
 * How long the service waits for a dependency it needs, and for one it can do without, ms. Short, so that a user is told
 * soon, and a canary run over everything ends in about three seconds whatever hangs.
 */
export const patience = { hard: 1_000, soft: 500 } as const;

/** A call on a dependency did not work out; the service answers with it when it cannot go on. */
class DependencyFailed extends Refused {
  readonly dependency: DependencyId;
  constructor(dependency: DependencyId, cause: unknown) {
    // An answer whose body makes no sense to the SDK still has a status, which tells more than the parser's complaint.
    const { $metadata, $response } = cause as {
      $metadata?: { httpStatusCode?: number };
      $response?: { statusCode?: number };
    };
    const status = $metadata?.httpStatusCode ?? $response?.statusCode;
    const text = cause instanceof Error ? cause.message : String(cause);
    const late = cause instanceof Error && (cause.name === 'AbortError' || cause.name === 'TimeoutError');
    const why = late
      ? 'did not answer in time'
      : `failed: ${status === undefined || status < 300 ? text : `HTTP ${status}`}`;
    super(late ? 504 : 502, `${dependencies[dependency].title} ${why}`, { dependency });
    this.dependency = dependency;
  }
}

/** Runs a call on a dependency and names it when it throws. */
export async function on<Value>(dependency: DependencyId, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (cause) {
    throw new DependencyFailed(dependency, cause);
  }
}
