import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Value } from '@tocsin/runbook';
import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { outputOf, sentenceOf } from '../output.ts';
import type { LookAt } from './checking.ts';

/** One item by its whole key, read consistently. Keys are texts in runbooks; a key that is a number is tried as one. */
export const lookAtDynamodb: LookAt<'dynamodb'> = async ({ clients, region: home, now }, check, { deadline }) => {
  const { table, key, region = home } = check;
  const { GetItemCommand } = await import('@aws-sdk/client-dynamodb');
  const dynamodb = await clients('dynamodb', { purpose: 'look', region });
  const get = (Key: Record<string, AttributeValue>) =>
    dynamodb.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }), until(deadline, now()));
  const { Item } = await get(keyOf(key, 'S')).catch((error: unknown) => {
    // "The provided key element does not match the schema": numbers in it, if they all read as such.
    const numeric = Object.values(key).some((value) => /^-?\d+(\.\d+)?$/.test(value));
    if (!numeric || (error as Error).name !== 'ValidationException') throw error;
    return get(keyOf(key, 'N'));
  });
  const named = Object.entries(key).map(([name, value]) => `${name}=${value}`);
  const link = consoleLink.table(region, table);
  const at = now().toISOString();
  if (!Item) {
    return {
      type: 'read',
      reading: { type: 'item', item: null },
      at,
      text: `${table} has no item with ${named.join(', ')}`,
      link,
    };
  }
  // What is asked for is read and shown; the rest of an item is nobody's business.
  const asked = Object.entries(Item).filter(([name]) => typeof check.expect === 'object' && name in check.expect);
  const item = Object.fromEntries(asked.map(([name, value]) => [name, plain(value)]));
  const text = asked.length === 0 ? `the item has ${Object.keys(Item).length} attributes` : outputOf(linesOf(item));
  return { type: 'read', reading: { type: 'item', item }, at, text, link };
};

const keyOf = (key: Readonly<Record<string, string>>, type: 'S' | 'N'): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(key).map(([name, value]) => [
      name,
      type === 'N' && /^-?\d+(\.\d+)?$/.test(value) ? { N: value } : { S: value },
    ]),
  );

const linesOf = (item: Readonly<Record<string, Value>>): string =>
  Object.entries(item)
    .map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
    .join('\n');

function plain(value: AttributeValue): Value {
  if (value.S !== undefined) return value.S.length > 1_000 ? sentenceOf(value.S) : value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL) return null;
  return JSON.stringify(value.M ?? value.L ?? value.SS ?? value.NS ?? '(binary)').slice(0, 300);
}
