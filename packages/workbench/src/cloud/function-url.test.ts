import { afterEach, describe, expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { fromFunctionUrlResult, toFunctionUrlEvent } from './function-url.ts';
import { type FunctionUrl, functionUrl } from './function-url-server.ts';
import { lambdaFunction } from './lambda.ts';

const form = 'application/x-www-form-urlencoded';
const now = () => new Date('2026-11-03T10:14:28.123Z');

describe('toFunctionUrlEvent', () => {
  test('a slash command: the event, field for field', () => {
    const event = toFunctionUrlEvent(
      {
        method: 'POST',
        path: '/slack/events?retry=1&tag=a&tag=b',
        headers: {
          'Content-Type': form,
          'X-Slack-Signature': 'v0=abc',
          Accept: ['text/html', '*/*'],
          'User-Agent': 'Slackbot 1.0',
          Cookie: 'a=1; b=2',
          Host: '127.0.0.1:4000',
        },
        body: 'command=%2Fincident',
      },
      { base64Forms: false, now, sourceIp: '192.0.2.10' },
    );
    const id = event.requestContext.apiId;
    expect(id).toMatch(/^[a-z0-9]{32}$/);
    expect(event).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/slack/events',
      rawQueryString: 'retry=1&tag=a&tag=b',
      cookies: ['a=1', 'b=2'],
      headers: {
        'content-type': form,
        'x-slack-signature': 'v0=abc',
        accept: 'text/html,*/*',
        'user-agent': 'Slackbot 1.0',
        host: `${id}.lambda-url.us-east-1.on.aws`,
        'content-length': '19',
        'x-amzn-tls-version': 'TLSv1.3',
        'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-6ae9b404-[0-9a-f]{24}$/),
        'x-forwarded-for': '192.0.2.10',
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      },
      queryStringParameters: { retry: '1', tag: 'a,b' },
      requestContext: {
        accountId: 'anonymous',
        apiId: id,
        domainName: `${id}.lambda-url.us-east-1.on.aws`,
        domainPrefix: id,
        http: {
          method: 'POST',
          path: '/slack/events',
          protocol: 'HTTP/1.1',
          sourceIp: '192.0.2.10',
          userAgent: 'Slackbot 1.0',
        },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: '$default',
        stage: '$default',
        time: '03/Nov/2026:10:14:28 +0000',
        timeEpoch: 1793700868123,
      },
      body: 'command=%2Fincident',
      isBase64Encoded: false,
    });
  });

  test.each([
    [form, true, true],
    [`${form}; charset=utf-8`, true, true],
    [form, false, false],
    ['application/json', true, false],
    ['application/vnd.github+json', true, false],
    ['text/plain; charset=utf-8', true, false],
    ['application/octet-stream', false, true],
  ])('a body of %s, forms as base64 %s: base64 is %s, and the bytes come through', (type, base64Forms, encoded) => {
    const text = 'text=größer+→+日本';
    const event = toFunctionUrlEvent(
      { method: 'POST', path: '/', headers: { 'content-type': type }, body: text },
      { base64Forms },
    );
    expect(event.isBase64Encoded).toBe(encoded);
    expect(Buffer.from(event.body ?? '', encoded ? 'base64' : 'utf8').toString('utf8')).toBe(text);
  });

  test('a request without a body has none', () => {
    const event = toFunctionUrlEvent({ method: 'GET', path: '/health', headers: {} });
    expect(event).not.toHaveProperty('body');
    expect(event.isBase64Encoded).toBe(false);
  });
});

describe('fromFunctionUrlResult', () => {
  test.each([
    [{ statusCode: 200, body: '' }, 200, '', 'application/json'],
    [{ statusCode: 401, headers: { 'Content-Type': 'text/plain' }, body: 'no' }, 401, 'no', 'text/plain'],
    [
      { statusCode: '201', body: Buffer.from('größer').toString('base64'), isBase64Encoded: true },
      201,
      'größer',
      'application/json',
    ],
    ['Hello', 200, 'Hello', 'application/json'],
    [{ challenge: 'x' }, 200, '{"challenge":"x"}', 'application/json'],
    [undefined, 200, 'null', 'application/json'],
  ])('%j', (result, status, body, type) => {
    const response = fromFunctionUrlResult(result);
    expect([response.status, response.body.toString('utf8'), response.headers['content-type']]).toEqual([
      status,
      body,
      type,
    ]);
  });

  test('cookies become one header each', () => {
    expect(fromFunctionUrlResult({ statusCode: 200, cookies: ['a=1', 'b=2'] }).headers['set-cookie']).toEqual([
      'a=1',
      'b=2',
    ]);
  });
});

describe('over HTTP', () => {
  let url: FunctionUrl | undefined;
  afterEach(() => url?.stop());
  const serve = async (handler: (event: { body?: string; isBase64Encoded: boolean }) => unknown) => {
    const clock = manualClock();
    const errors: unknown[] = [];
    const fn = lambdaFunction({ name: 'slack', handler, clock, timeoutMs: 3000 });
    url = await functionUrl(fn, { now: clock.now, onError: (error) => errors.push(error) });
    return { url: url.url, clock, errors };
  };

  test('a form arrives as bytes and an answer goes back', async () => {
    const { url } = await serve((event) => ({
      statusCode: 200,
      headers: { 'x-slack-no-retry': 1 },
      body: `${event.isBase64Encoded} ${Buffer.from(event.body ?? '', 'base64').toString('utf8')}`,
    }));
    const response = await fetch(`${url}/slack/events`, { method: 'POST', body: new URLSearchParams({ text: 'ä→' }) });
    expect([response.status, response.headers.get('x-slack-no-retry'), await response.text()]).toEqual([
      200,
      '1',
      'true text=%C3%A4%E2%86%92',
    ]);
  });

  test('a function that throws answers 502', async () => {
    const { url, errors } = await serve(() => {
      throw new Error('boom');
    });
    expect((await fetch(url)).status).toBe(502);
    expect(errors).toEqual([new Error('boom')]);
  });

  test('a function that runs out of time answers 502', async () => {
    let started = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const { url, clock, errors } = await serve(() => {
      started();
      return new Promise(() => {});
    });
    const response = fetch(url);
    await running;
    await clock.advance(3000);
    expect((await response).status).toBe(502);
    expect(errors).toEqual([expect.objectContaining({ code: 'lambda_timeout' })]);
  });
});
