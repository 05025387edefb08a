import { readFile, realpath } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The page needs nothing from elsewhere, so the browser is told to fetch nothing from elsewhere, whatever a message says. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Sends a file of the built page; false when there is none by that path. */
export async function serveFile(response: ServerResponse, pageDir: string, path: string): Promise<boolean> {
  const file = await fileIn(pageDir, path);
  const type = file && types[extname(file)];
  if (!file || !type) return false;
  const content = await readFile(file);
  const hashed = path.startsWith('/assets/');
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': type,
    'content-length': content.length,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(content);
  return true;
}

/** The path on disk, links followed, if it lies in the folder; what climbs out of it is not there. */
async function fileIn(pageDir: string, path: string): Promise<string | undefined> {
  try {
    const root = await realpath(pageDir);
    const decoded = decodeURIComponent(path);
    if (decoded.includes('\0')) return undefined;
    const file = await realpath(join(root, decoded === '/' ? 'index.html' : decoded));
    return file.startsWith(root + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
