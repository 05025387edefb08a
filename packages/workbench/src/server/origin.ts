import type { IncomingMessage } from 'node:http';
import { RefusedRequest } from './errors.ts';

/**
 * Only this machine's own page may speak to the server. A foreign site whose name was re-pointed to 127.0.0.1 sends its
 * own name as Host; a foreign site that posts here sends its own Origin. (DNS rebinding; fetch standard, "Origin".)
 */
export function checkOrigin(request: IncomingMessage): void {
  const { host, origin } = request.headers;
  if (!isLocal(host)) throw new RefusedRequest(403, `Host ${host ?? '(none)'} is not this machine`);
  if (origin !== undefined && origin !== `http://${host}`)
    throw new RefusedRequest(403, `Origin ${origin} is not this page`);
}

const isLocal = (host: string | undefined): boolean =>
  host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
