import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream';

const listen = async (server: ReturnType<typeof createServer>): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** An endpoint that hands every AWS call on and notes what IAM would be asked for it. */
export async function recorder(
  target: string,
  calls: Set<string>,
  note: (target: string, body: string) => void = () => {},
): Promise<{ url: string; stop: () => void }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const call = actionOf(incoming, body.toString());
      if (call !== undefined) calls.add(call);
      const operation = incoming.headers['x-amz-target'];
      if (typeof operation === 'string') note(operation, body.toString());
      const { method, headers } = incoming;
      const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        pipeline(answer, outgoing, () => {});
      });
      onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
      onward.end(body);
    });
  });
  return { url: await listen(server), stop: () => void (server.closeAllConnections(), server.close()) };
}

/** `dynamodb:Query on index/due`, `sqs:SendMessage`: the action, for DynamoDB with what of the table it is on. */
function actionOf({ headers, method, url = '' }: IncomingMessage, body: string): string | undefined {
  const target = headers['x-amz-target'];
  const [service, action] = String(target ?? '').split('.');
  if (service?.startsWith('DynamoDB')) {
    const { IndexName } = JSON.parse(body) as { IndexName?: string };
    return `dynamodb:${action} on ${IndexName === undefined ? 'table' : `index/${IndexName}`}`;
  }
  if (service === 'GraniteServiceVersion20100801') return `cloudwatch:${action}`;
  if (service === 'AmazonSQS') return `sqs:${action}`;
  if (/^\/canary\/[^/]+\/runs$/.test(url)) return 'synthetics:GetCanaryRuns';
  const query = /^Action=(\w+)/.exec(body) ?? /[?&]Action=(\w+)/.exec(url);
  if (query) return `sns:${query[1]}`;
  if (url.includes('list-type=2')) return 's3:ListBucket';
  if (url.includes('/postmortems/')) return method === 'PUT' ? 's3:PutObject' : 's3:GetObject';
  if (url.includes('/files/')) return 's3:PutObject';
  return url.includes('/SyntheticsReport-') ? 's3:GetObject' : undefined;
}

const runner = `
const { handler } = await import(process.argv[2]);
process.on('message', async ({ id, event }) => {
  const context = { awsRequestId: id, getRemainingTimeInMillis: () => 25_000 };
  try { process.send({ id, result: await handler(event, context) }); }
  catch (error) { process.send({ id, error: String(error?.stack ?? error) }); }
});
process.send({ id: 'listens' });
`;

/** A built function in a process of its own, with an environment of its own, as Lambda runs it. */
export function builtFunction(bundle: string, environment: Record<string, string>, folder: string) {
  const script = path.join(folder, 'runner.mjs');
  writeFileSync(script, runner);
  const child = fork(script, [bundle], { env: { PATH: process.env['PATH'], ...environment }, silent: true });
  // A pipe that nobody reads fills, and then blocks the function at its next log line.
  child.stdout?.resume();
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk.toString()}`.slice(-4_000);
  });
  const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const answerTo = (id: string) => new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
  const giveUp = (why: string) => {
    for (const { reject } of waiting.values()) reject(new Error(`${bundle} ${why}\n${complaints}`));
    waiting.clear();
  };
  const listens = answerTo('listens');
  listens.catch(() => {});
  child.on('message', ({ id, result, error }: { id: string; result?: unknown; error?: string }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(result);
    else one?.reject(new Error(error));
  });
  child.on('exit', (code, signal) => giveUp(`ended (${signal ?? code}) with calls unanswered`));
  let count = 0;
  return {
    invoke: async (event: unknown) => {
      await listens;
      const id = `call-${++count}`;
      const answer = answerTo(id);
      child.send({ id, event }, (error) => error && giveUp(`cannot be reached: ${error.message}`));
      return answer;
    },
    stop: () => void child.kill(),
  };
}

/** When the one message of its channels was posted. */
export const noted = '1762352500.000100';
/** The channel that it makes first. */
export const firstChannel = 'C0123456780';

/** Says yes to all that is asked, and has ids for what it made; the first time that it is to set a topic, it asks for patience. */
export async function agreeableSlack(): Promise<{ url: string; asked: string[]; stop: () => void }> {
  const asked: string[] = [];
  let channels = 0;
  const server = createServer((incoming, outgoing) => {
    const method = incoming.url?.split('/').at(-1) ?? '';
    asked.push(method);
    incoming.resume().on('end', () => {
      if (incoming.url?.startsWith('/files/')) {
        outgoing.writeHead(200, { 'content-type': 'image/png' });
        outgoing.end('PNG');
        return;
      }
      if (method === 'conversations.setTopic' && asked.filter((one) => one === method).length === 1) {
        outgoing.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' });
        outgoing.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
        return;
      }
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      const made = method === 'conversations.create';
      const channel = made ? { id: firstChannel.replace(/0$/, String(channels++)), name: 'inc' } : firstChannel;
      const ids = { ts: `1762352568.${String(asked.length).padStart(6, '0')}`, user_id: 'U0123456789' };
      const file = { id: 'F0123456789', name: 'a.png', url_private: `http://${incoming.headers.host}/files/a.png` };
      const messages = [{ ts: noted, user: 'U0123456789', text: 'look', files: [file] }];
      const user = { id: 'U0123456789', name: 'ana', team_id: 'T0123456789' };
      const lists = { users: [], bookmarks: [], channels: [], messages };
      outgoing.end(JSON.stringify({ ok: true, channel, ...ids, team_id: 'T0123456789', user, ...lists }));
    });
  });
  return {
    url: `${await listen(server)}/api/`,
    asked,
    stop: () => void (server.closeAllConnections(), server.close()),
  };
}
