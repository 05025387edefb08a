import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PageServer, startServer } from '../../packages/workbench/src/server/server.ts';
import { ids } from './sample/incident.ts';
import { SampleWorld } from './sample/world.ts';

let folder: string;
let world: SampleWorld;
let server: PageServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-server-'));
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html>hello');
  await writeFile(join(folder, 'page', 'assets', 'a.js'), 'export {}');
  await writeFile(join(folder, 'secret.json'), '"secret"');
  await symlink(join(folder, 'secret.json'), join(folder, 'page', 'out.json'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  world = new SampleWorld();
  const { state, onChange, actions, file } = world;
  server = await startServer({ state, onChange, actions, file, pageDir: join(folder, 'page') });
});
afterEach(() => server.stop());

interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** node:http, because fetch may not choose its Host nor keep `..` in a path. */
function send(
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Sent> =>
  send('POST', path, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

const said = ({ status, body }: Sent): unknown => ({ status, ...(JSON.parse(body) as object) });

test('files have their types; what is not there is not found', async () => {
  expect(await send('GET', '/')).toEqual({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: '<!doctype html>hello',
  });
  expect(await send('GET', '/assets/a.js')).toMatchObject({ status: 200, type: 'text/javascript; charset=utf-8' });
  expect(said(await send('GET', '/nothing.js'))).toEqual({ status: 404, ok: false, reason: 'nothing at /nothing.js' });
});

test.each([
  '/../secret.json',
  '/..%2fsecret.json',
  '/%2e%2e/secret.json',
  '/assets/../../secret.json',
  '/out.json',
  '/%00',
  '/%',
])('%s does not lead out of the page', async (path) => {
  const { status, body } = await send('GET', path);
  expect(status).toBe(404);
  expect(body).not.toContain('"secret"');
});

test('a request that names another host is refused: a foreign name may point here', async () => {
  const headers = { host: 'evil.example' };
  expect(said(await send('GET', '/api/state?as=', { headers }))).toMatchObject({ status: 403, ok: false });
  expect(said(await post('/api/break', { dependency: 'tile-server' }, headers))).toMatchObject({ status: 403 });
  expect(world.asked).toEqual([]);
});

test('a request from another site is refused; from the page it is not', async () => {
  const body = { dependency: 'tile-server' };
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
    expect(said(await post('/api/break', body, { origin }))).toMatchObject({ status: 403, ok: false });
  const form = { 'content-type': 'text/plain' };
  expect(said(await post('/api/break', body, form))).toMatchObject({ status: 415 });
  expect(world.asked).toEqual([]);
  expect(said(await post('/api/break', body, { origin: server.url }))).toEqual({ status: 200, ok: true });
});

test.each([
  ['/api/command', { as: ids.ana, channel: 'C1' }, /^text: /],
  ['/api/command', { as: ids.ana, channel: 'C1', text: 'incident' }, /^text: must begin with a slash/],
  ['/api/click', { as: ids.ana, channel: 'C1', ts: '1.0', actionId: 7 }, /^actionId: /],
  ['/api/click', { as: '', channel: 'C1', ts: '1.0', actionId: 'a' }, /^as: must not be empty/],
  ['/api/break', {}, /^dependency: /],
  ['/api/event', [], /^body: /],
])('%s says which field is wrong with %j', async (path, body, reason) => {
  expect(said(await post(path, body))).toEqual({ status: 400, ok: false, reason: expect.stringMatching(reason) });
  expect(world.asked).toEqual([]);
});

test('a body that is no JSON, or far too long, is refused', async () => {
  const headers = { 'content-type': 'application/json' };
  expect(said(await send('POST', '/api/post', { headers, body: '{' }))).toMatchObject({
    status: 400,
    reason: 'body: must be JSON',
  });
  expect((await send('POST', '/api/post', { headers, body: 'x'.repeat(4_100_000) })).status).toBe(413);
});

test('what an action throws is said, not swallowed', async () => {
  await server.stop();
  const event = (): never => {
    throw new Error('intake is not built');
  };
  const { state, onChange, actions, file } = world;
  server = await startServer({ state, onChange, actions: { ...actions, event }, file, pageDir: join(folder, 'page') });
  const answer = said(await post('/api/event', { source: 'aws.cloudwatch' }));
  expect(answer).toEqual({ status: 500, ok: false, reason: 'intake is not built' });
});

test('many changes at once are told once', async () => {
  const { hostname, port } = new URL(server.url);
  let received = '';
  const states = (): number => received.split('event: state').length - 1;
  const stream = connect(Number(port), hostname, () => {
    stream.write(`GET /api/changes?as=${ids.ana} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  });
  stream.on('data', (part) => {
    received += part.toString('utf8');
  });
  await expect.poll(states).toBe(1);
  for (let change = 0; change < 20; change += 1) world.say('C0GENERAL1', { user: ids.ben, text: `no. ${change}` });
  await expect.poll(() => received).toContain('no. 19');
  expect(states()).toBe(2);
  stream.destroy();
});

test('the documents are listed and shown', async () => {
  const { type, body } = await send('GET', '/docs/');
  expect(type).toContain('text/html');
  expect(body).toContain('architecture.md');
  expect(await send('GET', '/docs/architecture.md')).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
  expect((await send('GET', '/docs/../package.json')).status).toBe(404);
});
