import type { IncidentStore, Opening } from '@tocsin/app';
import type { AlarmFact, CanaryRun } from '@tocsin/incident';
import { alarmMemoryKey, canaryMemoryKey, placesKey, pointerKey } from './keys.ts';
import { remember } from './memory.ts';
import { openedInSpan, takePlace } from './places.ts';
import { getItems, type Item, putItem, type TableAccess } from './table-access.ts';

type OpeningPart = Pick<IncidentStore, 'readOpening' | 'claimKey' | 'takePlace' | 'rememberAlarm' | 'rememberCanary'>;

/** What decides who opens: pointers, and the memory of alarms and canaries outside any incident. */
export function dynamoOpening(access: TableAccess): OpeningPart {
  return {
    readOpening: (query) => readOpening(access, query),
    takePlace: (place) => takePlace(access, place),
    claimKey: (claim) => claimKey(access, claim),
    rememberAlarm: (alarm) => remember(access, alarmMemoryKey(alarm.key), alarm.at, alarm),
    rememberCanary: (run) => remember(access, canaryMemoryKey(run.workflow), run.startedAt, run),
  };
}

async function readOpening(
  access: TableAccess,
  { key, alarm, workflow, span }: Parameters<OpeningPart['readOpening']>[0],
): Promise<Opening> {
  const items = await getItems(access, [
    pointerKey(key),
    ...(alarm === undefined ? [] : [alarmMemoryKey(alarm)]),
    ...(workflow === undefined ? [] : [canaryMemoryKey(workflow)]),
    ...(span === undefined ? [] : [placesKey(span)]),
  ]);
  const find = (sk: string): Item | undefined => items.find((item) => item['sk'] === sk);
  const pointer = find('POINTER');
  const state = find('STATE');
  const latest = find('LATEST');
  const places = find('PLACES');
  return {
    ...(pointer ? { incident: String(pointer['incident']) } : {}),
    ...(state ? { alarm: JSON.parse(String(state['content'])) as AlarmFact } : {}),
    ...(latest ? { canary: JSON.parse(String(latest['content'])) as CanaryRun } : {}),
    ...(places ? { opened: openedInSpan(places) } : {}),
  };
}

/** Its own incident counts as free, so that a redelivery, or a try that the SDK repeats, wins again. */
async function claimKey(
  access: TableAccess,
  { key, incident, replacing }: Parameters<OpeningPart['claimKey']>[0],
): Promise<boolean> {
  const put = await putItem(
    access,
    { ...pointerKey(key), incident },
    {
      ConditionExpression: `attribute_not_exists(pk) OR #incident = :incident${replacing === undefined ? '' : ' OR #incident = :replacing'}`,
      ExpressionAttributeNames: { '#incident': 'incident' },
      ExpressionAttributeValues: {
        ':incident': incident,
        ...(replacing === undefined ? {} : { ':replacing': replacing }),
      },
    },
  );
  return put.type === 'written';
}
