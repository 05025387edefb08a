import { generateCACertificate, getLocal, type Mockttp } from 'mockttp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { type HttpProbe, http } from '../probe.ts';
import { runProbe } from '../run-probe.ts';
import { realTimer } from '../timer.ts';

let server: Mockttp;
let ca: string;
beforeAll(async () => {
  const authority = await generateCACertificate({ bits: 2048 });
  ca = authority.cert;
  server = getLocal({ https: authority });
  await server.start();
  await server.forGet('/page').always().thenReply(200, 'ok', { 'Content-Type': 'text/html; charset=utf-8' });
});
afterAll(() => server.stop());

const secure = () => `https://localhost:${server.port}/page`;
const look = (expected: NonNullable<HttpProbe['expect']>, { url = secure(), now = Date.now(), trust = true } = {}) =>
  runProbe(http({ url, expect: expected, ...(trust ? { ca } : {}) }), {
    run: createContext({}, { now: () => now }),
    signal: AbortSignal.timeout(5_000),
    timer: realTimer,
  });

test('headers are held against a whole value or a pattern, whatever the case of their names', async () => {
  const passes = await look({ headers: { 'content-type': /^text\/html/, 'Content-Type': 'text/html; charset=utf-8' } });
  expect(passes).toMatchObject({ type: 'passed' });
});

test.each<[Record<string, string | RegExp>, string]>([
  [{ 'content-type': 'text/html' }, 'its header content-type is "text/html; charset=utf-8", not "text/html"'],
  [{ 'content-type': /json/ }, 'its header content-type is "text/html; charset=utf-8", not /json/'],
  [{ 'cache-control': 'no-store' }, 'its header cache-control is missing, not "no-store"'],
])('headers %j: what was found and what was expected are said', async (headers, text) => {
  expect(await look({ headers })).toMatchObject({
    type: 'failed',
    reason: expect.stringContaining(`HTTP 200 after 0 ms from GET /page, but ${text}`),
  });
});

test('a status that was not expected is said beside the one that was', async () => {
  expect(await look({ status: [201, 202] })).toMatchObject({
    reason: 'HTTP 200 after 0 ms from GET /page, not 201 or 202',
  });
});

test('a certificate that lasts passes; one that ends too soon is told with its day', async () => {
  expect(await look({ certificateDays: 14 })).toMatchObject({ type: 'passed' });
  // Asked for more than any certificate has left, the days that it does have are told.
  expect(await look({ certificateDays: 5_000 })).toMatchObject({
    type: 'failed',
    reason: expect.stringMatching(
      /^HTTP 200 after 0 ms from GET \/page, but its certificate ends on \d{4}-\d\d-\d\d, in \d+ days, not 5000 or more$/,
    ),
  });
});

test('plain HTTP has no certificate, and a stranger vouches for nothing', async () => {
  const url = `http://localhost:${server.port}/page`;
  expect(await look({ certificateDays: 14 }, { url })).toMatchObject({
    reason: 'HTTP 200 after 0 ms from GET /page, but there was no certificate to last 14 days: it came over plain HTTP',
  });
  expect(await look({}, { trust: false })).toMatchObject({
    reason: expect.stringMatching(/^no answer after 0 ms from GET \/page: .*(SELF_SIGNED|UNABLE_TO_)/),
  });
});
