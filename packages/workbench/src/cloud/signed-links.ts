import type { Clock } from './clock.ts';

/** As much of Fastify as is needed here; fauxqs hands its server out without its types. */
interface Server {
  addHook(name: 'onRequest' | 'onSend', hook: (request: Request, reply: Reply) => Promise<unknown>): unknown;
}
interface Request {
  readonly query: Readonly<Record<string, string | undefined>>;
}
interface Reply {
  readonly statusCode: number;
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): Reply;
}

/** What a signed address may ask of the answer (S3 API reference, GetObject: "Overriding response header values"). */
const overrides = { 'response-content-type': 'content-type', 'response-content-disposition': 'content-disposition' };

/**
 * Signed addresses as S3 takes them, which fauxqs serves for ever and with the type that was stored: here they end when
 * they say so, and answer as they were signed. The signature itself is not checked, for nobody here has a secret.
 */
export function serveSignedLinks(server: Server, clock: Clock): void {
  server.addHook('onRequest', async ({ query }, reply) => {
    const { 'X-Amz-Date': date, 'X-Amz-Expires': seconds } = query;
    if (date === undefined || seconds === undefined) return undefined;
    const signed = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    if (clock.now().getTime() <= signed + Number(seconds) * 1_000) return undefined;
    const refusal = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
    return reply.code(403).header('content-type', 'application/xml').send(refusal);
  });
  server.addHook('onSend', async ({ query }, reply) => {
    if (query['X-Amz-Signature'] === undefined || reply.statusCode >= 300) return;
    for (const [asked, header] of Object.entries(overrides)) {
      const value = query[asked];
      if (value !== undefined) reply.header(header, value);
    }
  });
}
