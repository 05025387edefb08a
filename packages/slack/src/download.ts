import { ChatError } from '@tocsin/app';

/** Longer than an image takes, shorter than the lease of what asks for it. */
const patienceMs = 15_000;

/**
 * The bytes of a file that Slack keeps. Its addresses want the bot's token; to whoever may not have the file they answer
 * 200 with a page to log in (docs.slack.dev, `url_private`), which is told by its type.
 *
 * @throws ChatError when asking later may help
 */
export async function download(
  { token, apiUrl }: { token: string; apiUrl?: string },
  { url, mostBytes }: { url: string; mostBytes: number },
): Promise<{ bytes: Uint8Array } | { missing: string }> {
  // The token goes to Slack and nowhere else, whatever address a message names.
  if (!isSlacks(url, apiUrl)) return { missing: 'its address is none of Slack’s' };
  const answer = await fetch(url, {
    // Where it would send us, the token has no business.
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(patienceMs),
  }).catch((cause: unknown) => {
    throw new ChatError({ method: 'download', slackCode: 'network', retry: 'later' }, { cause });
  });
  if (answer.status === 429 || answer.status >= 500) {
    const seconds = Number(answer.headers.get('retry-after'));
    const wait = seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
    throw new ChatError({ method: 'download', slackCode: `http_${answer.status}`, retry: 'later', ...wait });
  }
  if (!answer.ok) return { missing: `Slack answered ${answer.status}` };
  if ((answer.headers.get('content-type') ?? '').startsWith('text/html') && !/\.html?(\?|$)/.test(url))
    return { missing: 'Slack asked to log in: the app may not have it' };
  const bytes = await upTo(mostBytes, answer);
  return bytes ? { bytes } : { missing: `larger than ${mostBytes / 1_000_000} MB` };
}

/** The body, unless it is longer than it may be; then the rest of it is not read. */
async function upTo(most: number, { body }: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.byteLength;
    if (length > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function isSlacks(url: string, apiUrl: string | undefined): boolean {
  const { protocol, hostname, origin } = new URL(url);
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && /(^|\.)slack(-edge|-files)?\.com$/.test(hostname);
}
