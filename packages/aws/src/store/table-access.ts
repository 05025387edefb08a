import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { AwsError, during } from '../errors.ts';
import type { Key } from './keys.ts';

export type Item = Record<string, unknown>;

/** The table through the few calls that the store makes; every read is strongly consistent, but those of an index. */
export interface TableAccess {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type Condition = Partial<
  Pick<QueryCommandInput, 'ExpressionAttributeNames' | 'ExpressionAttributeValues'> & { ConditionExpression: string }
>;

export async function getItem({ client, table }: TableAccess, key: Key): Promise<Item | undefined> {
  const command = new GetCommand({ TableName: table, Key: { ...key }, ConsistentRead: true });
  return (await during('store', `reading ${key.pk} ${key.sk}`, client.send(command))).Item;
}

/** What became of a conditional write. `attempts` over one: a condition that failed may have failed on our own write. */
export type Written = { readonly type: 'written' } | { readonly type: 'refused'; readonly attempts: number };

export async function putItem({ client, table }: TableAccess, item: Key & Item, when: Condition): Promise<Written> {
  const command = new PutCommand({ TableName: table, Item: item, ...when });
  return written(`writing ${item.pk} ${item.sk}`, client.send(command));
}

/** Tells a condition that did not hold, which is an answer, from a failure, which is thrown. */
export async function written(what: string, call: Promise<unknown>): Promise<Written> {
  try {
    await call;
    return { type: 'written' };
  } catch (error) {
    if (isRefusal(error)) return { type: 'refused', attempts: error.$metadata?.attempts ?? 1 };
    return during('store', what, Promise.reject(error));
  }
}

/** By name and not by class: a bundle may hold the class twice. */
export function isRefusal(error: unknown): error is Error & { $metadata?: { attempts?: number } } {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** All items of a query, page after page, or the first `Limit`. */
export async function queryItems(
  { client, table }: TableAccess,
  query: Omit<QueryCommandInput, 'TableName'>,
): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const command = new QueryCommand({
      TableName: table,
      ...(query.IndexName === undefined ? { ConsistentRead: true } : {}),
      ...query,
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    });
    const page = await during('store', `querying ${query.IndexName ?? 'the table'}`, client.send(command));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && (query.Limit === undefined || items.length < query.Limit));
  return query.Limit === undefined ? items : items.slice(0, query.Limit);
}

/** Keys of one BatchGetItem (API reference: at most 100). */
const keysAtOnce = 100;
const batchAttempts = 4;

/**
 * Reads many items at once; those that are not there are left out. What DynamoDB leaves unprocessed under load the SDK
 * does not ask for again, so it is done here, a few times.
 */
export async function getItems(access: TableAccess, keys: readonly Key[]): Promise<Item[]> {
  const chunks = Array.from({ length: Math.ceil(keys.length / keysAtOnce) }, (_, index) =>
    keys.slice(index * keysAtOnce, (index + 1) * keysAtOnce),
  );
  return (await Promise.all(chunks.map((chunk) => getChunk(access, chunk)))).flat();
}

async function getChunk({ client, table }: TableAccess, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let wanted: Item[] = keys.map((key) => ({ ...key }));
  for (let attempt = 1; attempt <= batchAttempts; attempt++) {
    const command = new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } });
    const answer = await during('store', `reading ${wanted.length} items`, client.send(command));
    items.push(...(answer.Responses?.[table] ?? []));
    wanted = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (wanted.length === 0) return items;
    await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt));
  }
  throw new AwsError('store', `DynamoDB left ${wanted.length} keys unprocessed ${batchAttempts} times`);
}
