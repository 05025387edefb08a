import type { AlarmSignal } from '@tocsin/app';
import * as z from 'zod';
import { consoleLink, placeOf, toArn } from './alarm-arn.ts';
import { Metrics, Texts } from './metrics.ts';
import { Time } from './time.ts';

export const AlarmValue = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

/** An alarm's name: up to 255 characters of any kind. */
const Name = z.string().min(1, 'the alarm has no name');

export const Contributor = z.object({ id: z.string().min(1), attributes: Texts });

/** The shapes that EventBridge events and Lambda alarm actions share (CloudWatch User Guide, "Alarm events"). */
const State = z.object({
  value: AlarmValue,
  reason: z.string().nullish(),
  timestamp: Time.nullish(),
  actionsSuppressedBy: z.string().nullish(),
  actionsSuppressedReason: z.string().nullish(),
});
const Configuration = z.object({ description: z.string().nullish(), metrics: Metrics });

export const AlarmDetail = z.object({
  alarmName: Name,
  state: State,
  configuration: Configuration.nullish(),
  alarmContributor: Contributor.nullish(),
  alarmTags: Texts,
  muteDetail: z.object({ mutedByArn: z.string().nullish(), muteWindowEnd: z.string().nullish() }).nullish(),
});
export type AlarmDetail = z.infer<typeof AlarmDetail>;

/** Where the alarm is, as the envelope around its detail says. */
export interface Envelope {
  readonly arn: string | undefined;
  readonly account: string;
  readonly region: string;
  /** ISO 8601 UTC. */
  readonly time: string;
}

export function toAlarmSignal(detail: AlarmDetail, envelope: Envelope): AlarmSignal {
  const { alarmName: name, state, configuration, alarmContributor: contributor } = detail;
  const { partition, region = envelope.region } = placeOf(envelope.arn);
  const { account } = envelope;
  const arn = envelope.arn ?? toArn({ partition, region, account, name });
  const { dimensions = {}, namespace } = configuration?.metrics ?? {};
  const held = heldBy(detail);
  return {
    key: contributor ? `${arn}#${contributor.id}` : arn,
    name,
    arn,
    account,
    region,
    value: state.value,
    at: state.timestamp ?? envelope.time,
    reason: state.reason ?? '',
    link: consoleLink({ partition, region, name }),
    ...(held === undefined ? {} : { held }),
    tags: detail.alarmTags,
    // A contributor is one series: its attributes are the dimensions that the alarm's query groups by.
    dimensions: { ...dimensions, ...contributor?.attributes },
    ...(namespace === undefined ? {} : { namespace }),
    ...(configuration?.description ? { description: configuration.description } : {}),
  };
}

/** Events are sent whether or not CloudWatch runs the alarm's actions: these say that it does not. */
function heldBy({ muteDetail, state }: AlarmDetail): string | undefined {
  if (muteDetail) {
    const rule = muteDetail.mutedByArn?.split(':alarm-mute-rule:')[1] ?? 'a mute rule';
    return `muted by ${rule}${muteDetail.muteWindowEnd ? ` until ${muteDetail.muteWindowEnd}` : ''}`;
  }
  if (!state.actionsSuppressedBy) return undefined;
  return `actions suppressed by ${state.actionsSuppressedBy}${state.actionsSuppressedReason ? `: ${state.actionsSuppressedReason}` : ''}`;
}
