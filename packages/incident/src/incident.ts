import type { Severity } from '@tocsin/workflow';
import type { ActionItem } from './actions.ts';
import type { Actor, Role } from './actor.ts';
import type { EntryRef, Standing } from './amendments.ts';
import type { CapturedMessage } from './captures.ts';
import type { QuotedMessage } from './declaring.ts';
import type { Escalation } from './escalation.ts';
import type { AlarmFact, AlarmValue, CanaryRun } from './evidence.ts';
import type { Gathered, Part } from './gathering.ts';
import type { Handoff } from './handoff.ts';
import type { Absorbed, SplitOff, SplitSource } from './merging.ts';
import type { Naming } from './naming.ts';
import type { PageRequest } from './paging.ts';
import type { Postmortem } from './postmortem.ts';
import type { Privacy } from './privacy.ts';
import type { Reminders } from './reminders.ts';
import type { Update } from './updates.ts';
import type { IncidentWalk } from './walks/walks.ts';

export type Status = 'declared' | 'acknowledged' | 'mitigated' | 'resolved' | 'closed';

/** An alarm as an incident remembers it. */
export interface AlarmState extends Omit<AlarmFact, 'held'> {
  /** Stays true through missing data: only OK or deletion says that it is over. */
  readonly firing: boolean;
  /** When it was last OK or in ALARM, rather than without data. */
  readonly definiteAt: string;
  readonly firstFiredAt: string;
  /** Times it fired. */
  readonly fired: number;
}

export interface Done {
  readonly at: string;
  readonly by: Actor;
}

/** What an incident's entries add up to. It is also the snapshot that the next fold starts from. */
export interface Incident {
  readonly id: string;
  /** Commits folded in. */
  readonly version: number;
  readonly title: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly key: string;
  readonly workflow?: string;
  readonly summary?: string;
  /** The message that it was opened from. */
  readonly from?: QuotedMessage;
  readonly declared: Done;
  /** When trouble began as far as is known: the earliest alarm or failed run. */
  readonly since: string;
  readonly naming?: Naming;
  /** The step that the first commit named; the channel's name stays with it. */
  readonly openedStep?: string;
  readonly alarms: Readonly<Record<string, AlarmState>>;
  readonly canary?: CanaryRun;
  readonly recoveredAt?: string;
  readonly resolutionProposedAt?: string;
  /** How often resolving was proposed; tells the proposals apart. */
  readonly proposals: number;
  readonly channel?: { readonly id: string; readonly name: string };
  /** `step`: the one named then. */
  readonly acknowledged?: Done & { readonly step?: string };
  readonly escalation?: Escalation;
  /** When a worse severity was last set. */
  readonly worsenedAt?: string;
  readonly reminders?: Reminders;
  readonly mitigated?: Done & { readonly note?: string };
  readonly resolved?: Done & { readonly note?: string };
  /** The latest time, and how many proposals to resolve there had been until then. */
  readonly reopened?: Done & { readonly proposals: number };
  readonly closed?: Done;
  /** People practise: acts of runbooks are dry runs, unless two people want one for real. */
  readonly drill?: true;
  /** Only some people may know of it. */
  readonly private?: Privacy;
  readonly roles: Readonly<Partial<Record<Role, string>>>;
  readonly postmortem?: Postmortem;
  /** The latest times that command was passed on. */
  readonly handoffs?: readonly Handoff[];
  /** Where it goes on since it was merged, and how often that was; only what is closed has it. */
  readonly merged?: Done & { readonly into: string; readonly title: string; readonly channel?: string };
  readonly merges?: number;
  /** The latest time that it went its own way again, after so many merges. */
  readonly unmerged?: Done & { readonly from: string; readonly number: number };
  readonly absorbed?: Readonly<Record<string, Absorbed>>;
  readonly absorptions?: number;
  /** Another incident speaks for it, or did until it left. */
  readonly gathered?: Gathered;
  /** Incidents that this one speaks for, by id. */
  readonly parts?: Readonly<Record<string, Part>>;
  /** It was made to speak for others. */
  readonly storm?: true;
  /** Alarms that were split off, by key, and the incident that has them. */
  readonly movedAlarms?: Readonly<Record<string, string>>;
  readonly splits?: readonly SplitOff[];
  readonly splitFrom?: SplitSource;
  /** The latest status update, and those shortly before it. */
  readonly update?: Update;
  readonly earlierUpdates?: readonly Update[];
  /** Slack user ids; see respondersOf. */
  readonly responders?: readonly string[];
  readonly actions?: readonly ActionItem[];
  /** Pages that somebody asked for. */
  readonly pages?: readonly PageRequest[];
  /** Walks through runbooks. */
  readonly walks?: readonly IncidentWalk[];
  /** Messages of its channel that somebody put on the timeline, by when they were posted (Slack's `ts`). */
  readonly messages?: Readonly<Record<string, CapturedMessage>>;
  /** Entries that people can correct or withdraw, and whether they still stand. */
  readonly amendable?: Readonly<Record<EntryRef, Standing>>;
  /** Types of entries that the code that folded them did not know: other code may make more of them. */
  readonly passedOver?: readonly string[];
  /** Marks of the latest causes, newest last: how a redelivery is seen (`hasCause`). */
  readonly causes: readonly string[];
}

export const isOpen = (incident: Incident): boolean => incident.status !== 'resolved' && incident.status !== 'closed';

export const firingAlarms = (incident: Incident): AlarmState[] =>
  Object.values(incident.alarms).filter((alarm) => alarm.firing);

export type { AlarmValue };
