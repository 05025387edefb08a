import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardedHttp } from './request.ts';

const server = createServer((_, answer) => answer.end('ok'));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());

const asked = (host: string) => ({
  url: `http://${host}:${(server.address() as AddressInfo).port}/health`,
  method: 'GET',
  deadline: new Date(Date.now() + 5_000),
});
const bothFamilies = async () => [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

it('a name at several addresses is asked at the one that answers', async () => {
  const ask = guardedHttp({ internal: ['localhost'] }, () => new Date(), bothFamilies);
  expect(await ask(asked('localhost'))).toMatchObject({ type: 'answered', status: 200, body: 'ok' });
});

it('the policy names a host, not the address behind it', async () => {
  const ask = guardedHttp({ internal: ['localhost'] }, () => new Date());
  expect(await ask(asked('127.0.0.1'))).toMatchObject({ type: 'refused' });
});

it('a name is looked up once: what it points to afterwards is not asked', async () => {
  let lookups = 0;
  const rebinding = async () => {
    lookups += 1;
    return lookups === 1 ? bothFamilies() : [{ address: '169.254.169.254', family: 4 }];
  };
  const ask = guardedHttp({ internal: ['localhost'] }, () => new Date(), rebinding);
  expect(await ask(asked('localhost'))).toMatchObject({ type: 'answered' });
  expect(lookups).toBe(1);
});
