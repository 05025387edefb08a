import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { sum, tally } from './figure.ts';
import { indexUnits } from './index-units.ts';

/** One request as DynamoDB would bill it. */
export interface Metered {
  readonly operation: string;
  readonly reads: number;
  readonly writes: number;
}

export interface Meter {
  /** The endpoint that stands for the real one. */
  readonly url: string;
  /** What came by since the last time that this was asked. */
  take(): readonly Metered[];
  stop(): Promise<void>;
}

export interface Usage {
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
  readonly byOperation: Readonly<Record<string, number>>;
}

export const usageOf = (metered: readonly Metered[]): Usage => ({
  calls: metered.length,
  reads: sum(metered.map(({ reads }) => reads)),
  writes: sum(metered.map(({ writes }) => writes)),
  byOperation: tally(metered.map(({ operation }) => operation)),
});

const reading = new Set(['GetItem', 'BatchGetItem', 'Query']);

/**
 * Stands in front of DynamoDB and counts requests and what they consume. The table's units are what the database answers
 * when asked for ReturnConsumedCapacity; dynalite leaves out two things that AWS bills, which are added here: a refused
 * conditional write (as much as one that went through, taken as one unit) and the writes to indexes (see indexUnits).
 */
export async function startMeter({ upstream }: { readonly upstream: string }): Promise<Meter> {
  const agent = new Agent({ keepAlive: true });
  const indexes = indexUnits();
  let metered: Metered[] = [];

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(incoming);
    const operation = String(incoming.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1);
    const asked = { ...(JSON.parse(body) as object), ReturnConsumedCapacity: 'TOTAL' };
    const answer = await forward(agent, incoming, { url: `${upstream}${incoming.url}`, body: JSON.stringify(asked) });
    const units = unitsIn(answer.body);
    const extra = answer.status === 200 ? indexes.write(operation ?? '', asked) : 0;
    metered.push({
      operation: operation ?? '',
      ...(reading.has(operation ?? '')
        ? { reads: units, writes: 0 }
        : { reads: 0, writes: (answer.status === 200 ? units : 1) + extra }),
    });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  return {
    url: await listen(server),
    take() {
      const taken = metered;
      metered = [];
      return taken;
    },
    async stop() {
      agent.destroy();
      await close(server);
    },
  };
}

function unitsIn(body: string): number {
  const { ConsumedCapacity: consumed = [] } = JSON.parse(body) as {
    ConsumedCapacity?: { CapacityUnits: number } | readonly { CapacityUnits: number }[];
  };
  return sum([consumed].flat().map(({ CapacityUnits }) => CapacityUnits));
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The body is another than the client's checksum is of, so the checksums of the way back go. */
function forward(
  agent: Agent,
  { headers }: IncomingMessage,
  { url, body }: { url: string; body: string },
): Promise<Answer> {
  const { host: _, connection: __, 'content-length': ___, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', agent, headers: { ...rest, 'content-length': String(Buffer.byteLength(body)) } },
      (answer) => {
        text(answer).then(
          (said) =>
            resolve({
              status: answer.statusCode ?? 502,
              headers: {
                'content-type': answer.headers['content-type'] ?? '',
                'content-length': String(Buffer.byteLength(said)),
              },
              body: said,
            }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
