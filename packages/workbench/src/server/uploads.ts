import type { ServerResponse } from 'node:http';
import { pageHeaders } from './files.ts';

/** A file that somebody posted. */
export interface OpenedFile {
  readonly name: string;
  readonly mimetype: string;
  readonly bytes: Uint8Array;
}

/** What a browser may show in a tab; everything else is saved. A posted page must never run beside ours. */
const shown: Readonly<Record<string, string>> = {
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/gif': 'image/gif',
  'text/plain': 'text/plain; charset=utf-8',
  'text/csv': 'text/plain; charset=utf-8',
  'application/json': 'text/plain; charset=utf-8',
};

/** Sends what is in a posted file. */
export function sendFile(response: ServerResponse, { name, mimetype, bytes }: OpenedFile): void {
  const type = shown[mimetype];
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': type ?? 'application/octet-stream',
    'content-length': bytes.length,
    'content-disposition': `${type === undefined ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}
