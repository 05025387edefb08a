import { createHash, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type DependencyId, patience } from './dependency.ts';
import { ask, serve } from './http.ts';

/** The dependencies that are services of their own, as small as can be and still real HTTP servers. */
export const backends: Partial<Record<DependencyId, () => Server>> = {
  identity: () =>
    serve({
      'POST /tokens': ({ body }) => {
        const { user, nonce } = JSON.parse(body.toString()) as { user: string; nonce: string };
        return { status: 201, body: { user, nonce, token: randomUUID() } };
      },
    }),
  'feature-flags': () => serve({ 'GET /flags': () => ({ body: { 'compact-view': true, 'dark-canvas': false } }) }),
  'tile-server': () =>
    serve({
      'GET /tiles/([^/]+)/([^/]+)': ({ parts }) => {
        const body = paint(parts.join('/'));
        return { headers: { 'x-content-sha256': sha256(body) }, body };
      },
    }),
  thumbnails: () =>
    serve({
      'GET /thumbnails/([^/]+)': ({ parts }) => ({ body: { thumbnails: [`${parts[0]}-front`, `${parts[0]}-top`] } }),
    }),
};

/** A tile's picture: bytes that are always the same for the same tile. */
const paint = (tile: string) => Buffer.concat(Array.from({ length: 32 }, (_, row) => digest(`${tile}/${row}`)));
const digest = (text: string | Uint8Array) => createHash('sha256').update(text).digest();
const sha256 = (bytes: Uint8Array) => digest(bytes).toString('hex');

/** How the front speaks to them. Each answer is looked at: one that is not what was asked for is a failure too. */
export function backendClients(urls: Readonly<Record<DependencyId, string>>) {
  const getJson = async (url: string, timeoutMs: number, post?: unknown): Promise<Record<string, unknown>> => {
    const got = await ask(url, post === undefined ? { timeoutMs } : { method: 'POST', json: post, timeoutMs });
    if (got.status >= 300) throw new Error(`HTTP ${got.status}`);
    const json: unknown = JSON.parse(got.body.toString());
    if (typeof json !== 'object' || json === null) throw new Error('its answer is no object');
    return json as Record<string, unknown>;
  };
  return {
    async signIn(user: string): Promise<string> {
      // The nonce ties the answer to this request, so that a token from the past is not taken for a new one.
      const nonce = randomUUID();
      const answer = await getJson(`${urls.identity}/tokens`, patience.hard, { user, nonce });
      if (answer['nonce'] !== nonce) throw new Error('it answered another request');
      const { token } = answer;
      if (typeof token !== 'string' || token === '') throw new Error('it issued no token');
      return token;
    },
    async flags(): Promise<Record<string, boolean>> {
      const flags = await getJson(`${urls['feature-flags']}/flags`, patience.soft);
      if (typeof flags['compact-view'] !== 'boolean') throw new Error('its answer holds no flags');
      return flags as Record<string, boolean>;
    },
    /** The bytes of a tile. */
    async tile(fileId: string, name: string): Promise<Buffer> {
      const url = `${urls['tile-server']}/tiles/${encodeURIComponent(fileId)}/${name}`;
      const got = await ask(url, { timeoutMs: patience.hard });
      if (got.status !== 200) throw new Error(`HTTP ${got.status}`);
      if (sha256(got.body) !== got.headers['x-content-sha256']) throw new Error(`tile ${name} is damaged`);
      return got.body;
    },
    async thumbnails(fileId: string): Promise<string[]> {
      const { thumbnails } = await getJson(
        `${urls.thumbnails}/thumbnails/${encodeURIComponent(fileId)}`,
        patience.soft,
      );
      if (!Array.isArray(thumbnails) || thumbnails.length === 0) throw new Error('it has none');
      return thumbnails as string[];
    },
  };
}
export type BackendClients = ReturnType<typeof backendClients>;
