import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';

export interface Asked {
  /** What the parentheses of the route's pattern matched. */
  readonly parts: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when bytes, as JSON otherwise. */
  readonly body: unknown;
}
/** `GET /files/([^/]+)` and what answers it. */
export type Routes = Readonly<Record<string, (asked: Asked) => Answer | Promise<Answer>>>;

/** An error that a route throws to answer with a status and a text for the caller. */
export class Refused extends Error {
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(status: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.details = details;
  }
}

/** A server that answers by the first route that fits; not yet listening. */
export function serve(routes: Routes): Server {
  const table = Object.entries(routes).map(([route, handle]) => {
    const [method, path] = route.split(' ');
    return { method, pattern: new RegExp(`^${path}$`), handle };
  });
  return createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    const { pathname } = new URL(incoming.url ?? '/', 'http://front');
    let answer: Answer;
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const found = table.find(({ method, pattern }) => method === incoming.method && pattern.test(pathname));
      if (!found) throw new Refused(404, `nothing at ${incoming.method} ${pathname}`);
      const parts = found.pattern.exec(pathname)?.slice(1).map(decodeURIComponent) ?? [];
      answer = await found.handle({ parts, headers: incoming.headers, body: Buffer.concat(chunks) });
    } catch (error) {
      const { status, details } = error instanceof Refused ? error : { status: 500, details: {} };
      answer = { status, body: { error: error instanceof Error ? error.message : String(error), ...details } };
    }
    const raw = answer.body instanceof Uint8Array;
    const body = raw ? (answer.body as Uint8Array) : Buffer.from(JSON.stringify(answer.body));
    outgoing.writeHead(answer.status ?? 200, {
      'content-type': raw ? 'application/octet-stream' : 'application/json',
      'content-length': body.length,
      ...answer.headers,
    });
    outgoing.end(body);
  });
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request on a connection of its own, given up after `timeoutMs`. */
export function ask(
  url: string,
  { method = 'GET', json, timeoutMs }: { method?: string; json?: unknown; timeoutMs: number },
): Promise<Got> {
  const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
  const headers = body ? { 'content-type': 'application/json', 'content-length': body.length } : {};
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const outgoing = request(url, { method, headers, agent: false, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        if (!incoming.complete) reject(new Error('the answer broke off'));
        else resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
