import type { Signal } from '@tocsin/app';
import * as z from 'zod/mini';
import { Arn } from './alarm-arn.ts';
import { AlarmDetail, Contributor, type Envelope, toAlarmSignal } from './alarm-detail.ts';
import { checked, type Place } from './parsed-signal.ts';
import { Time } from './time.ts';

/** What every EventBridge event has around its detail. */
export const EventEnvelope = z.object({
  id: z.string().check(z.minLength(1, 'the event has no id')),
  account: z.string(),
  region: z.string(),
  time: Time,
  resources: z.nullish(z.array(Arn)),
});

const StateChange = z.extend(EventEnvelope, { detail: AlarmDetail });
const ContributorStateChange = z.extend(EventEnvelope, {
  detail: z.extend(AlarmDetail, { alarmContributor: Contributor }),
});
const ConfigurationChange = z.extend(EventEnvelope, {
  detail: z.extend(AlarmDetail, { operation: z.enum(['create', 'update', 'delete']) }),
});

/**
 * An event of source aws.cloudwatch; undefined when its detail-type is none of an alarm's. An event replayed from an
 * archive carries `replay-name` and otherwise its old content, its id too: so it is seen as the redelivery it is.
 */
export function parseEventBridgeAlarm(event: unknown, detailType: string, place: Place): Signal | undefined {
  const context = { place, form: `a "${detailType}" event` };
  switch (detailType) {
    case 'CloudWatch Alarm State Change': {
      const { id, detail, ...envelope } = checked(StateChange, event, context);
      return {
        type: 'alarm',
        kind: 'eventbridge-alarm',
        cause: id,
        alarm: toAlarmSignal(detail, toEnvelope(envelope)),
      };
    }
    case 'CloudWatch Alarm Contributor State Change': {
      const { id, detail, ...envelope } = checked(ContributorStateChange, event, context);
      const alarm = toAlarmSignal(detail, toEnvelope(envelope));
      return { type: 'alarm', kind: 'eventbridge-alarm-contributor', cause: id, alarm };
    }
    case 'CloudWatch Alarm Configuration Change': {
      const { id, detail, ...envelope } = checked(ConfigurationChange, event, context);
      const alarm = toAlarmSignal(detail, toEnvelope(envelope));
      // What was changed was changed when the event says, in whole seconds; the state may have been entered since.
      const at = alarm.at > envelope.time ? alarm.at : envelope.time;
      const { operation } = detail;
      const kind = 'eventbridge-alarm-configuration';
      return { type: 'alarm-configuration', kind, cause: id, operation, alarm: { ...alarm, at } };
    }
    default:
      return undefined;
  }
}

function toEnvelope({ resources, ...envelope }: Omit<z.infer<typeof EventEnvelope>, 'id'>): Envelope {
  return { ...envelope, arn: resources?.[0] };
}
