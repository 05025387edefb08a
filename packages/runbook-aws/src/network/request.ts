import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { admit, type NetworkPolicy, type Resolve, resolveByDns } from './guard.ts';

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly deadline: Date;
}
export type Answer =
  | { readonly type: 'answered'; readonly status: number; readonly body: string; readonly location?: string }
  | { readonly type: 'refused'; readonly text: string }
  /** `sent`: whether the other side may have heard of it. */
  | { readonly type: 'unanswered'; readonly text: string; readonly sent: boolean };
export type Ask = (asked: Asked) => Promise<Answer>;

/** A status page or a health answer is a few KB; what is looked for stands at its beginning. */
const mostBytes = 256_000;

/**
 * Asks over HTTP what the guard admits, at the very addresses it admitted. Redirects are not followed: what the named
 * address answers is the answer, and where it leads has been admitted by nobody. A connection serves one request.
 */
export function guardedHttp(policy: NetworkPolicy, now: () => Date, resolve: Resolve = resolveByDns): Ask {
  return async (asked) => {
    const admission = await admit(asked.url, policy, resolve);
    if (admission.type === 'refused') return admission;
    const { url, addresses } = admission;
    const ms = asked.deadline.getTime() - now().getTime();
    if (ms <= 0) return { type: 'unanswered', text: 'no time was left', sent: false };
    const [{ address, family } = { address: '', family: 4 }] = addresses;
    // Node asks for all, and takes the next where one does not answer: a name with an IPv6 address is asked from anywhere.
    const pinned: LookupFunction = (_host, options, found) =>
      options.all ? found(null, [...addresses]) : found(null, address, family);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise<Answer>((resolve) => {
      let sent = false;
      const { method, headers, body } = asked;
      const outgoing = send(url, {
        method,
        lookup: pinned,
        agent: false,
        signal: AbortSignal.timeout(ms),
        headers: {
          'user-agent': 'tocsin-runbook',
          connection: 'close',
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
      });
      outgoing.on('socket', (socket) => {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
          sent = true;
        });
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        const late = error.name === 'AbortError' || error.name === 'TimeoutError';
        resolve({ type: 'unanswered', text: late ? `no answer within ${ms} ms` : (error.code ?? error.message), sent });
      });
      outgoing.on('response', (incoming) => {
        const { statusCode: status = 0 } = incoming;
        const { location } = incoming.headers;
        read(incoming).then(
          (text) => resolve({ type: 'answered', status, body: text, ...(location === undefined ? {} : { location }) }),
          () => resolve({ type: 'unanswered', text: `HTTP ${status}, and then the answer broke off`, sent: true }),
        );
      });
      outgoing.end(body);
    });
  };
}

async function read(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
}
