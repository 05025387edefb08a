import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { type ClientConfig, clientConfig } from './aws.ts';
import { close, listen } from './listen.ts';

export interface Storage {
  readonly endpoint: string;
  readonly client: ClientConfig;
  stop(): Promise<void>;
}

/**
 * DynamoDB in process: dynalite on a free loopback port, with the tables of `tables`.
 *
 * CreateTable inputs go through unchanged: dynalite 4 takes PAY_PER_REQUEST, with indexes, and wants ProvisionedThroughput
 * only without it, as AWS does; what it does not know (StreamSpecification, DeletionProtectionEnabled) it ignores.
 * It has no transactions, TTL, streams or PartiQL, accepts empty keys of an index, and ignores
 * `ReturnValuesOnConditionCheckFailure`: code that runs here must not need them. Each Query leaves an iterator open (it calls
 * `return()` on what has only `close()`), so a process that runs for hours grows by some MB an hour.
 *
 * @param path a folder to keep the data in; tables that are there already are kept. Without it, all is in memory.
 */
export async function startStorage({
  tables,
  path,
}: {
  readonly tables: readonly CreateTableCommandInput[];
  readonly path?: string | undefined;
}): Promise<Storage> {
  // The delays imitate AWS's CREATING state, which nothing here waits for in earnest.
  const server = dynalite({
    ...(path === undefined ? {} : { path }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  const endpoint = await listen(server);
  const client = clientConfig(endpoint);
  const dynamo = new DynamoDBClient(client);
  try {
    for (const table of tables) await createTable(dynamo, table);
  } catch (error) {
    await close(server);
    throw error;
  } finally {
    dynamo.destroy();
  }
  return { endpoint, client, stop: () => close(server) };
}

async function createTable(dynamo: DynamoDBClient, table: CreateTableCommandInput): Promise<void> {
  try {
    await dynamo.send(new CreateTableCommand(table));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
  }
  for (;;) {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table.TableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
  }
}
