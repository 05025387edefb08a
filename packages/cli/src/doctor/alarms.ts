import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { type AlarmSpec, healthPrefix, heartbeatName, partsPrefix } from '@tocsin/workflow';
import { clientSettings } from '../aws-clients.ts';
import { type Check, fail, looking, ok, warn } from './check.ts';
import { differencesOf, type FoundAlarm } from './compare-alarm.ts';

/** So long without a datum, nobody would hear of anything by it. */
export const silentMs = 21 * 24 * 3600_000;

/** Holds the alarms that are deployed against those that derive from the catalog. */
export function checkAlarms(specs: readonly AlarmSpec[], stage: string): Promise<readonly Check[]> {
  return looking('alarms', 'cloudwatch:DescribeAlarms', async () =>
    alarmChecks(specs, await described(stage), { stage, now: Date.now() }),
  );
}

async function described(stage: string): Promise<Map<string, FoundAlarm>> {
  const client = new CloudWatchClient(clientSettings);
  const found = new Map<string, FoundAlarm>();
  for (const prefix of [`tocsin/${stage}/`, partsPrefix(stage), healthPrefix(stage)]) {
    const pages = paginateDescribeAlarms(
      { client },
      { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    );
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
      for (const alarm of MetricAlarms) found.set(alarm.AlarmName ?? '', { type: 'metric', alarm });
      for (const alarm of CompositeAlarms) found.set(alarm.AlarmName ?? '', { type: 'composite', alarm });
    }
  }
  return found;
}

/** What is missing, changed, left over or silent; one line says that the rest is as it should be. */
export function alarmChecks(
  specs: readonly AlarmSpec[],
  found: ReadonlyMap<string, FoundAlarm>,
  { stage, now }: { readonly stage: string; readonly now: number },
): Check[] {
  const checks = specs.flatMap((spec) => {
    const alarm = found.get(spec.name);
    const check = `alarm ${spec.name}`;
    if (!alarm) return [fail(check, 'is missing', 'Deploy: npm run deploy.')];
    const differences = differencesOf(spec, alarm);
    const changed = differences.map(({ field, expected, found }) => `${field} is ${found}, not ${expected}`);
    const mend = 'Deploy to have it back, or change the declaration to what is wanted.';
    const silent = silence(alarm, now);
    return [
      ...(changed.length > 0 ? [fail(check, `was changed by hand: ${changed.join('; ')}`, mend)] : []),
      ...(silent === undefined
        ? []
        : [warn(check, silent, 'See that its metric is still published, and by that name.')]),
    ];
  });
  const expected = new Set(specs.map(({ name }) => name));
  const orphans = [...found.keys()].filter((name) => !expected.has(name) && derived(name, stage));
  const good = specs.filter(({ name }) => !checks.some(({ check }) => check === `alarm ${name}`)).length;
  return [
    ...(good > 0 ? [ok('alarms', `${good} of ${specs.length} are as the catalog derives them`)] : []),
    ...checks,
    ...orphans.map((name) =>
      warn(`alarm ${name}`, 'no workflow of the catalog derives it', 'Deploy to have it removed, or delete it.'),
    ),
  ];
}

/** Alarms on Tocsin itself are the catalog's only as far as they tell of its canaries. */
function derived(name: string, stage: string): boolean {
  if (name === heartbeatName(stage)) return false;
  if (name.startsWith(healthPrefix(stage)))
    return /^(canary|twin)-silent\//.test(name.slice(healthPrefix(stage).length));
  return name.startsWith(`tocsin/${stage}/`) || name.startsWith(partsPrefix(stage));
}

function silence({ alarm }: FoundAlarm, now: number): string | undefined {
  const since = alarm.StateUpdatedTimestamp?.getTime();
  if (since === undefined || now - since < silentMs) return undefined;
  const days = Math.round((now - since) / 86_400_000);
  if (alarm.StateValue === 'INSUFFICIENT_DATA') return `has had no data for ${days} days`;
  return /no datapoints were received/i.test(alarm.StateReason ?? '')
    ? `has had no datapoint for ${days} days and says ${alarm.StateValue}`
    : undefined;
}
