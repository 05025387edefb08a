import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** PEM; the authorities that Node knows when left out. */
  readonly ca?: string;
  readonly signal: AbortSignal;
}
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** When the first of the server's certificates ends, ms since 1970; undefined over plain HTTP. */
  readonly certificateEndsAt: number | undefined;
}

/** Bodies are held in memory; a check needs no more than this of one. */
const maxBodyBytes = 2_000_000;

/** One request on a connection of its own, redirects not followed: a check measures what a newcomer would meet. */
export function request({ url, method, headers, body, ca, signal }: HttpRequest): Promise<HttpAnswer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const settings = { method, headers: { ...headers, ...length }, agent: false, signal, ...(ca ? { ca } : {}) };
    const outgoing = send(url, settings, (incoming) => {
      // Before the end: a closed socket has forgotten its certificate.
      const certificateEndsAt = url.protocol === 'https:' ? firstEnd(incoming.socket as TLSSocket) : undefined;
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBodyBytes) chunks.push(chunk);
      });
      incoming.on('end', () => {
        if (!incoming.complete) reject(new Error('the answer broke off'));
        else {
          const headers = Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
          );
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: incoming.statusCode ?? 0, headers, body: text, certificateEndsAt });
        }
      });
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A chain is as long-lived as the certificate of it that ends first. */
function firstEnd(socket: TLSSocket): number | undefined {
  const ends: number[] = [];
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (certificate?.valid_to !== undefined) {
    ends.push(Date.parse(certificate.valid_to));
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
    // A root vouches for itself.
    certificate = issuer === certificate || issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer;
  }
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
