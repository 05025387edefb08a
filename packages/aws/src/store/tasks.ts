import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TaskClaim, TaskRecord, TaskStore } from '@tocsin/app';
import { AwsError, during } from '../errors.ts';
import { taskKey } from './keys.ts';
import { getItem, type Item, isRefusal, type TableAccess, written } from './table-access.ts';

/**
 * What is known of looks and acts: one item a task, claimed by condition and lease.
 *
 *     no item ──claim──► leased ──save, release──► free ──claim──► leased … ──save with outcome──► settled
 *                          └── lease over: the process is dead; whoever claims next sees what it was about to change
 */
export function dynamoTasks(access: TableAccess): TaskStore {
  return {
    claim: (claim) => claimTask(access, claim),
    save: (saved) => saveTask(access, saved),
    async read({ incident, id }) {
      const item = await getItem(access, taskKey(incident, id));
      return item && toRecord(item);
    },
  };
}

async function claimTask(access: TableAccess, claim: Parameters<TaskStore['claim']>[0]): Promise<TaskClaim> {
  const { incident, id, token, now, lease } = claim;
  const key = taskKey(incident, id);
  const command = new UpdateCommand({
    TableName: access.table,
    Key: { ...key },
    ConditionExpression: 'attribute_not_exists(#outcome) AND (attribute_not_exists(#lease) OR #lease < :now)',
    UpdateExpression:
      'SET #lease = :lease, #token = :token, #incident = :incident, #id = :id, #startedAt = if_not_exists(#startedAt, :now)',
    ExpressionAttributeNames: {
      '#outcome': 'outcome',
      '#lease': 'lease',
      '#token': 'token',
      '#incident': 'incident',
      '#id': 'id',
      '#startedAt': 'startedAt',
    },
    ExpressionAttributeValues: { ':now': now, ':lease': lease, ':token': token, ':incident': incident, ':id': id },
    ReturnValues: 'ALL_NEW',
  });
  try {
    const { Attributes = {} } = await access.client.send(command);
    return { type: 'claimed', record: toRecord(Attributes) };
  } catch (error) {
    if (!isRefusal(error)) return during('store', `claiming task ${id} of incident ${incident}`, Promise.reject(error));
    const held = await getItem(access, key);
    if (!held) return { type: 'held', until: now };
    const record = toRecord(held);
    if (record.outcome) return { type: 'settled', outcome: record.outcome };
    // Our own claim, written by a try whose answer was lost.
    if (held['token'] === token && held['lease'] === lease) return { type: 'claimed', record };
    return { type: 'held', until: String(held['lease'] ?? now) };
  }
}

async function saveTask(
  access: TableAccess,
  { record, token, release }: Parameters<TaskStore['save']>[0],
): Promise<void> {
  const kept = ['startedAt', 'progress', 'calling', 'failures', 'wakeAt', 'outcome'] as const;
  const [set, gone] = [
    kept.filter((name) => record[name] !== undefined),
    kept.filter((name) => record[name] === undefined),
  ];
  const removed = [...gone, ...(release ? (['lease'] as const) : [])];
  const command = new UpdateCommand({
    TableName: access.table,
    Key: { ...taskKey(record.incident, record.id) },
    // The token stays, so that a save that the SDK repeats finds its own.
    ConditionExpression: '#token = :token',
    UpdateExpression: [
      `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries([...set, ...removed, 'token'].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ':token': token,
      ...Object.fromEntries(set.map((name) => [`:${name}`, record[name]])),
    },
  });
  const what = `task ${record.id} of incident ${record.incident}`;
  if ((await written(`saving ${what}`, access.client.send(command))).type === 'refused')
    throw new AwsError('lost-claim', `the claim on ${what} ran out and somebody else holds it: nothing is written`);
}

function toRecord({ pk: _pk, sk: _sk, lease: _lease, token: _token, ...record }: Item): TaskRecord {
  return record as unknown as TaskRecord;
}
