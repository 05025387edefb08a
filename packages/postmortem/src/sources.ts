import type { CanaryRun, Commit, EntryRef, Incident } from '@tocsin/incident';
import type { Runbook } from '@tocsin/runbook';
import type { Severity, Workflow } from '@tocsin/workflow';
import type { DraftStatus } from './model.ts';

/** All that a draft is made of; nothing else is known to it. Texts of Slack stand in it as Slack has them. */
export interface Sources {
  /** The fold of the commits. */
  readonly incident: Incident;
  readonly commits: readonly Commit[];
  /** Workflows that the incident's evidence can speak of; its own among them, if it has one. */
  readonly workflows: readonly Workflow[];
  readonly channel: ChannelHistory;
  readonly people: People;
  /** Runs around the incident, in any order; those on the timeline need not be among them. */
  readonly canaryRuns: readonly CanaryRun[];
  readonly metrics: readonly MetricSeries[];
  readonly past: readonly PastIncident[];
  /** Of those that were walked, as they are now. */
  readonly runbooks: readonly KnownRunbook[];
  readonly settings?: Partial<PostmortemSettings>;
  /** Where Slack shows an entry that has no link of its own, by its reference. */
  readonly entryLinks?: Readonly<Record<EntryRef, string>>;
  /** Set when it was a drill: what it was called. */
  readonly drill?: string;
  readonly status?: DraftStatus;
  /** Slack user ids of whoever writes it. */
  readonly authors?: readonly string[];
  readonly draftedAt: string;
}

export interface ChannelHistory {
  readonly messages: readonly ChannelMessage[];
  /** Why not all of it could be read, in words. */
  readonly incomplete?: string;
}

export interface ChannelMessage {
  readonly ts: string;
  /** Slack user id; absent for apps. */
  readonly user?: string;
  readonly bot?: true;
  readonly text: string;
  /** The message whose thread it is a reply in. */
  readonly thread?: string;
  readonly editedTs?: string;
  readonly deleted?: true;
  /** Not for the draft's readers, whoever they are. */
  readonly private?: true;
  readonly permalink?: string;
  readonly files?: readonly { readonly name: string; readonly mimetype?: string }[];
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
}

/** Who is who. `roles`: nobody is named, in the draft's words or in what it quotes. */
export interface People {
  readonly show: 'names' | 'roles';
  /** Names of people, groups and channels by Slack id. */
  readonly names: Readonly<Record<string, string>>;
}

export interface MetricSeries {
  readonly id: string;
  readonly title: string;
  /** `sli`: percent of what was good; `requests`: how many there were in each period. */
  readonly type: 'sli' | 'requests' | 'errors' | 'latency' | 'other';
  readonly unit: string;
  /** It counts canary runs. */
  readonly ofCanary?: true;
  /** Of an indicator: the objective that it is held against; the workflow's when left out. */
  readonly slo?: { readonly objective: number; readonly window: '28d' | '30d' };
  /** Of requests: the id of the indicator whose requests they are; of every one when left out. */
  readonly requestsOf?: string;
  /** As it was asked: a query or a metric with its dimensions and statistic. */
  readonly query: string;
  readonly from: string;
  readonly to: string;
  readonly periodSeconds: number;
  readonly points: readonly { readonly at: string; readonly value: number }[];
  readonly link?: string;
}

export interface PastIncident {
  readonly id: string;
  readonly title: string;
  readonly at: string;
  readonly severity: Severity;
  readonly workflow?: string;
  readonly step?: string;
  readonly dependency?: string;
  readonly alarms: readonly string[];
  /** Its contributing factors as people agreed on them. */
  readonly factors?: readonly string[];
  /** Action items of it that are still open, in words. */
  readonly open?: readonly string[];
  readonly link?: string;
  readonly private?: true;
}

/** A runbook as it is now, with the texts of its files, so that a change of it can be proposed. */
export interface KnownRunbook {
  readonly file: string;
  readonly runbook: Runbook;
  readonly texts: Readonly<Record<string, string>>;
  readonly link?: string;
}

export interface PostmortemSettings {
  /** A stretch of the timeline without anything known is shown as a gap from so many minutes on. */
  readonly gapMinutes: number;
  /** Uncaptured messages taken from the channel, the most telling first. */
  readonly mostMessages: number;
  /** How long before the fault began the timeline starts, minutes. */
  readonly leadMinutes: number;
  readonly mostSimilar: number;
}
export const defaultPostmortemSettings: PostmortemSettings = {
  gapMinutes: 15,
  mostMessages: 150,
  leadMinutes: 60,
  mostSimilar: 5,
};
