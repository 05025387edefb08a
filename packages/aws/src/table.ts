import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** Where DynamoDB finds the time an item may go, in epoch seconds; memories carry it, timelines never do. */
export const expiryAttribute = 'expiresAt';

/** The indexes. All are sparse: a head without their attributes is not in them. */
export const indexes = { due: 'due', status: 'status', channel: 'channel' } as const;

/**
 * The one table, on demand, as CreateTable takes it.
 *
 *     pk                 sk                what
 *     INCIDENT#<id>      EFFECT#<key>      ledger item of one effect
 *     INCIDENT#<id>      HEAD              projection and snapshot; in all indexes
 *     INCIDENT#<id>      PART#<person>     somebody's part in it; in the status index
 *     INCIDENT#<id>      TASK#<id>         a look or an act of its runbook, and where it stands
 *     INCIDENT#<id>      V#<version>       commit, ten digits so that they sort
 *     KEY#<key>          POINTER           the incident that a correlation key points at
 *     ALARM#<key>        STATE             last state of an alarm outside any incident
 *     OPENINGS#<span>    PLACES            who opened in a span of the clock with a channel of its own
 *     CANARY#<workflow>  LATEST            last run of a canary
 *     RUNBOOK#<file>     VERSION#<version> a runbook as walks began with it
 *     PERSON#<user>      KNOWN             what Slack said of somebody
 *     GROUP#<group>      MEMBERS           whom Slack said to be in a user group
 *
 * The indexes hold keys alone: heads are written often, and a projected attribute would be written again each time.
 */
export function tableInput(name: string): CreateTableCommandInput {
  const index = (indexName: string, hash: string, range?: string) => ({
    IndexName: indexName,
    KeySchema: [
      { AttributeName: hash, KeyType: 'HASH' as const },
      ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  });
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueAt', 'statusPk', 'statusSk', 'channelId'].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S' as const,
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      index(indexes.due, 'duePk', 'dueAt'),
      index(indexes.status, 'statusPk', 'statusSk'),
      index(indexes.channel, 'channelId'),
    ],
  };
}
