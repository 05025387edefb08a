import { createHash, randomBytes } from 'node:crypto';
import { createServer, request as requestHttp, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFaultProxy, type Fault, type FaultProxy } from './index.ts';

let upstream: Server;
let proxy: FaultProxy;
let served = 0;
let seenHost = '';

beforeEach(async () => {
  served = 0;
  upstream = createServer((request, response) => {
    served += 1;
    seenHost = request.headers.host ?? '';
    const digest = createHash('sha256');
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      digest.update(chunk);
    });
    request.on('end', () => {
      response.setHeader('x-encoding', request.headers['transfer-encoding'] ?? 'none');
      response.end(JSON.stringify({ count: served, size, sha256: digest.digest('hex'), healthy: true }));
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  proxy = await createFaultProxy({ target: `http://localhost:${(upstream.address() as AddressInfo).port}` });
});

afterEach(async () => {
  await proxy.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

const get = (path = '/', init: RequestInit = {}) =>
  fetch(proxy.url + path, { signal: AbortSignal.timeout(1_000), ...init });

test('a healthy proxy hands bytes on as they are, chunked ones too', async () => {
  const sent = randomBytes(300_000);
  const sha256 = createHash('sha256').update(sent).digest('hex');
  const whole = await get('/', { method: 'PUT', body: sent });
  expect(await whole.json()).toMatchObject({ size: 300_000, sha256 });
  expect(seenHost).toBe(new URL(proxy.url).host);

  const chunked = await new Promise<{ encoding: unknown; body: string }>((resolve, reject) => {
    const outgoing = requestHttp(proxy.url, { method: 'PUT' }, (incoming) => {
      let body = '';
      incoming.on('data', (chunk) => (body += chunk));
      incoming.on('end', () => resolve({ encoding: incoming.headers['x-encoding'], body }));
    });
    outgoing.on('error', reject);
    outgoing.write(sent.subarray(0, 100_000));
    outgoing.end(sent.subarray(100_000));
  });
  expect(chunked.encoding).toBe('chunked');
  expect(JSON.parse(chunked.body)).toMatchObject({ size: 300_000, sha256 });
});

test('a status fault answers at once, with Retry-After, and asks nobody', async () => {
  await proxy.inject({ type: 'status', status: 503, retryAfterSeconds: 7 });
  await get();
  const answer = await get();
  expect([answer.status, answer.headers.get('retry-after'), served]).toEqual([503, '7', 0]);
});

test('a delay fault hands on later', async () => {
  await proxy.inject({ type: 'delay', ms: 120 });
  const startedAt = Date.now();
  expect((await get()).status).toBe(200);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(115);
});

test('a reset fault breaks the connection', async () => {
  await proxy.inject({ type: 'reset' });
  await expect(get()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
});

test('a hang fault never answers', async () => {
  await proxy.inject({ type: 'hang' });
  await expect(get('/', { signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/i);
});

test('a rewrite fault changes the body, all of it or what it finds', async () => {
  await proxy.inject({ type: 'rewrite', find: '"healthy":true', with: '"healthy":false' });
  expect(await (await get()).json()).toMatchObject({ healthy: false });
  await proxy.inject({ type: 'rewrite', with: 'garbage' });
  expect(await (await get()).text()).toBe('garbage');
});

test('a truncate fault cuts the body', async () => {
  await proxy.inject({ type: 'truncate', bytes: 5 });
  expect(await (await get()).text()).toBe('{"cou');
});

test('a stale fault repeats the last good answers and drops writes', async () => {
  expect(await (await get('/state')).json()).toMatchObject({ count: 1 });
  await proxy.inject({ type: 'stale' });
  expect(await (await get('/state')).json()).toMatchObject({ count: 1 });
  expect((await get('/state', { method: 'POST', body: 'lost' })).status).toBe(200);
  expect(served).toBe(1);
  expect(await (await get('/never-seen')).json()).toMatchObject({ count: 2 });
});

test('a fault meets only the requests it names', async () => {
  await proxy.inject({ type: 'status', status: 500, only: { methods: ['POST'], path: '/b' } });
  const post = { method: 'POST', body: 'x' };
  expect([(await get('/b')).status, (await get('/a', post)).status, (await get('/b', post)).status]).toEqual([
    200, 200, 500,
  ]);
});

test('a fault with a count mends itself', async () => {
  await proxy.inject({ type: 'status', status: 500, times: 2 });
  expect([(await get()).status, (await get()).status, (await get()).status]).toEqual([500, 500, 200]);
});

test('mending ends a fault, and the log tells who met it', async () => {
  await proxy.inject({ type: 'status', status: 500 });
  await get('/one');
  await proxy.inject({ type: 'hang' });
  await get('/two', { signal: AbortSignal.timeout(100) }).catch(() => {});
  await proxy.mend();
  expect(proxy.fault).toBeUndefined();
  await get('/three');
  await expect
    .poll(() => proxy.log().map(({ path, outcome, fault }) => [path, outcome, fault]))
    .toEqual([
      ['/one', 500, 'status'],
      ['/two', 'aborted', 'hang'],
      ['/three', 200, undefined],
    ]);
});

test('a dependency that is really down shows as such', async () => {
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  await expect(get()).rejects.toThrow(/fetch failed/);
});

test('a fault that makes no sense is refused', async () => {
  await expect(async () => proxy.inject({ type: 'status', status: 42 } as Fault)).rejects.toThrow(/status/);
});

test('with https it shows a certificate of the authority it names', async () => {
  const secure = await createFaultProxy({ target: proxy.url, https: true });
  try {
    const { get: getHttps } = await import('node:https');
    const body = await new Promise<string>((resolve, reject) => {
      getHttps(secure.url, { ca: secure.caCertificate, agent: false }, (incoming) => {
        let text = '';
        incoming.on('data', (chunk) => (text += chunk));
        incoming.on('end', () => resolve(text));
      }).on('error', reject);
    });
    expect(JSON.parse(body)).toMatchObject({ healthy: true });
  } finally {
    await secure.stop();
  }
});
