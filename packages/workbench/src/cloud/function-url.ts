import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { localPlace } from './aws.ts';

/** An HTTP request with its body as bytes; header names in any case. */
export interface HttpRequest {
  readonly method: string;
  /** Path with query, as on the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; only `set-cookie` may have several values. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

export interface FunctionUrlOptions {
  /**
   * Whether form bodies arrive base64-encoded, as real Function URLs send everything whose content type is not text, JSON,
   * XML or JavaScript. Default true.
   */
  readonly base64Forms?: boolean;
  readonly now?: () => Date;
  readonly sourceIp?: string;
}

const urlId = 'tocsinlocalurl0000000000000000ab';

/**
 * A request as a Function URL (payload 2.0) hands it to its function.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function toFunctionUrlEvent(request: HttpRequest, options: FunctionUrlOptions = {}): APIGatewayProxyEventV2 {
  const { base64Forms = true, sourceIp = '127.0.0.1' } = options;
  const at = (options.now ?? (() => new Date()))();
  const [rawPath = '/', rawQueryString = ''] = splitOnce(request.path, '?');
  const { cookie, ...headers } = lowerCased(request.headers);
  const body = Buffer.from(request.body ?? '');
  const encode = !isText(headers['content-type'] ?? '', base64Forms);
  const domainName = `${urlId}.lambda-url.${localPlace.region}.on.aws`;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      'content-length': headers['content-length'] ?? String(body.length),
      'x-amzn-tls-version': 'TLSv1.3',
      'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
      'x-amzn-trace-id': `Root=1-${seconds(at).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      host: domainName,
    },
    ...(rawQueryString === '' ? {} : { queryStringParameters: queryOf(rawQueryString) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: urlId,
      domainName,
      domainPrefix: urlId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: clfTime(at),
      timeEpoch: at.getTime(),
    },
    ...(body.length === 0 ? {} : { body: encode ? body.toString('base64') : body.toString('utf8') }),
    isBase64Encoded: body.length > 0 && encode,
  };
}

/**
 * What a Function URL answers for a function's result: a structured answer where there is a `statusCode`, else 200 with the
 * result as JSON; a string is taken as it is.
 */
export function fromFunctionUrlResult(result: unknown): HttpResponse {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, body = '', isBase64Encoded = false, cookies } = result as Structured;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status: Number(statusCode),
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(named),
      ...(cookies === undefined ? {} : { 'set-cookie': cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

interface Structured {
  readonly statusCode: number | string;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly cookies?: readonly string[];
}

/** What a caller gets when the function throws or runs out of time. */
export const functionFailed: HttpResponse = {
  status: 502,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('Internal Server Error'),
};

function isText(contentType: string, base64Forms: boolean): boolean {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded') return !base64Forms;
  return type === '' || type.startsWith('text/') || /^application\/(.*\+)?(json|xml|javascript)$/.test(type);
}

function lowerCased(headers: HttpRequest['headers']): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    const joined = typeof value === 'string' ? value : value.join(key === 'cookie' ? '; ' : ',');
    result[key] = result[key] === undefined ? joined : `${result[key]},${joined}`;
  }
  return result;
}

function queryOf(query: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    result[name] = result[name] === undefined ? value : `${result[name]},${value}`;
  return result;
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** `03/Nov/2026:10:14:28 +0000`, the common log format's time. */
function clfTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
