import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { IncidentStore, OpenedInSpan } from '@tocsin/app';
import type { Opened, Openings } from '@tocsin/incident';
import { during } from '../errors.ts';
import { expiryAttribute } from '../table.ts';
import { placesKey } from './keys.ts';
import { getItem, type Item, isRefusal, type TableAccess } from './table-access.ts';

type Place = Parameters<IncidentStore['takePlace']>[0];

/** Alarms arrive for up to 14 days; who opened beside one that late is of no use to anybody. */
const keptSeconds = 86_400;
const everybody = 'everybody';
const dependencyPrefix = 'on#';

/**
 * Who opened in a span are string sets of one item, all of them and those of each dependency. One conditional update adds
 * to both or to neither: to add what is in a set changes nothing, so a redelivery keeps its place, and a set that is full
 * grows no further, so the item stays small whatever comes.
 */
export async function takePlace(access: TableAccess, place: Place): Promise<Openings> {
  const item = await taken(access, place);
  const attribute = place.dependency === undefined ? undefined : dependencyPrefix + place.dependency;
  return { all: openedIn(item, everybody), ofDependency: openedIn(item, attribute) };
}

/** All that a span's item says. */
export function openedInSpan(item: Item): OpenedInSpan {
  const dependencies = Object.keys(item).filter((attribute) => attribute.startsWith(dependencyPrefix));
  return {
    all: openedIn(item, everybody),
    byDependency: Object.fromEntries(
      dependencies.map((attribute) => [attribute.slice(dependencyPrefix.length), openedIn(item, attribute)]),
    ),
  };
}

async function taken(access: TableAccess, place: Place): Promise<Item | undefined> {
  const { span, key, at, most, dependency, mostSharing } = place;
  const member = `${at} ${key}`;
  const shared = dependency !== undefined && mostSharing !== undefined;
  const room = (set: string, limit: string) =>
    `(attribute_not_exists(${set}) OR size(${set}) < ${limit} OR contains(${set}, :member))`;
  const command = new UpdateCommand({
    TableName: access.table,
    Key: { ...placesKey(span) },
    ConditionExpression: [room('#all', ':most'), ...(shared ? [room('#on', ':mostSharing')] : [])].join(' AND '),
    UpdateExpression: `SET #expiry = :expiry ADD #all :members${shared ? ', #on :members' : ''}`,
    ExpressionAttributeNames: {
      '#all': everybody,
      '#expiry': expiryAttribute,
      ...(shared ? { '#on': dependencyPrefix + dependency } : {}),
    },
    ExpressionAttributeValues: {
      ':member': member,
      ':members': new Set([member]),
      ':most': most,
      ':expiry': Math.ceil(Date.parse(at) / 1000) + keptSeconds,
      ...(shared ? { ':mostSharing': mostSharing } : {}),
    },
    ReturnValues: 'ALL_NEW',
  });
  try {
    return (await access.client.send(command)).Attributes;
  } catch (error) {
    if (isRefusal(error)) return getItem(access, placesKey(span));
    return during('store', `taking a place for ${key}`, Promise.reject(error));
  }
}

function openedIn(item: Item | undefined, attribute: string | undefined): Opened[] {
  const members = attribute === undefined ? undefined : item?.[attribute];
  if (!(members instanceof Set)) return [];
  return [...(members as Set<string>)].map((member) => {
    const [at = '', ...key] = member.split(' ');
    return { at, key: key.join(' ') };
  });
}
