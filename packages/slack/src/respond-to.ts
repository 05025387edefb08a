import type { Rendered } from './blocks/index.ts';
import { nodeFetch } from './http.ts';

const fetch = nodeFetch();
/** Slack waits three seconds for the answer to what it sent; this is part of them. */
export const timeoutMs = 1_500;

/** Answers one person through the address that came with what they did (five uses within 30 minutes). */
export async function respondTo(responseUrl: string, { text, blocks }: Rendered): Promise<void> {
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks });
  const answer = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) throw new Error(`response_url answered ${answer.status}`);
}
