import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from '../cloud/listen.ts';
import type { PagePreview, PageRunbook, PageState } from '../page-api.ts';
import { type PageActions, routesOf } from './actions.ts';
import { readJson } from './body.ts';
import { streamChanges } from './changes.ts';
import { serveDocs } from './docs.ts';
import { RefusedRequest } from './errors.ts';
import { pageHeaders, serveFile } from './files.ts';
import { checkOrigin } from './origin.ts';
import { type OpenedFile, sendFile } from './uploads.ts';

export interface ServerOptions {
  /** What a person sees; also asked with an empty or unknown person, who sees no ephemeral messages. */
  readonly state: (me: string) => PageState | Promise<PageState>;
  /** Calls the listener whenever the state may have changed; returns how to stop that. */
  readonly onChange: (listener: () => void) => () => void;
  readonly actions: PageActions;
  /** What is in a file that this person sees. @throws whatever says why it cannot be read */
  readonly file: (me: string, id: string) => OpenedFile;
  /** Runbooks as they would be walked; without it there are none to look at. */
  readonly runbooks?: {
    readonly list: () => Promise<readonly PageRunbook[]>;
    readonly of: (file: string) => Promise<PagePreview | undefined>;
  };
  /** The built page: what `buildPage` wrote. */
  readonly pageDir: string;
  /** Default: any free port. */
  readonly port?: number;
}

export interface PageServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves the page and its routes (see `page-api.ts`), to this machine alone. */
export async function startServer(options: ServerOptions): Promise<PageServer> {
  const { state, onChange, actions, file, runbooks, pageDir, port } = options;
  const routes = routesOf(actions);
  const streams = new Set<() => void>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    checkOrigin(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const me = searchParams.get('as') ?? '';
    const route = routes[pathname];
    if (route && request.method === 'POST') return send(response, 200, await route(await readJson(request)));
    if (route) throw new RefusedRequest(405, `${pathname} takes POST`);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new RefusedRequest(405, `${pathname} takes GET`);
    if (pathname === '/api/state') return send(response, 200, await state(me));
    if (pathname === '/api/file')
      return sendFile(
        response,
        fileOr404(() => file(me, searchParams.get('id') ?? '')),
      );
    if (pathname === '/api/runbooks') return send(response, 200, (await runbooks?.list()) ?? []);
    if (pathname === '/api/runbook') {
      const preview = await runbooks?.of(searchParams.get('file') ?? '');
      if (!preview) throw new RefusedRequest(404, 'there is no such runbook');
      return send(response, 200, preview);
    }
    if (pathname === '/api/changes') {
      const end = streamChanges(response, { state: () => state(me), onChange });
      streams.add(end);
      response.once('close', () => streams.delete(end));
      return;
    }
    if (pathname.startsWith('/docs/') && (await serveDocs(response, pathname))) return;
    if (!(await serveFile(response, pageDir, pathname))) throw new RefusedRequest(404, `nothing at ${pathname}`);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, error));
  });
  const url = await listen(server, port);
  return {
    url,
    stop: async () => {
      for (const end of streams) end();
      await close(server);
    },
  };
}

function fileOr404(open: () => OpenedFile): OpenedFile {
  try {
    return open();
  } catch (cause) {
    throw new RefusedRequest(404, 'there is no such file, or you do not see it', { cause });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    ...pageHeaders,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  if (response.headersSent) return void response.end();
  // What is left of a body nobody read would be taken for the next request.
  response.setHeader('connection', 'close');
  send(response, error instanceof RefusedRequest ? error.status : 500, { ok: false, reason });
}
