import { readdir, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageHeaders } from './files.ts';

const folder = fileURLToPath(new URL('../../../../docs', import.meta.url));

/** `/docs/` lists the project's documents, `/docs/<name>.md` shows one as it is written. False for anything else. */
export async function serveDocs(response: ServerResponse, path: string): Promise<boolean> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.md')).sort();
  const asked = path.slice('/docs/'.length);
  if (asked === '') {
    const items = names.map((name) => `<li><a href="${encodeURIComponent(name)}">${name}</a></li>`).join('\n');
    const html = `<!doctype html><meta charset="utf-8"><title>Tocsin: documents</title><h1>Documents</h1><ul>${items}</ul>`;
    send(response, 'text/html; charset=utf-8', html);
    return true;
  }
  if (!names.includes(asked)) return false;
  send(response, 'text/plain; charset=utf-8', await readFile(join(folder, asked), 'utf8'));
  return true;
}

function send(response: ServerResponse, type: string, content: string): void {
  response.writeHead(200, { ...pageHeaders, 'content-type': type, 'cache-control': 'no-cache' });
  response.end(content);
}
