import type { Log } from '@tocsin/app';
import { awsClients, readConfig } from '@tocsin/aws';
import { type FauxqsServer, startFauxqs } from 'fauxqs';

export type Fauxqs = FauxqsServer;

/** SQS, SNS and S3 in process, and our clients, led there by the environment alone, as a function would be. */
export async function startMessaging() {
  const server = await startFauxqs({ port: 0, logger: false, messageSpies: true });
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: server.address,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  const before = Object.fromEntries(Object.keys(environment).map((name) => [name, process.env[name]]));
  Object.assign(process.env, environment);
  const config = await readConfig('tick', {
    ...process.env,
    TOCSIN_TABLE: 'none',
    TOCSIN_QUEUE_URL: 'https://queue.example/none.fifo',
  });
  const stop = async () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await server.stop();
  };
  return { server, clients: awsClients(config.aws), stop };
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

/** A log that keeps its lines. */
export function keptLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const say =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) =>
      void lines.push({ level, message, fields });
  return { log: { info: say('info'), warn: say('warn'), error: say('error') }, lines };
}
