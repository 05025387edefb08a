import type { IncidentStore } from '@tocsin/app';
import { type Incident, shelfOf } from '@tocsin/incident';
import { indexes } from '../table.ts';
import { headKey, incidentOf, partKey } from './keys.ts';
import { partitions } from './shelf-attributes.ts';
import { fromSnapshot } from './snapshot.ts';
import { getItems, putItem, queryItems, type TableAccess } from './table-access.ts';
import { load } from './timeline.ts';

type Shelves = Pick<IncidentStore, 'open' | 'shelf' | 'ofPerson' | 'savePart'>;

/**
 * The lists, partitions of the status index. A head stands in one of them, and moves from open to left to over; a
 * person's part in an incident stands in one of two: what they owe, by day, and the rest. Reading one costs what it
 * shows, however many incidents there are.
 */
export function dynamoShelves(access: TableAccess): Shelves {
  return {
    open: async (limit) => (await shelf(access, { shelf: 'open', limit })).filter((found) => shelfOf(found) === 'open'),
    shelf: (query) => shelf(access, query),
    ofPerson: (query) => ofPerson(access, query),
    savePart: (part) => savePart(access, part),
  };
}

const owesPartition = (user: string): string => `OWES#${user}`;
const partPartition = (user: string): string => `PART#${user}`;

/** The index says which, the heads themselves say what: one batch for all of them instead of a load for each. */
async function shelf(
  access: TableAccess,
  { shelf: which, limit, before }: Parameters<Shelves['shelf']>[0],
): Promise<Incident[]> {
  const ids = await idsIn(access, partitions[which], { limit, ...(before === undefined ? {} : { before }) });
  return headsOf(access, ids);
}

async function ofPerson(access: TableAccess, { user, limit }: Parameters<Shelves['ofPerson']>[0]): Promise<Incident[]> {
  const [owing, others] = await Promise.all([
    idsIn(access, owesPartition(user), { limit, oldestFirst: true }),
    idsIn(access, partPartition(user), { limit }),
  ]);
  return headsOf(access, [...new Set([...owing, ...others])]);
}

async function idsIn(
  access: TableAccess,
  partition: string,
  { limit, before, oldestFirst = false }: { limit: number; before?: string; oldestFirst?: boolean },
): Promise<string[]> {
  const items = await queryItems(access, {
    IndexName: indexes.status,
    KeyConditionExpression: `statusPk = :shelf${before === undefined ? '' : ' AND statusSk < :before'}`,
    ExpressionAttributeValues: { ':shelf': partition, ...(before === undefined ? {} : { ':before': before }) },
    ScanIndexForward: oldestFirst,
    Limit: limit,
  });
  return items.map((item) => incidentOf(String(item['pk'])));
}

async function headsOf(access: TableAccess, ids: readonly string[]): Promise<Incident[]> {
  const heads = new Map((await getItems(access, ids.map(headKey))).map((head) => [head['pk'], head]));
  const incidents = await Promise.all(
    ids.map(async (id) => fromSnapshot(heads.get(headKey(id).pk)?.['snapshot']) ?? load(access, id)),
  );
  return incidents.filter((incident) => incident !== undefined);
}

/** One item a person and incident, put whole each time: so it leaves the one list as it enters the other. */
async function savePart(
  access: TableAccess,
  { incident, user, since, owes }: Parameters<Shelves['savePart']>[0],
): Promise<void> {
  const place =
    owes === undefined
      ? { statusPk: partPartition(user), statusSk: `${since}#${incident}` }
      : { statusPk: owesPartition(user), statusSk: `${owes}#${incident}` };
  await putItem(access, { ...partKey(incident, user), ...place }, {});
}
