import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** One run of a function, which may die half way. */
export interface Invocation {
  readonly name: string;
  dead: boolean;
}

const current = new AsyncLocalStorage<Invocation>();

/** More requests than are ever under way at once. */
const remembered = 500;
const requests: { readonly request: ClientRequest; readonly by: Invocation | undefined }[] = [];

// Every client ends up in node:http, so this sees whose request it is without a change to any of them.
subscribe('http.client.request.start', (message) => {
  // Those of the test are noted as well: they may use a connection that an invocation used before.
  requests.push({ request: (message as { request: ClientRequest }).request, by: current.getStore() });
  if (requests.length > remembered) requests.shift();
});

/** Whose request it is that came from this local port; nobody's, when the test itself made it. */
export function invocationBehind(port: number | undefined): Invocation | undefined {
  return requests.findLast(({ request }) => request.socket?.localPort === port)?.by;
}

/** Runs an invocation. One that died has failed, whatever its code made of its calls that went nowhere. */
export async function invoking<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  const invocation: Invocation = { name, dead: false };
  return current.run(invocation, async () => {
    const [outcome] = await Promise.allSettled([run()]);
    if (invocation.dead) throw new Error(`${name} died`);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
