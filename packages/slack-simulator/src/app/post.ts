import http from 'node:http';
import https from 'node:https';
import type { AppAnswer, AppRequest } from './types.ts';

/** Posts a signed request to the app's own server. */
export function post(url: URL, { headers, body }: AppRequest): Promise<AppAnswer> {
  return new Promise((resolve, reject) => {
    const module = url.protocol === 'https:' ? https : http;
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
    };
    const request = module.request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const all = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(all),
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
