import { expiryAttribute } from '../table.ts';
import type { Key } from './keys.ts';
import { getItem, putItem, type TableAccess } from './table-access.ts';

/** EventBridge retries for a day and a queue keeps for up to 14; nothing arrives later than that. */
const rememberedMs = 15 * 86_400_000;

/** Keeps the newest of what was said of a thing, for a while; DynamoDB drops it some time after. */
export async function remember(access: TableAccess, key: Key, at: string, content: object): Promise<void> {
  const expiresAt = Math.ceil((Date.parse(at) + rememberedMs) / 1000);
  await putItem(
    access,
    { ...key, at, content: JSON.stringify(content), [expiryAttribute]: expiresAt },
    {
      ConditionExpression: 'attribute_not_exists(pk) OR #at < :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':at': at },
    },
  );
}

/** What is remembered, and since when. Whoever reads judges its age: DynamoDB may drop it days late. */
export async function recall<Value>(access: TableAccess, key: Key): Promise<{ at: string; value: Value } | undefined> {
  const item = await getItem(access, key);
  return item && { at: String(item['at']), value: JSON.parse(String(item['content'])) as Value };
}
