import { createServer, type IncomingMessage } from 'node:http';
import {
  type FunctionUrlOptions,
  fromFunctionUrlResult,
  functionFailed,
  type HttpRequest,
  type HttpResponse,
  toFunctionUrlEvent,
} from './function-url.ts';
import type { LambdaFunction } from './lambda.ts';
import { close, listen } from './listen.ts';

export interface FunctionUrl {
  readonly url: string;
  /** The same without a socket. */
  deliver(request: HttpRequest): Promise<HttpResponse>;
  stop(): Promise<void>;
}

/** A Function URL of `fn` on a loopback port, free unless one is given. */
export async function functionUrl(
  fn: LambdaFunction,
  options: FunctionUrlOptions & { readonly port?: number; readonly onError?: (error: unknown) => void } = {},
): Promise<FunctionUrl> {
  const deliver = async (request: HttpRequest): Promise<HttpResponse> => {
    try {
      return fromFunctionUrlResult(await fn.invoke(toFunctionUrlEvent(request, options)));
    } catch (error) {
      options.onError?.(error);
      return functionFailed;
    }
  };
  const server = createServer((request, response) => {
    requestOf(request)
      .then(deliver)
      .then(
        ({ status, headers, body }) => {
          for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string | string[]);
          response.writeHead(status).end(body);
        },
        () => response.destroy(),
      );
  });
  return { url: await listen(server, options.port), deliver, stop: () => close(server) };
}

async function requestOf(request: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = request;
  return { method, path: url, headers, body: Buffer.concat(chunks) };
}
