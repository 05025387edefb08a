import { expiryAttribute, tableInput } from '../packages/aws/src/table.ts';

/** The table, the canaries' artifacts and the two secrets. */
export function storage() {
  const table = new sst.aws.Dynamo('Incidents', {
    ...dynamoArgs(),
    ttl: expiryAttribute,
    deletionProtection: $app.stage === 'production',
  });

  // Reports are read within minutes of a run; a month is for people who look at a screenshot later. The canaries' code is
  // beside them and stays.
  const artifacts = new sst.aws.Bucket('Artifacts', {
    cors: false,
    lifecycle: [{ prefix: `${artifactsPrefix}/`, expiresIn: '30 days' }],
  });

  // What people attached to captured messages: private, and kept as long as the timeline that names it.
  const files = new sst.aws.Bucket('Files', { cors: false });

  return {
    table,
    artifacts,
    files,
    slackBotToken: new sst.Secret('SlackBotToken'),
    slackSigningSecret: new sst.Secret('SlackSigningSecret'),
  };
}

export type Storage = ReturnType<typeof storage>;

/** Where canaries put their artifacts: what reads them is allowed nothing outside. */
export const artifactsPrefix = 'canaries';

type DynamoArgs = Pick<sst.aws.DynamoArgs, 'fields' | 'primaryIndex' | 'globalIndexes'>;
type KeySchema = NonNullable<ReturnType<typeof tableInput>['KeySchema']>;

/** The one table definition, from CreateTable's terms into SST's. */
function dynamoArgs(): DynamoArgs {
  const { AttributeDefinitions = [], KeySchema = [], GlobalSecondaryIndexes = [] } = tableInput('Incidents');
  const types = { S: 'string', N: 'number', B: 'binary' } as const;
  const fields = AttributeDefinitions.map(
    ({ AttributeName, AttributeType }) => [AttributeName ?? '', types[AttributeType ?? 'S']] as const,
  );
  const indexes = GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys = [], Projection }) => {
    if (Projection?.ProjectionType === 'INCLUDE') throw new Error(`Index ${IndexName}: INCLUDE is not transcribed yet`);
    const projection = Projection?.ProjectionType === 'KEYS_ONLY' ? ('keys-only' as const) : ('all' as const);
    return [IndexName ?? '', { ...keysOf(keys), projection }] as const;
  });
  return {
    fields: Object.fromEntries(fields),
    primaryIndex: keysOf(KeySchema),
    globalIndexes: Object.fromEntries(indexes),
  };
}

function keysOf(schema: KeySchema): { hashKey: string; rangeKey?: string } {
  const named = (type: 'HASH' | 'RANGE') => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const rangeKey = named('RANGE');
  return { hashKey: named('HASH') ?? '', ...(rangeKey === undefined ? {} : { rangeKey }) };
}
