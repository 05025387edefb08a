import { type From, type RunContext, resolve } from '../context.ts';

interface Place {
  readonly endpoint?: From<string | undefined>;
  readonly region?: From<string | undefined>;
}

/** How a probe's client reaches AWS: one try, for the probe itself says whether and how long it tries again. */
export function clientSettings(place: Place, run: RunContext) {
  const endpoint = resolve(place.endpoint, run);
  const region = resolve(place.region, run) ?? run.environment['AWS_REGION'];
  return {
    maxAttempts: 1,
    ...(region === undefined ? {} : { region }),
    // An endpoint of one's own is a local one: it asks for no account, but the SDK wants something to sign with.
    ...(endpoint === undefined ? {} : { endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  };
}

/** `HTTP 400, ResourceNotFoundException`: what AWS said, or what kept it from being asked. */
export function describeAwsError(cause: unknown): string {
  const { name, code, $metadata } = cause as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode === undefined ? '' : `HTTP ${$metadata.httpStatusCode}, `;
  return `${status}${code ?? name ?? String(cause)}`;
}
