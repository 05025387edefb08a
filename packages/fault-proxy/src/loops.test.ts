import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createFaultProxy } from './index.ts';

/** The system gives such a port when it likes, and to nobody who asks for it. */
test('a caller with the local port of a connection that the proxy has open is no loop', async () => {
  const require = createRequire(import.meta.url);
  const util = require(path.join(path.dirname(require.resolve('mockttp')), 'util/socket-util.js')) as {
    isSocketLoop: (open: readonly object[], caller: object) => boolean;
  };
  const open = [{ localAddress: '127.0.0.1', localPort: 41_000 }];
  const caller = { remoteAddress: '::ffff:127.0.0.1', remotePort: 41_000 };
  expect(util.isSocketLoop(open, caller)).toBe(true);
  const proxy = await createFaultProxy({ target: 'http://127.0.0.1:9' });
  expect(util.isSocketLoop(open, caller)).toBe(false);
  await proxy.stop();
});
