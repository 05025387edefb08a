import { DescribeTableCommand, DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { tableInput } from '@tocsin/aws';
import { clientSettings } from '../aws-clients.ts';
import type { Deployment } from '../deployment.ts';
import { type Check, fail, looking, ok, skipped } from './check.ts';

/** The table is there, with the keys and indexes that the functions ask by. */
export async function checkTable({ table }: Deployment): Promise<readonly Check[]> {
  const check = 'table';
  if (table === undefined)
    return [skipped(check, 'its name is not known', 'Deploy from this clone, give --outputs, or set TOCSIN_TABLE.')];
  return looking(check, 'dynamodb:DescribeTable', async () => {
    try {
      const { Table } = await new DynamoDBClient(clientSettings).send(new DescribeTableCommand({ TableName: table }));
      const wanted = tableInput(table);
      const wrong = [
        ...(keysOf(Table?.KeySchema) === keysOf(wanted.KeySchema)
          ? []
          : [`its key is ${keysOf(Table?.KeySchema)}, not ${keysOf(wanted.KeySchema)}`]),
        ...(wanted.GlobalSecondaryIndexes ?? []).flatMap(({ IndexName, KeySchema }) => {
          const index = Table?.GlobalSecondaryIndexes?.find((one) => one.IndexName === IndexName);
          if (!index) return [`the index ${IndexName} is missing`];
          return keysOf(index.KeySchema) === keysOf(KeySchema)
            ? []
            : [`the index ${IndexName} has the key ${keysOf(index.KeySchema)}, not ${keysOf(KeySchema)}`];
        }),
        ...(Table?.TableStatus === 'ACTIVE' ? [] : [`it is ${Table?.TableStatus}`]),
      ];
      return wrong.length === 0
        ? [ok(check, `${table} has its keys and indexes`)]
        : [fail(check, `${table}: ${wrong.join('; ')}`, 'Deploy this version: npm run deploy.')];
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
      return [
        fail(check, `there is no table ${table}`, 'Deploy, or look at the stage and the region that you asked for.'),
      ];
    }
  });
}

const keysOf = (schema: readonly KeySchemaElement[] = []): string =>
  schema.map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType?.toLowerCase()})`).join(', ') || 'nothing';
