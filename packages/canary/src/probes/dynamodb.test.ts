import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { type DynamodbProbe, dynamodb } from '../probe.ts';
import { runProbe } from '../run-probe.ts';
import { realTimer, type Timer } from '../timer.ts';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
const now = Date.UTC(2026, 10, 5, 14);
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'cache',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'design', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'design', AttributeType: 'S' }],
    }),
  );
  const items = [
    { design: 'cube', status: 'READY', updatedAt: '2026-11-05T13:58:30.000Z' },
    { design: 'cone', state: 'FAILED', writtenAt: now - 20 * 60_000 },
    { design: 'undated', status: 'READY' },
  ];
  const put = (Item: object) => DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: 'cache', Item }));
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 1 }, { TableName: 'cache' });
  await Promise.all(items.map(put));
  client.destroy();
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const look = (design: string, expected: DynamodbProbe['expect'], table = 'cache') =>
  runProbe(dynamodb({ table, endpoint, key: { design }, expect: expected }), {
    run: createContext({ AWS_REGION: 'eu-west-1' }, { now: () => now }),
    signal: AbortSignal.timeout(5_000),
    timer: realTimer,
  });

test('a record that is as expected passes, and its status and age are evidence', async () => {
  expect(await look('cube', { exists: true, status: 'READY', freshWithinMs: 120_000 })).toEqual({
    type: 'passed',
    evidence: [
      { label: 'record status', value: 'READY' },
      { label: 'record age', value: '90 s' },
    ],
  });
  expect(await look('sphere', { exists: false })).toMatchObject({ type: 'passed' });
});

test.each<[string, DynamodbProbe['expect'], string]>([
  ['sphere', { exists: true }, 'no record sphere in cache'],
  ['cube', { exists: false }, 'record cube in cache exists'],
  ['cube', { exists: true, status: 'FAILED' }, 'record cube in cache has status READY, not FAILED'],
  ['cube', { exists: true, freshWithinMs: 60_000 }, 'record cube in cache is stale: 90 s old, over the limit of 60 s'],
  [
    'cube',
    { exists: true, writtenSince: '2026-11-05T13:59:00.000Z' },
    'record cube in cache is stale: written 30 s before what this run expects, 90 s old',
  ],
  [
    'cone',
    { exists: true, statusAttribute: 'state', status: 'READY', timeAttribute: 'writtenAt', freshWithinMs: 60_000 },
    'record cone in cache has status FAILED, not READY and is stale: 20 min old, over the limit of 60 s',
  ],
  [
    'undated',
    { exists: true, freshWithinMs: 60_000 },
    'record undated in cache does not say in "updatedAt" when it was written',
  ],
])('%s with %j fails in words', async (design, expected, reason) => {
  expect(await look(design, expected)).toMatchObject({ type: 'failed', reason });
});

test('a table that cannot be read is told with its status', async () => {
  expect(await look('cube', { exists: true }, 'nowhere')).toMatchObject({
    type: 'failed',
    reason: 'record cube in nowhere cannot be read: HTTP 400, ResourceNotFoundException after 0 ms',
  });
});

test.each([
  ['eventual', 'no record sphere in cache (tried for 1000 ms)'],
  ['strong', 'no record sphere in cache'],
] as const)(
  'a read that is %s waits for a replica as long as one may be behind, or not at all',
  async (consistency, reason) => {
    let at = now;
    const timer: Timer = {
      after(ms, act) {
        at += ms;
        queueMicrotask(act);
        return () => {};
      },
    };
    const outcome = await runProbe(
      dynamodb({ table: 'cache', endpoint, key: { design: 'sphere' }, consistency, expect: { exists: true } }),
      { run: createContext({ AWS_REGION: 'eu-west-1' }, { now: () => at }), signal: AbortSignal.timeout(5_000), timer },
    );
    expect(outcome).toMatchObject({ type: 'failed', reason });
  },
);
