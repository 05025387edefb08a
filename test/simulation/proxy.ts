import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { type Call, readRequest } from './calls.ts';
import { type Invocation, invocationBehind } from './invocations.ts';

/** What can happen to a call. A crash takes the whole invocation with it; the others are told apart by Slack's answers. */
export const mishaps = [
  'crash before',
  'crash after',
  '429',
  '500 before',
  '500 after',
  'fatal_error before',
  'fatal_error after',
  'no answer before',
  'no answer after',
] as const;
export type Mishap = (typeof mishaps)[number];

export interface Hooks {
  /** What goes wrong with this call. */
  meet(call: Call): Mishap | undefined;
  /** Something that happens just before a call; the call waits for it. */
  before?(call: Call): Promise<void> | undefined;
  /** The request's body as it is passed on. */
  rewrite?(call: Call, body: string): string;
}

export interface Proxy {
  /** The endpoints, with the proxy in front of each. */
  environment(real: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const retryAfterSeconds = 7;

/**
 * Stands in front of DynamoDB, SQS, SNS, S3 and Slack. A call that the test itself makes passes; one of a dead
 * invocation goes nowhere, for a dead process makes no calls.
 */
export async function startProxy(hooks: Hooks): Promise<Proxy> {
  const upstream = new Map<string, string>();
  const agent = new Agent({ keepAlive: true });
  const times = new Map<string, number>();
  let number = 0;

  const toCall = (incoming: IncomingMessage, body: string, { name: by }: Invocation): Call => {
    const { service, operation, about } = readRequest(incoming, body);
    const name = [`${by}:`, service, operation, about].filter((part) => part !== '').join(' ');
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    number += 1;
    return { by, service, operation, name, time, number };
  };
  const pass = async (incoming: IncomingMessage, body: string): Promise<Answer> => {
    const [, service = '', path = ''] = /^\/([a-z]+)(\/.*)$/.exec(incoming.url ?? '') ?? [];
    const answer = await forward(agent, incoming, { url: `${upstream.get(service)}${path}`, body });
    return service === 'slack' ? ledHere(answer) : answer;
  };
  /** Slack says where its files are to be had; that is behind the proxy, too. */
  const ledHere = ({ status, headers, body }: Answer): Answer => {
    if (!String(headers['content-type']).startsWith('application/json')) return { status, headers, body };
    const led = Buffer.from(
      body.toString().replaceAll(`${upstream.get('slack')}/files-pri`, `${origin}/slack/files-pri`),
    );
    return { status, headers: { ...headers, 'content-length': String(led.length) }, body: led };
  };
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(incoming);
    const by = invocationBehind(incoming.socket.remotePort);
    if (!by) return give(response, await pass(incoming, body));
    if (by.dead) return void incoming.socket.destroy();
    const call = toCall(incoming, body, by);
    await hooks.before?.(call);
    const mishap = hooks.meet(call);
    if (mishap === undefined || mishap.endsWith('after')) {
      const answer = await pass(incoming, hooks.rewrite?.(call, body) ?? body);
      if (mishap === undefined && !by.dead) return give(response, answer);
    }
    if (mishap?.startsWith('crash')) by.dead = true;
    const said = by.dead || mishap === undefined ? undefined : wrongAnswer(mishap);
    if (said) give(response, said);
    else incoming.socket.destroy();
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  const origin = await listen(server);

  return {
    environment(real) {
      const led: Record<string, string> = { ...real, AWS_MAX_ATTEMPTS: '1' };
      for (const [variable, service] of Object.entries(behind)) {
        upstream.set(service, (real[variable] ?? '').replace(/\/api\/$/, ''));
        led[variable] = `${origin}/${service}${variable === 'SLACK_API_URL' ? '/api/' : ''}`;
      }
      return led;
    },
    async stop() {
      agent.destroy();
      await close(server);
    },
  };
}

const behind = {
  AWS_ENDPOINT_URL_DYNAMODB: 'dynamodb',
  AWS_ENDPOINT_URL_SQS: 'messaging',
  AWS_ENDPOINT_URL_SNS: 'messaging',
  AWS_ENDPOINT_URL_S3: 'messaging',
  SLACK_API_URL: 'slack',
} as const;

function wrongAnswer(mishap: Mishap): Answer | undefined {
  const say = (status: number, error: string, headers = {}): Answer => ({
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify({ ok: false, error })),
  });
  if (mishap === '429') return say(429, 'ratelimited', { 'retry-after': String(retryAfterSeconds) });
  if (mishap.startsWith('500')) return say(500, 'internal_error');
  return mishap.startsWith('fatal_error') ? say(200, 'fatal_error') : undefined;
}

function give(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

function forward(
  agent: Agent,
  { method, headers }: IncomingMessage,
  to: { url: string; body: string },
): Promise<Answer> {
  const { connection: _, 'transfer-encoding': __, ...rest } = headers;
  const length = String(Buffer.byteLength(to.body));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      to.url,
      { method, agent, headers: { ...rest, host: new URL(to.url).host, 'content-length': length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const { connection: ___, 'transfer-encoding': ____, ...said } = answer.headers;
          const body = Buffer.concat(chunks);
          resolve({
            status: answer.statusCode ?? 502,
            headers: { ...said, 'content-length': String(body.length) },
            body,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(to.body);
  });
}
