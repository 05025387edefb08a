/** What our clients of AWS have in common: they give up soon, for somebody waits at a terminal. */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/** The SDK would go to the host in a queue's URL, past the endpoint that it was led to. */
export const queueSettings = (environment: Readonly<Record<string, string | undefined>> = process.env) =>
  environment['AWS_ENDPOINT_URL'] || environment['AWS_ENDPOINT_URL_SQS']
    ? { ...clientSettings, useQueueUrlAsEndpoint: false }
    : clientSettings;

/** `--region` leads every client, as AWS_REGION does. */
export function inRegion(region: string | undefined): void {
  if (region !== undefined) process.env['AWS_REGION'] = region;
}
