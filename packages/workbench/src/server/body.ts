import type { IncomingMessage } from 'node:http';
import { RefusedRequest } from './errors.ts';

/** Files come inside, and are a third longer that way: three megabytes of them at most. Events stay below 256 KB. */
const largest = 4_000_000;

/** The request's JSON. Any other content type is refused: a plain form on a foreign page could send it unasked. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new RefusedRequest(415, 'content-type: must be application/json');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largest) throw new RefusedRequest(413, `body: must be smaller than ${largest} bytes`);
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new RefusedRequest(400, 'body: must be JSON');
  }
}
