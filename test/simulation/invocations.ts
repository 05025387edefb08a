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

/** More requests than are ever under way at once. */
const remembered = 500;
const requests: { readonly request: ClientRequest; readonly by: Invocation | undefined }[] = [];

// Every client ends up in node:http, so this sees whose request it is without a change to any of them.
subscribe('http.client.request.start', (message) => {
  // Those of the test are noted as well: they may use a connection that an invocation used before.
  requests.push({ request: (message as { request: ClientRequest }).request, by: current.getStore() });
  if (requests.length > remembered) requests.shift();
});

/**
 * Whose request it is that a server received on this socket; nobody's, when the test itself made it. Both ports are
 * compared: the system gives one local port to connections that lead to different servers, and on a busy machine often.
 */
export function invocationBehind({
  localPort,
  remotePort,
}: Pick<Socket, 'localPort' | 'remotePort'>): Invocation | undefined {
  const isOther = ({ socket }: ClientRequest) => socket?.localPort === remotePort && socket?.remotePort === localPort;
  return requests.findLast(({ request }) => isOther(request))?.by;
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
