import { createHmac, timingSafeEqual } from 'node:crypto';

/** Why a request is taken for Slack's, or why not; the reason is for the log, never for the sender. */
export type Verdict =
  | { readonly type: 'genuine' }
  | { readonly type: 'refused'; readonly reason: 'no-secret' | 'unsigned' | 'stale' | 'forged' };

/** Exactly 300 s pass in Slack's SDKs; a clock ahead of ours is held to the same. */
const toleranceSeconds = 300;

/**
 * Checks that Slack signed these bytes, lately: `v0=` and the HMAC-SHA256 of `v0:<timestamp>:<body>` in hex
 * (docs.slack.dev, verifying requests from Slack). Bytes, not text: what was decoded wrongly must not verify.
 */
export function verifySignature({
  secret,
  timestamp,
  signature,
  body,
  now,
}: {
  secret: string;
  timestamp: string | undefined;
  signature: string | undefined;
  body: Uint8Array;
  now: Date;
}): Verdict {
  // Anybody can sign with an empty secret.
  if (secret === '') return { type: 'refused', reason: 'no-secret' };
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return { type: 'refused', reason: 'unsigned' };
  const age = Math.floor(now.getTime() / 1_000) - Number(timestamp);
  if (Math.abs(age) > toleranceSeconds) return { type: 'refused', reason: 'stale' };
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  const same = given.length === expected.length && timingSafeEqual(given, expected);
  return same ? { type: 'genuine' } : { type: 'refused', reason: 'forged' };
}
