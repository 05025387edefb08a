import type { IncomingMessage } from 'node:http';

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export type Parsed =
  | { readonly type: 'args'; readonly args: Record<string, unknown> }
  | {
      readonly type: 'unreadable';
      readonly error: 'invalid_form_data' | 'invalid_json' | 'json_not_object' | 'invalid_post_type';
    };

/** Arguments of a call: query, form or JSON, as Slack takes them. */
export function argsOf(query: URLSearchParams, contentType: string, body: Buffer): Parsed {
  const fromQuery = Object.fromEntries(query);
  if (body.length === 0) return { type: 'args', args: fromQuery };
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  switch (type) {
    case 'application/x-www-form-urlencoded':
      return { type: 'args', args: { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString())) } };
    case 'application/json':
      return jsonArgs(fromQuery, body.toString());
    default:
      return { type: 'unreadable', error: 'invalid_post_type' };
  }
}

function jsonArgs(fromQuery: Record<string, unknown>, body: string): Parsed {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      return { type: 'unreadable', error: 'json_not_object' };
    return { type: 'args', args: { ...fromQuery, ...parsed } };
  } catch {
    return { type: 'unreadable', error: 'invalid_json' };
  }
}

/** Bytes of a file: the body as it is, or the first file of a multipart form. */
export async function uploadedBytes({ headers }: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}
