import { createRequire } from 'node:module';
import type { FetchFunction } from '@slack/web-api';

type FetchRequestInit = NonNullable<Parameters<FetchFunction>[1]>;
type FetchResponse = Awaited<ReturnType<FetchFunction>>;

// `import http from 'node:http'` in an ES module touches the lazy WebSocket getters of node:http and so loads undici,
// 22 ms at the first call; `require` does not. The first global `fetch` would cost 45 ms (both measured on Node 24).
const require = createRequire(import.meta.url);
const http = require('node:http') as typeof import('node:http');
const https = require('node:https') as typeof import('node:https');

/** A request that got no answer. `sent`: a connection stood, so Slack may have acted on it. */
export class TransportError extends Error {
  readonly sent: boolean;
  readonly timedOut: boolean;
  constructor(message: string, { sent, timedOut }: { sent: boolean; timedOut: boolean }, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportError';
    this.sent = sent;
    this.timedOut = timedOut;
  }
}

/**
 * A `fetch` on node:http and node:https, as far as Slack's client needs one: text bodies, no redirects, connections
 * kept alive between calls. Knows whether a failed request can have reached the other side.
 *
 * @throws TransportError
 */
export function nodeFetch(): FetchFunction {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };
  return (url, init = {}) => exchange(new URL(url), init, agents);
}

function exchange(
  url: URL,
  { method = 'GET', headers = {}, body, signal }: FetchRequestInit,
  agents: { 'http:': import('node:http').Agent; 'https:': import('node:https').Agent },
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const text = typeof body === 'string' ? body : '';
    const secure = url.protocol === 'https:';
    const all = { ...headers, 'content-length': String(Buffer.byteLength(text)) };
    const options = { method, headers: all, ...(signal ? { signal } : {}) };
    const fail = (error: Error) => {
      const timedOut = signal?.aborted === true;
      const what = timedOut ? 'no answer in time' : ((error as NodeJS.ErrnoException).code ?? error.message);
      reject(new TransportError(what, { sent, timedOut }, { cause: error }));
    };
    const request = secure
      ? https.request(url, { ...options, agent: agents['https:'] })
      : http.request(url, { ...options, agent: agents['http:'] });
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', () => (sent = true));
      else sent = true;
    });
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => resolve(answer(url, response, Buffer.concat(chunks))));
    });
    request.end(text);
  });
}

function answer(url: URL, message: import('node:http').IncomingMessage, bytes: Buffer): FetchResponse {
  const { statusCode: status = 0, statusMessage: statusText = '', headers } = message;
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  const all = new Map(pairs);
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url: url.href,
    headers: { get: (name) => all.get(name.toLowerCase()) ?? null, entries: () => all.entries() },
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
    json: async () => JSON.parse(bytes.toString('utf8')),
    text: async () => bytes.toString('utf8'),
  };
}
