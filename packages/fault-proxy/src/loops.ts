import { createRequire } from 'node:module';
import path from 'node:path';

interface SocketUtil {
  isSocketLoop: (...sockets: readonly unknown[]) => boolean;
}

/**
 * mockttp takes a caller for itself when the caller's local port is that of a connection which mockttp has open. The system
 * gives one local port to connections that lead to different places, and on a busy machine often: such a caller was told 500.
 * A proxy that stands in front of one dependency forwards to that one and never to itself, so that nothing has to be looked
 * for. mockttp has no option for it.
 */
export function withoutLoopDetection(): void {
  const require = createRequire(import.meta.url);
  const file = path.join(path.dirname(require.resolve('mockttp')), 'util/socket-util.js');
  const util = require(file) as SocketUtil;
  if (typeof util.isSocketLoop !== 'function') throw new Error(`mockttp detects loops elsewhere than in ${file}`);
  util.isSocketLoop = () => false;
}
