import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFaultProxy, type FaultProxy } from './index.ts';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
const local = { region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };

let tables: Server;
let fauxqs: FauxqsServer;
let toTables: FaultProxy;
let toFauxqs: FaultProxy;

beforeAll(async () => {
  tables = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => tables.listen(0, '127.0.0.1', resolve));
  fauxqs = await startFauxqs({ port: 0, logger: false });
  toTables = await createFaultProxy({ target: `http://127.0.0.1:${(tables.address() as AddressInfo).port}` });
  toFauxqs = await createFaultProxy({ target: `http://127.0.0.1:${fauxqs.port}` });
});

afterAll(async () => {
  await Promise.all([toTables.stop(), toFauxqs.stop(), fauxqs.stop()]);
  tables.closeAllConnections();
  await new Promise((resolve) => tables.close(resolve));
});

test('DynamoDB works through it, and a stale one keeps the past', async () => {
  const { CreateTableCommand } = await import('@aws-sdk/client-dynamodb');
  const client = new DynamoDBClient({ ...local, endpoint: toTables.url });
  await client.send(
    new CreateTableCommand({
      TableName: 'records',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  const records = DynamoDBDocumentClient.from(client);
  const put = (version: number) => records.send(new PutCommand({ TableName: 'records', Item: { id: 'a', version } }));
  const read = async () =>
    (await records.send(new GetCommand({ TableName: 'records', Key: { id: 'a' } }))).Item?.['version'];
  await expect.poll(() => put(1).then(() => 'put')).toBe('put');
  expect(await read()).toBe(1);

  await toTables.inject({ type: 'stale' });
  await put(2);
  expect(await read()).toBe(1);
  await toTables.mend();
  expect(await read()).toBe(1);
  await put(3);
  expect(await read()).toBe(3);

  await toTables.inject({ type: 'status', status: 500, only: { operations: ['PutItem'] } });
  expect(await read()).toBe(3);
  await expect(put(4)).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  client.destroy();
});

test('S3 works through it with binary bodies and checksums', async () => {
  const client = new S3Client({ ...local, endpoint: toFauxqs.url, forcePathStyle: true });
  const body = randomBytes(100_000);
  await client.send(new CreateBucketCommand({ Bucket: 'designs' }));
  await client.send(new PutObjectCommand({ Bucket: 'designs', Key: 'a/b c.bin', Body: body }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'designs', Key: 'a/b c.bin' }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
  client.destroy();
});

test('SQS works through it, long polls too', async () => {
  const client = new SQSClient({ ...local, endpoint: toFauxqs.url, useQueueUrlAsEndpoint: false });
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'ünïcode' }));
  expect((await waiting).Messages?.[0]?.Body).toBe('ünïcode');
  client.destroy();
});
