import type { AlarmSignal } from '@tocsin/app';
import * as z from 'zod/mini';
import { consoleLink, placeOf, toArn } from './alarm-arn.ts';
import { Metrics, Texts } from './metrics.ts';
import { Time } from './time.ts';

export const AlarmValue = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

/** An alarm's name: up to 255 characters of any kind. */
export const Name = z
  .string()
  .check(z.minLength(1, 'it has no name'), z.maxLength(255, 'it is longer than a name in AWS'));

export const Contributor = z.object({ id: z.string().check(z.minLength(1)), attributes: Texts });

/** The shapes that EventBridge events and Lambda alarm actions share (CloudWatch User Guide, "Alarm events"). */
const State = z.object({
  value: AlarmValue,
  reason: z.nullish(z.string()),
  timestamp: z.nullish(Time),
  actionsSuppressedBy: z.nullish(z.string()),
  actionsSuppressedReason: z.nullish(z.string()),
});
const Configuration = z.object({ description: z.nullish(z.string()), metrics: Metrics });

export const AlarmDetail = z.object({
  alarmName: Name,
  state: State,
  configuration: z.nullish(Configuration),
  alarmContributor: z.nullish(Contributor),
  alarmTags: Texts,
  muteDetail: z.nullish(z.object({ mutedByArn: z.nullish(z.string()), muteWindowEnd: z.nullish(z.string()) })),
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
    return `muted by ${short(rule)}${muteDetail.muteWindowEnd ? ` until ${short(muteDetail.muteWindowEnd)}` : ''}`;
  }
  if (!state.actionsSuppressedBy) return undefined;
  const why = state.actionsSuppressedReason ? `: ${short(state.actionsSuppressedReason)}` : '';
  return `actions suppressed by ${short(state.actionsSuppressedBy)}${why}`;
}

/** As long as a name in AWS may be. */
const short = (text: string): string => text.slice(0, 255);
