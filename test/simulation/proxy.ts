import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { type Call, readRequest } from './calls.ts';
import { arrives, type Invocation, requestBehind } from './invocations.ts';
import { type Mishap, unprocessed, wrongAnswer } from './mishaps.ts';
import type { Draw } from './random.ts';
import { type Held, turnstile } from './turnstile.ts';

export interface Hooks {
  /** Which of the calls that were made side by side is the next. */
  readonly draw: Draw;
  /** Whether something is about to begin that will make calls. */
  comes(): boolean;
  /** What goes wrong with this call. */
  meet(call: Call): Mishap | undefined;
  /** Something that happens just before a call; the call waits for it. */
  before?(call: Call): Promise<void> | undefined;
  /** Does a call some time from now. */
  later(perform: () => Promise<unknown>): void;
  /** A call that was done, and how it was answered. */
  done?(call: Call, body: string, status: number): void;
  /** The request's body as it is passed on. */
  rewrite?(call: Call, body: string): string;
}

export interface Proxy {
  /** The endpoints, with the proxy in front of each. */
  environment(real: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** Calls that were not answered yet, whether or not anybody still waits for it. */
  passing(): readonly Promise<unknown>[];
  stop(): Promise<void>;
}

type Named = Omit<Call, 'time' | 'number'>;

function nameOf(incoming: IncomingMessage, body: string, { name: by }: Invocation): Named {
  const { service, operation, about } = readRequest(incoming, body);
  return {
    by,
    service,
    operation,
    name: [`${by}:`, service, operation, about].filter((part) => part !== '').join(' '),
  };
}

interface Serving {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly by: Invocation;
  readonly named: Named;
  readonly held: Held;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Stands in front of DynamoDB, SQS, SNS, S3 and Slack. A call that the test itself makes passes; one of a dead
 * invocation goes nowhere, for a dead process makes no calls.
 */
export async function startProxy(hooks: Hooks): Promise<Proxy> {
  const upstream = new Map<string, string>();
  const agent = new Agent({ keepAlive: true });
  const times = new Map<string, number>();
  const { pass: haveATurn, passing } = turnstile(hooks.draw, hooks.comes);
  let number = 0;

  const counted = (named: Named): Call => {
    const time = (times.get(named.name) ?? 0) + 1;
    times.set(named.name, time);
    number += 1;
    return { ...named, time, number };
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
    const asked = requestBehind(incoming.socket);
    const by = asked?.by;
    if (!asked || !by) return give(response, await pass(incoming, body));
    arrives(asked);
    const named = nameOf(incoming, body, by);
    const { name } = named;
    await haveATurn({ name, sequence: asked.sequence }, (held) =>
      serveCall({ incoming, response, body, by, named, held }),
    );
  };
  const serveCall = async ({ incoming, response, body, by, named, held }: Serving): Promise<void> => {
    if (by.dead) return void incoming.socket.destroy();
    const call = counted(named);
    const before = hooks.before?.(call);
    if (before) await held(before);
    const perform = async () => {
      const answer = await pass(incoming, hooks.rewrite?.(call, body) ?? body);
      hooks.done?.(call, body, answer.status);
      return answer;
    };
    const mishap = hooks.meet(call);
    const answer = await meeting(mishap, { call, by, body, perform, later: hooks.later });
    if (!answer || by.dead) return void incoming.socket.destroy();
    give(response, answer);
    await new Promise((resolve) => response.once('close', resolve));
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  const origin = await listen(server);

  return {
    passing,
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

/** What the caller is answered, if anything, and what was done for it by then. */
async function meeting(
  mishap: Mishap | undefined,
  { call, by, body, perform, later }: Meeting,
): Promise<Answer | undefined> {
  switch (mishap) {
    case 'again':
      by.forgotten = true;
      return perform();
    case undefined:
      return perform();
    case 'raced':
      // Somebody who heard of the same decided the same, a moment earlier.
      await perform();
      return perform();
    case 'unprocessed':
      return left(await perform(), body);
    case 'late':
      later(perform);
      return undefined;
    case 'crash late':
      by.dead = true;
      later(perform);
      return undefined;
    default:
      if (mishap.endsWith('after')) await perform();
      if (mishap.startsWith('crash')) by.dead = true;
      return wrongAnswer(mishap, call);
  }
}

interface Meeting {
  readonly call: Call;
  readonly by: Invocation;
  readonly body: string;
  readonly perform: () => Promise<Answer>;
  readonly later: Hooks['later'];
}

function left({ status, headers, body }: Answer, asked: string): Answer {
  const { 'x-amz-crc32': _, ...rest } = headers;
  const less = unprocessed(body, asked);
  return { status, headers: { ...rest, 'content-length': String(less.length) }, body: less };
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
