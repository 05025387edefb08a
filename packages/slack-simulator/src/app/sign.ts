import { createHmac } from 'node:crypto';

/**
 * `X-Slack-Signature` of a request: https://docs.slack.dev/authentication/verifying-requests-from-slack.
 * `timestamp` in epoch seconds, as it stands in `X-Slack-Request-Timestamp`.
 */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
