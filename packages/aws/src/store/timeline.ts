import { type Commit, fold, type Incident } from '@tocsin/incident';
import { commitKey, commitPrefix, headKey } from './keys.ts';
import { shelfAttributes } from './shelf-attributes.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import { getItem, type Item, putItem, queryItems, type TableAccess } from './table-access.ts';

/** Puts the commit if its version is free. */
export async function append(access: TableAccess, commit: Commit): Promise<boolean> {
  const { incident, version, cause, recordedAt, entries } = commit;
  const key = commitKey(incident, version);
  const item = { ...key, version, cause, recordedAt, entries: JSON.stringify(entries) };
  const put = await putItem(access, item, { ConditionExpression: 'attribute_not_exists(pk)' });
  if (put.type === 'written') return true;
  // The SDK tried again because the first answer was lost: the commit that took the version may be this very one.
  const taken = put.attempts > 1 ? await getItem(access, key) : undefined;
  return taken?.['cause'] === cause && taken['recordedAt'] === recordedAt;
}

export async function load(access: TableAccess, id: string): Promise<Incident | undefined> {
  const [head, newest] = await Promise.all([getItem(access, headKey(id)), newestCommit(access, id)]);
  return current(access, id, head, newest);
}

/** The newest commit shows whether the head lags behind, which it does after a crash between the two writes. */
export async function newestCommit(access: TableAccess, id: string): Promise<Commit | undefined> {
  const [item] = await queryItems(access, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': headKey(id).pk, ':prefix': commitPrefix },
    ScanIndexForward: false,
    Limit: 1,
  });
  return item && toCommit(id, item);
}

/** The snapshot with the commits behind it folded on; reads them only when there are any that are not at hand. */
export async function current(
  access: TableAccess,
  id: string,
  head: Item | undefined,
  newest: Commit | undefined,
): Promise<Incident | undefined> {
  const kept = fromSnapshot(head?.['snapshot']);
  // Code that did not know all the entries made it: while a deploy is under way, or before one that was taken back.
  const snapshot = kept?.passedOver ? undefined : kept;
  const known = snapshot?.version ?? 0;
  if (newest === undefined || newest.version <= known) return snapshot;
  const missing = newest.version === known + 1 ? [newest] : await commitsAfter(access, id, known);
  return fold(snapshot, missing);
}

/** Commits above a version, oldest first; all of them above 0. */
export async function commitsAfter(access: TableAccess, id: string, version: number): Promise<Commit[]> {
  const items = await queryItems(access, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': headKey(id).pk,
      ':from': commitKey(id, version + 1).sk,
      ':to': commitKey(id, 9_999_999_999).sk,
    },
  });
  return items.map((item) => toCommit(id, item));
}

/**
 * Writes the head if it is news, which it also is where code that did not know all the entries wrote the same version.
 * Losing to a newer version is no error: that one has everything this one has.
 */
export async function saveHead(access: TableAccess, incident: Incident, wakeAt: string | undefined): Promise<void> {
  const { id, version, status, channel } = incident;
  const snapshot = toSnapshot(incident);
  const item = {
    ...headKey(id),
    version,
    status,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(wakeAt === undefined ? {} : dueAttributes(wakeAt)),
    ...shelfAttributes(incident),
    ...(channel === undefined ? {} : { channelId: channel.id }),
    ...(incident.passedOver ? { passedOver: true } : {}),
  };
  await putItem(access, item, {
    ConditionExpression:
      'attribute_not_exists(pk) OR version < :version OR (version = :version AND attribute_exists(passedOver))',
    ExpressionAttributeValues: { ':version': version },
  });
}

export const duePartition = 'DUE';
export const dueAttributes = (wakeAt: string) => ({ duePk: duePartition, dueAt: wakeAt });

function toCommit(incident: string, item: Item): Commit {
  return {
    incident,
    version: Number(item['version']),
    cause: String(item['cause']),
    recordedAt: String(item['recordedAt']),
    entries: JSON.parse(String(item['entries'])) as Commit['entries'],
  };
}
