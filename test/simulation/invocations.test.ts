import { createServer, request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { type Invocation, invoking, requestBehind } from './invocations.ts';

/** Seen on a busy machine: a call to Slack was taken for the test's own, for a call to DynamoDB had the same local port. */
it('whose a request is does not depend on who else has its local port', async () => {
  const seen: Record<string, Invocation | undefined> = {};
  const held: (() => void)[] = [];
  const server = async (): Promise<string> => {
    const made = createServer((incoming, response) => {
      held.push(() => {
        seen[incoming.url ?? ''] = requestBehind(incoming.socket)?.by;
        response.end();
      });
      if (held.length === 2) for (const answer of held) answer();
    });
    onTestFinished(() => close(made));
    return listen(made);
  };
  const [one, other] = [await server(), await server()];
  const spare = createServer();
  const localPort = Number(new URL(await listen(spare)).port);
  await close(spare);
  const call = (url: string) =>
    new Promise<void>((resolve, reject) => {
      request(url, { localPort, agent: false }, (answer) => answer.resume().on('end', resolve))
        .on('error', reject)
        .end();
    });

  await Promise.all([invoking('respond', () => call(`${one}/ours`)), call(`${other}/other`)]);

  expect(seen['/ours']?.name).toBe('respond');
  expect(seen['/other']).toBeUndefined();
});
