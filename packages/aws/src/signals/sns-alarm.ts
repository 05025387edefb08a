import type { AlarmSignal, Signal } from '@tocsin/app';
import * as z from 'zod/mini';
import { Arn, consoleLink, placeOf, toArn } from './alarm-arn.ts';
import { AlarmValue, Name } from './alarm-detail.ts';
import { merged, Texts } from './metrics.ts';
import { checked, type Place } from './parsed-signal.ts';
import { Time } from './time.ts';

/** What is known of how the message came. */
export interface Delivery {
  /** SNS's id; a message delivered raw, or by hand, has none. */
  readonly id?: string | undefined;
  readonly topicArn?: string | undefined;
  /** When SNS took it, ISO 8601 UTC. */
  readonly time?: string | undefined;
}

const Dimensions = z.pipe(
  z.nullish(z.array(z.object({ name: z.string(), value: z.string() }))),
  z.transform((list) => Object.fromEntries((list ?? []).map(({ name, value }) => [name, value]))),
);
const Metric = z.nullish(z.object({ Namespace: z.nullish(z.string()), Dimensions }));

/**
 * The message that an alarm's SNS action publishes. Of its Trigger only what names the metric is read: older messages
 * write other parts differently (`TreatMissingData` as `- TreatMissingData:       missing`), and nothing needs them.
 */
const SnsAlarm = z.object({
  AlarmName: Name,
  AlarmDescription: z.nullish(z.string()),
  AWSAccountId: z.nullish(z.string()),
  AlarmArn: z.nullish(Arn),
  NewStateValue: AlarmValue,
  NewStateReason: z.nullish(z.string()),
  StateChangeTime: z.nullish(Time),
  AlarmContributorId: z.nullish(z.string().check(z.minLength(1))),
  AlarmContributorAttributes: Texts,
  Trigger: z.nullish(
    z.object({
      Namespace: z.nullish(z.string()),
      Dimensions,
      Metrics: z.nullish(z.array(z.object({ MetricStat: z.nullish(z.object({ Metric })) }))),
    }),
  ),
});
type SnsAlarm = z.infer<typeof SnsAlarm>;

export function parseSnsAlarm(message: unknown, delivery: Delivery, place: Place): Signal {
  const form = 'an alarm message from SNS';
  const alarm = toSignal(checked(SnsAlarm, message, { place, form }), delivery, place);
  return { type: 'alarm', kind: 'sns-alarm', cause: delivery.id ?? `${alarm.key} ${alarm.value} ${alarm.at}`, alarm };
}

function toSignal(message: SnsAlarm, { topicArn, time }: Delivery, place: Place): AlarmSignal {
  const { AlarmName: name, AlarmContributorId: contributor, Trigger: trigger } = message;
  const { partition, region, account } = addressOf(message, topicArn);
  const arn = message.AlarmArn ?? toArn({ partition, region, account, name });
  const measured = merged([
    ...(trigger ? [{ namespace: trigger.Namespace ?? undefined, dimensions: trigger.Dimensions }] : []),
    ...(trigger?.Metrics ?? []).flatMap(({ MetricStat }) =>
      MetricStat?.Metric
        ? [{ namespace: MetricStat.Metric.Namespace ?? undefined, dimensions: MetricStat.Metric.Dimensions }]
        : [],
    ),
  ]);
  const at = message.StateChangeTime ?? time;
  const noRegion = region === 'unknown' ? ' [region unknown: the message holds neither AlarmArn nor a topic]' : '';
  return {
    key: contributor ? `${arn}#${contributor}` : arn,
    name,
    arn,
    account,
    region,
    value: message.NewStateValue,
    at: at ?? checked(Time, undefined, { place: `${place}.StateChangeTime`, form: 'an alarm message from SNS' }),
    reason: `${message.NewStateReason ?? ''}${noRegion}`,
    link: consoleLink({ partition, region, name }),
    tags: {},
    ...measured,
    dimensions: { ...measured.dimensions, ...message.AlarmContributorAttributes },
    ...(message.AlarmDescription ? { description: message.AlarmDescription } : {}),
  };
}

/**
 * `Region` in the message is a name for people ("US West (Oregon)"), so the region is the ARN's. Older messages lack it:
 * an alarm's topic stands in the alarm's own region and account.
 */
function addressOf({ AlarmArn, AWSAccountId }: SnsAlarm, topicArn: string | undefined) {
  const alarm = placeOf(AlarmArn ?? undefined);
  const topic = placeOf(topicArn);
  return {
    partition: AlarmArn ? alarm.partition : topic.partition,
    region: alarm.region ?? topic.region ?? 'unknown',
    account: AWSAccountId ?? alarm.account ?? topic.account ?? 'unknown',
  };
}
