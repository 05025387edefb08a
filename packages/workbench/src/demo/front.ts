import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { BackendClients } from './backends.ts';
import { type DependencyId, on } from './dependency.ts';
import { type Asked, Refused, serve } from './http.ts';
import type { Job, Stores } from './stores.ts';

export interface FrontOptions {
  readonly backends: BackendClients;
  readonly stores: Stores;
  readonly now: () => Date;
}
export interface Front {
  readonly server: Server;
  readonly onTranslated: (job: Job) => void;
}

/**
 * The site itself. A dependency it needs and cannot reach ends the request with 502 or 504 and its name; one it can do
 * without is listed in `missing` and in the header `x-missing`. It caches nothing, so nothing hides a fault.
 */
export function createFront({ backends, stores, now }: FrontOptions): Front {
  const sessions = new Recent<string>();
  const files = new Recent<Omit<Job, 'job'>>();
  const jobs = new Recent<'waiting' | 'translated'>();

  const signedIn = ({ headers }: Asked) => {
    const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (!sessions.get(token)) throw new Refused(401, 'sign in first');
  };

  const server = serve({
    'GET /health': () => ({ body: { ok: true } }),

    'POST /sign-in': async ({ body }) => {
      const { user } = objectIn(body);
      if (typeof user !== 'string' || user === '') throw new Refused(400, 'say who you are: { "user": … }');
      const [token, flags] = await Promise.all([
        on('identity', () => backends.signIn(user)),
        spare('feature-flags', () => backends.flags()),
      ]);
      sessions.set(token, user);
      return { headers: flags.headers, body: { token, flags: flags.value ?? {}, missing: flags.missing } };
    },

    'PUT /designs/([^/]+)': async (asked) => {
      signedIn(asked);
      const [design = ''] = asked.parts;
      const file = { design, fileId: randomUUID(), parts: asked.body.toString().split(/\s+/).length };
      const uploadedAt = now().toISOString();
      await on('upload-store', () => stores.keepUpload(file.fileId, asked.body));
      files.set(file.fileId, file);
      return { status: 201, body: { fileId: file.fileId, uploadedAt } };
    },

    'POST /designs/([^/]+)/translations': async (asked) => {
      signedIn(asked);
      const file = files.get(asked.parts[0] ?? '');
      if (!file) throw new Refused(404, 'no such file');
      const job = randomUUID();
      jobs.set(job, 'waiting');
      await on('translation-queue', () => stores.enqueue({ job, ...file }));
      return { status: 202, body: { job } };
    },

    'GET /translations/([^/]+)': (asked) => {
      signedIn(asked);
      const state = jobs.get(asked.parts[0] ?? '');
      if (!state) throw new Refused(404, 'no such job');
      return { body: { state } };
    },

    'GET /view/([^/]+)': async (asked) => {
      signedIn(asked);
      const [fileId = ''] = asked.parts;
      const [tiles, thumbnails] = await Promise.all([
        on('tile-server', () => Promise.all(['0-0', '0-1', '1-0', '1-1'].map((name) => backends.tile(fileId, name)))),
        spare('thumbnails', () => backends.thumbnails(fileId)),
      ]);
      return {
        headers: thumbnails.headers,
        body: {
          tiles: tiles.map((tile) => ({ bytes: tile.length })),
          thumbnails: thumbnails.value ?? [],
          missing: thumbnails.missing,
        },
      };
    },

    'POST /links': async ({ body }) => {
      const { fileId } = objectIn(body);
      if (typeof fileId !== 'string' || fileId === '') throw new Refused(400, 'say what to share: { "fileId": … }');
      const link = await on('link-store', () => stores.makeLink(fileId, now().toISOString()));
      return { status: 201, body: { link } };
    },

    'GET /links/([^/]+)': async ({ parts: [link = ''] }) => {
      const fileId = await on('link-store', () => stores.followLink(link));
      if (fileId === undefined) throw new Refused(404, 'no such link');
      return { body: { fileId } };
    },

    'GET /previews/([^/]+)': async ({ parts: [fileId = ''] }) => {
      const tile = await on('tile-server', () => backends.tile(fileId, 'preview'));
      return { body: { tile: { bytes: tile.length } } };
    },
  });
  return { server, onTranslated: ({ job }) => jobs.set(job, 'translated') };
}

/** Asks a dependency that can be done without. */
async function spare<Value>(dependency: DependencyId, call: () => Promise<Value>) {
  try {
    return { value: await call(), missing: [], headers: {} };
  } catch {
    return { value: undefined, missing: [dependency], headers: { 'x-missing': dependency } };
  }
}

function objectIn(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(body.toString());
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Holds the latest so many entries: a demo that runs for days must not grow. */
class Recent<Value> {
  readonly #entries = new Map<string, Value>();
  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }
  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > 1_000 && oldest !== undefined) this.#entries.delete(oldest);
  }
}
