import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** One run of a function, which may die half way. */
export interface Invocation {
  readonly name: string;
  dead: boolean;
  /** It ends well, and nobody hears of it. */
  forgotten: boolean;
}

const current = new AsyncLocalStorage<Invocation>();

/** Which function is running here. */
export const running = (): string | undefined => current.getStore()?.name;

/** A request that was begun. */
export interface Asked {
  readonly by: Invocation | undefined;
  /** Which one it was of all. */
  readonly sequence: number;
}

/** More requests than are ever under way at once. */
const remembered = 500;
const requests: (Asked & { readonly request: ClientRequest })[] = [];
const onTheirWay = new Set<Asked>();
const toldBySlack = new Set<Asked>();
let begun = 0;

// Every client ends up in node:http, so this sees whose request it is without a change to any of them.
subscribe('http.client.request.start', (message) => {
  const { request } = message as { request: ClientRequest };
  // Those of the test are noted as well: they may use a connection that an invocation used before.
  const asked = { request, by: current.getStore(), sequence: begun++ };
  requests.push(asked);
  if (requests.length > remembered) requests.shift();
  const among = asked.by || isOfTheCloud(request) ? onTheirWay : isOfSlack(request) ? toldBySlack : undefined;
  among?.add(asked);
  request.once('close', () => among?.delete(asked));
});

/** What the embedded AWS asks of itself comes to an end, but for a poll that waits for messages. */
const isOfTheCloud = (request: ClientRequest): boolean =>
  String(request.getHeader('authorization')).startsWith('AWS4') &&
  !String(request.getHeader('x-amz-target')).endsWith('ReceiveMessage');

const isOfSlack = (request: ClientRequest): boolean => request.hasHeader('x-slack-signature');

/** What Slack tells the app and is not answered yet. */
export const slackTells = (): number => toldBySlack.size;

/** Requests that were begun and are neither there nor answered. */
export const underWay = (): number => onTheirWay.size;

/** It is there: what it waits for now is no longer the network. */
export const arrives = (asked: Asked): boolean => onTheirWay.delete(asked);

/**
 * Which request it is that a server received on this socket; nobody's, when the test itself made it. Both ports are
 * compared: the system gives one local port to connections that lead to different servers, and on a busy machine often.
 */
export function requestBehind({ localPort, remotePort }: Pick<Socket, 'localPort' | 'remotePort'>): Asked | undefined {
  const isOther = ({ socket }: ClientRequest) => socket?.localPort === remotePort && socket?.remotePort === localPort;
  return requests.findLast(({ request }) => isOther(request));
}

/** Runs an invocation. One that died has failed, whatever its code made of its calls that went nowhere. */
export async function invoking<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  const invocation: Invocation = { name, dead: false, forgotten: false };
  return current.run(invocation, async () => {
    const [outcome] = await Promise.allSettled([run()]);
    if (invocation.dead) throw new Error(`${name} died`);
    if (outcome.status === 'rejected') throw outcome.reason;
    if (invocation.forgotten) throw new Error(`${name} ended, and its answer was lost`);
    return outcome.value;
  });
}
