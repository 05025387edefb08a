import { createHmac } from 'node:crypto';

/** A request that Slack makes to the app. */
export interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface AppAnswer {
  readonly status: number;
  readonly body: string;
}

export type Deliver = (request: Outgoing) => Promise<AppAnswer>;

/** Signs a body as Slack does: v0, HMAC-SHA256 over `v0:<timestamp>:<body>` (docs.slack.dev, verifying requests). */
export function sign(body: string, type: string, { secret, now }: { secret: string; now: Date }): Outgoing {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    body,
    headers: {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
  };
}

export const form = 'application/x-www-form-urlencoded';

/** POSTs to the app's one URL. */
export function deliverTo(url: string): Deliver {
  return async ({ headers, body }) => {
    const response = await fetch(url, { method: 'POST', headers, body });
    return { status: response.status, body: await response.text() };
  };
}
