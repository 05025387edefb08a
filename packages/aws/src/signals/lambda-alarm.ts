import type { Signal } from '@tocsin/app';
import * as z from 'zod/mini';
import { Arn, placeOf } from './alarm-arn.ts';
import { AlarmDetail, Contributor, toAlarmSignal } from './alarm-detail.ts';
import { checked, type Place } from './parsed-signal.ts';
import { Time } from './time.ts';

/** What a function gets that is itself an alarm's action. Where a contributor stands in it is not documented. */
const LambdaAlarm = z.object({
  alarmArn: Arn,
  accountId: z.nullish(z.string()),
  region: z.nullish(z.string()),
  time: Time,
  alarmContributor: z.nullish(Contributor),
  alarmData: AlarmDetail,
});

/** The event carries no id: the same alarm in the same state since the same time is the same cause. */
export function parseLambdaAlarm(event: unknown, place: Place): Signal {
  const { alarmArn, accountId, region, time, alarmContributor, alarmData } = checked(LambdaAlarm, event, {
    place,
    form: 'an alarm action that invokes a function',
  });
  const from = placeOf(alarmArn);
  const detail = { ...alarmData, alarmContributor: alarmData.alarmContributor ?? alarmContributor };
  const alarm = toAlarmSignal(detail, {
    arn: alarmArn,
    account: accountId ?? from.account ?? 'unknown',
    region: region ?? from.region ?? 'unknown',
    time,
  });
  return { type: 'alarm', kind: 'lambda-alarm', cause: `${alarm.key} ${alarm.value} ${alarm.at}`, alarm };
}
