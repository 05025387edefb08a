import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ResponseUrls } from '../app/response-urls.ts';
import type { Unexpected } from '../types.ts';
import { fileSeenBy } from '../workspace/files.ts';
import type { World } from '../workspace/world.ts';
import { argsOf, bytesOf, uploadedBytes } from './body.ts';
import type { ApiAnswer, ApiRequest } from './web-api.ts';

export interface ServerOptions {
  readonly world: World;
  readonly api: (request: ApiRequest) => ApiAnswer;
  readonly responseUrls: ResponseUrls;
  readonly latencyMs: number;
  readonly unexpected: Unexpected[];
  readonly tokens: ReadonlyMap<string, ReadonlySet<string>>;
  readonly revoked: ReadonlySet<string>;
}

/** Slack's side of the wire: the Web API, uploads, downloads and response addresses. */
export function slackServer(options: ServerOptions) {
  const server: Server = createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      options.unexpected.push({ at: options.world.clock.now().toISOString(), what: `failed inside: ${String(error)}` });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return {
    listen: (port: number) =>
      new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, unexpected } = options;
  const url = new URL(request.url ?? '/', 'http://slack.invalid');
  const body = await bytesOf(request);
  const [, door = '', ...rest] = url.pathname.split('/');
  switch (door) {
    case 'api':
      return webApiCall(options, { request, response, url, body });
    case 'upload':
      return plain(response, upload(world, rest[1] ?? '', await uploadedBytes(request, body)));
    case 'files-pri':
      return download(options, { request, response, id: rest[0] ?? '' });
    default: {
      const answer = options.responseUrls.take(url.pathname, body.toString());
      if (answer !== undefined) return plain(response, answer);
      unexpected.push({ at: world.clock.now().toISOString(), what: `${request.method} ${url.pathname}` });
      return plain(response, { status: 404, body: 'no_such_address' });
    }
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function webApiCall(
  options: ServerOptions,
  { request, response, url, body }: Exchange & { url: URL; body: Buffer },
): Promise<void> {
  const { world, latencyMs, unexpected } = options;
  if (latencyMs > 0) await new Promise<void>((resolve) => world.clock.schedule(latencyMs, resolve));
  const method = url.pathname.slice('/api/'.length);
  const parsed = argsOf(url.searchParams, request.headers['content-type'] ?? '', body);
  if (parsed.type === 'unreadable') {
    unexpected.push({ at: world.clock.now().toISOString(), what: `${method}: ${parsed.error}` });
    send(response, 200, { ok: false, error: parsed.error });
    return;
  }
  const { token: inArgs, ...args } = parsed.args;
  const token = bearer(request) ?? (typeof inArgs === 'string' ? inArgs : undefined);
  const answer = options.api({ method, token, args });
  if (answer.type === 'json') send(response, answer.status, answer.body, answer.headers);
  else if (answer.type === 'dropped') request.socket.destroy();
  // `silent`: the client gives up, or the simulator stops.
}

const bearer = ({ headers }: IncomingMessage): string | undefined =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];

function upload(world: World, id: string, bytes: Buffer) {
  const file = world.files.get(id);
  if (file === undefined || file.complete) return { status: 404, body: 'no such upload' };
  if (bytes.length !== file.length) return { status: 400, body: `expected ${file.length} bytes, got ${bytes.length}` };
  file.bytes = bytes;
  return { status: 200, body: `OK - ${bytes.length}` };
}

/** Without a token that may read files Slack shows a page to sign in at, and calls it a success. */
function download(
  { world, tokens, revoked }: ServerOptions,
  { request, response, id }: Exchange & { id: string },
): void {
  const token = bearer(request);
  const scopes = token === undefined || revoked.has(token) ? undefined : tokens.get(token);
  if (!scopes?.has('files:read')) return page(response, 200, 'Sign in to Slack');
  const file = fileSeenBy(world, id.slice(`${world.team.id}-`.length), world.app.userId);
  if (file?.bytes === undefined || file.deleted) return page(response, 404, 'File not found');
  response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.bytes.length });
  response.end(file.bytes);
}

function page(response: ServerResponse, status: number, title: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!DOCTYPE html><html><head><title>${title}</title></head><body>${title}</body></html>`);
}

function plain(response: ServerResponse, { status, body }: { status: number; body: string }): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(body);
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
