import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { startStorage } from './storage.ts';

const table = {
  TableName: 'tocsin',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'due', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-due',
      KeySchema: [{ AttributeName: 'due', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  // Not known to dynalite, which ignores them as long as nothing asks for them.
  DeletionProtectionEnabled: true,
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
} as const;

// The SDK wants mutable arrays, which a constant of literals is not.
const tables = [structuredClone(table)] as unknown as Parameters<typeof startStorage>[0]['tables'];
const Item = { pk: { S: 'incident#1' }, sk: { S: '0001' }, due: { S: 'soon' } };

test('takes a table with an index, on demand, and holds to conditions', async () => {
  const storage = await startStorage({ tables });
  const dynamo = new DynamoDBClient(storage.client);
  const put = new PutItemCommand({ TableName: 'tocsin', Item, ConditionExpression: 'attribute_not_exists(pk)' });
  await dynamo.send(put);
  await expect(dynamo.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const due = await dynamo.send(
    new QueryCommand({
      TableName: 'tocsin',
      IndexName: 'by-due',
      KeyConditionExpression: 'due = :d',
      ExpressionAttributeValues: { ':d': { S: 'soon' } },
    }),
  );
  expect(due.Items).toEqual([Item]);
  await storage.stop();
  await expect(fetch(storage.endpoint)).rejects.toThrow();
});

test('with a folder, tables and items are there again after a restart', async () => {
  const path = await mkdtemp(join(tmpdir(), 'tocsin-storage-'));
  try {
    const first = await startStorage({ tables, path });
    await new DynamoDBClient(first.client).send(new PutItemCommand({ TableName: 'tocsin', Item }));
    await first.stop();
    const second = await startStorage({ tables, path });
    const { pk, sk } = Item;
    const found = await new DynamoDBClient(second.client).send(
      new GetItemCommand({ TableName: 'tocsin', Key: { pk, sk } }),
    );
    expect(found.Item).toEqual(Item);
    await second.stop();
  } finally {
    await rm(path, { recursive: true });
  }
});
