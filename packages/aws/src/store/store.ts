import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { IncidentStore } from '@tocsin/app';
import { indexes } from '../table.ts';
import { headKey, incidentOf, ledgerRange } from './keys.ts';
import { dynamoLedger, toEffectRecord } from './ledger.ts';
import { dynamoOpening } from './opening.ts';
import { dynamoRunbooks } from './runbooks.ts';
import { dynamoShelves } from './shelves.ts';
import { queryItems, type TableAccess, written } from './table-access.ts';
import * as timeline from './timeline.ts';

/**
 * The incident store in one DynamoDB table (see tableInput for its items). No scan, no transaction: every decision is
 * one conditional write. Throttling is met by the SDK's own few retries; what fails after them is thrown.
 */
export function dynamoStore(access: TableAccess): IncidentStore {
  return {
    ...dynamoLedger(access),
    ...dynamoOpening(access),
    ...dynamoShelves(access),
    ...dynamoRunbooks(access),
    load: (id) => timeline.load(access, id),
    loadWithEffects: (id) => loadWithEffects(access, id),
    append: (commit) => timeline.append(access, commit),
    saveHead: (incident, wakeAt) => timeline.saveHead(access, incident, wakeAt),
    timeline: (id) => timeline.commitsAfter(access, id, 0),
    byChannel: (channel) => byChannel(access, channel),
    due: (now, limit) => due(access, now, limit),
    settle: (settled) => settle(access, settled),
  };
}

async function loadWithEffects(access: TableAccess, id: string): ReturnType<IncidentStore['loadWithEffects']> {
  const { pk, sk: headSk } = headKey(id);
  const [items, newest] = await Promise.all([
    queryItems(access, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': ledgerRange.from, ':to': ledgerRange.to },
    }),
    timeline.newestCommit(access, id),
  ]);
  const head = items.find((item) => item['sk'] === headSk);
  const incident = await timeline.current(access, id, head, newest);
  if (!incident) return undefined;
  const records = items.filter((item) => item !== head).map(toEffectRecord);
  return { incident, effects: new Map(records.map((record) => [record.key, record])) };
}

async function byChannel(access: TableAccess, channel: string): Promise<string | undefined> {
  const [item] = await queryItems(access, {
    IndexName: indexes.channel,
    KeyConditionExpression: 'channelId = :channel',
    ExpressionAttributeValues: { ':channel': channel },
    Limit: 1,
  });
  return item && incidentOf(String(item['pk']));
}

async function due(access: TableAccess, now: string, limit: number): ReturnType<IncidentStore['due']> {
  const items = await queryItems(access, {
    IndexName: indexes.due,
    KeyConditionExpression: 'duePk = :due AND dueAt <= :now',
    ExpressionAttributeValues: { ':due': timeline.duePartition, ':now': now },
    Limit: limit,
  });
  return items.map((item) => ({ incident: incidentOf(String(item['pk'])), wakeAt: String(item['dueAt']) }));
}

/** A head at another version has been written since, with a wake time of its own: that one holds. */
async function settle(
  { client, table }: TableAccess,
  { incident, version, wakeAt }: Parameters<IncidentStore['settle']>[0],
): Promise<void> {
  const due = wakeAt === undefined ? {} : timeline.dueAttributes(wakeAt);
  const command = new UpdateCommand({
    TableName: table,
    Key: { ...headKey(incident) },
    ConditionExpression: 'version = :version',
    UpdateExpression: wakeAt === undefined ? 'REMOVE duePk, dueAt' : 'SET duePk = :duePk, dueAt = :dueAt',
    ExpressionAttributeValues: {
      ':version': version,
      ...Object.fromEntries(Object.entries(due).map(([name, value]) => [`:${name}`, value])),
    },
  });
  await written(`settling incident ${incident}`, client.send(command));
}
