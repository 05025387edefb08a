import type { About, ActionKind, Confidence, OpenWalk, Role, Source, Status, StepState } from '@tocsin/incident';
import type { Severity } from '@tocsin/workflow';
import type { GatheredView } from './views-gathered.ts';
import type { PostmortemView } from './views-postmortem.ts';
import type { RunbookOfferView, WalkHandedView, WalkView } from './views-walk.ts';

/**
 * What people are shown, before it is Block Kit. Texts from outside (alarm names, reasons) stand here unescaped and
 * uncut; the renderer escapes and cuts. Times are ISO 8601 UTC; people are Slack user ids.
 */
export type MessageView =
  | SituationView
  | AnnouncementView
  | ProposalView
  | HandoffView
  | JoinedView
  | GatheredView
  | UpdateView
  | ReminderView
  | ActionsView
  | PagedView
  | MovedView
  | ShutView
  | WalkView
  | WalkHandedView
  | RunbookOfferView
  | PostmortemView;

export interface StepLine {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly named: boolean;
}

/** The first message of an incident's channel, kept up to date: the failing step first. */
export interface SituationView {
  readonly type: 'situation';
  readonly incident: string;
  readonly title: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly workflow?: { readonly id: string; readonly title: string };
  readonly step?: { readonly id: string; readonly title: string; readonly degraded: boolean };
  readonly confidence: Confidence;
  /** Why this step, or why none is named. */
  readonly reason: string;
  /** A person named the step. */
  readonly pinned?: true;
  /** It speaks for others alone. */
  readonly storm?: true;
  /** The step that the evidence speaks for, when it is another than the one that a person named. */
  readonly contradiction?: { readonly title: string; readonly reason: string };
  readonly since: string;
  readonly recoveredAt?: string;
  readonly steps: readonly StepLine[];
  readonly suspect?: { readonly title: string; readonly why: string };
  readonly evidence: readonly { readonly at: string; readonly text: string; readonly link?: string }[];
  readonly alarms: readonly {
    readonly name: string;
    readonly state: string;
    readonly at: string;
    readonly link: string;
  }[];
  /** Alarms beyond those listed. */
  readonly moreAlarms?: number;
  readonly owner?: {
    readonly team: string;
    readonly userGroup?: string | undefined;
    readonly channel?: string | undefined;
  };
  readonly runbook?: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly declaredBy?: string;
  /** What whoever declared it said of it, and the message that they opened it from. */
  readonly summary?: string;
  readonly from?: { readonly link?: string; readonly by?: string };
  readonly acknowledged?: { readonly at: string; readonly by: string };
  readonly commander?: string;
  readonly communications?: string;
  readonly scribe?: string;
  readonly mitigated?: { readonly at: string; readonly by: string; readonly note?: string };
  readonly resolved?: { readonly at: string; readonly by: string; readonly note?: string };
  readonly closed?: { readonly at: string; readonly by: string };
  readonly merged?: MergedInto;
  /** When more is to be heard, and whether people were reminded of that. */
  readonly nextUpdate?: { readonly at: string; readonly overdue: boolean };
  /** Nobody has taken command for too long. */
  readonly leaderless?: true;
}

/** Said in the channel when people left something undone: what, whose it is, what mends it. */
export interface ReminderView {
  readonly type: 'reminder';
  readonly incident: string;
  /** `done`: nothing is left of it; `replaced`: a newer message says what is. */
  readonly state: 'live' | 'done' | 'replaced';
  readonly matters: readonly {
    readonly about: About;
    readonly since: string;
    readonly due: string;
    readonly whom?: string;
  }[];
  readonly snoozed?: { readonly until: string; readonly by: string };
  /** What “snooze” offers, in minutes. */
  readonly snoozeMinutes: readonly number[];
}

/** Said in a channel when incidents become one, or one becomes two. */
export interface JoinedView {
  readonly type: 'joined';
  readonly kind: 'absorbed' | 'released' | 'split-off' | 'split-from';
  /** The other incident. */
  readonly incident: string;
  readonly title: string;
  readonly channel?: string;
  readonly by?: string;
  readonly alarms?: readonly string[];
  readonly moreAlarms?: number;
}

/** Where an incident goes on that was merged into another. */
export interface MergedInto {
  readonly incident: string;
  readonly title: string;
  readonly channel?: string;
  readonly by: string;
  readonly at: string;
}

/** One line in the incidents channel for each incident, kept up to date. */
export interface AnnouncementView {
  readonly type: 'announcement';
  readonly incident: string;
  readonly channel: string;
  readonly title: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly step?: { readonly id: string; readonly title: string; readonly degraded: boolean };
  readonly workflow?: { readonly id: string; readonly title: string };
  readonly since: string;
  readonly recoveredAt?: string;
  readonly commander?: string;
  readonly acknowledged?: { readonly at: string; readonly by: string };
  readonly merged?: MergedInto;
  /** When more is to be heard, and whether people were reminded of that. */
  readonly nextUpdate?: { readonly at: string; readonly overdue: boolean };
  /** Nobody has taken command for too long. */
  readonly leaderless?: true;
  /** Incidents that it speaks for beside its own trouble. */
  readonly gathered?: { readonly failing: number; readonly total: number };
}

/** Said in the channel when all alarms have been calm for a while: an offer to resolve. */
export interface ProposalView {
  readonly type: 'proposal';
  readonly incident: string;
  /** What became of the offer; once it is taken or overtaken there is nothing left to press. */
  readonly state: 'offered' | 'resolved' | 'relapsed' | 'reopened';
  /** Not of an offer that a relapse overtook: whatever recovered since is another calm. */
  readonly recoveredAt?: string;
  readonly calmMinutes: number;
}

/** Stands where an incident was shown before it was made private. */
export interface MovedView {
  readonly type: 'moved';
}

/** What people are told of how it goes. It stays as it was said. */
export interface UpdateView {
  readonly type: 'update';
  readonly incident: string;
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly text: string;
  readonly impact?: string;
  readonly nextAt?: string;
}

/** Said in the channel when command passes on: how things stand at that moment. */
export interface HandoffView {
  readonly type: 'handoff';
  readonly incident: string;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly since: string;
  readonly recoveredAt?: string;
  readonly step?: { readonly title: string; readonly degraded: boolean };
  /** Why this step, or why none. */
  readonly reason?: string;
  readonly pinned?: true;
  readonly suspect?: string;
  readonly otherSuspects?: readonly string[];
  readonly alarms: readonly string[];
  readonly moreAlarms: number;
  readonly walks: readonly OpenWalk[];
  readonly actions: readonly Pick<ActionLine, 'id' | 'text' | 'owner' | 'due'>[];
  readonly moreActions: number;
  /** What people were told last. */
  readonly told?: { readonly at: string; readonly text: string };
  readonly nextUpdate?: string;
  readonly unfilled: readonly Role[];
  /** What the one who passed it on said. */
  readonly note?: string;
}

/** What is left to do, in one message that is kept up to date. */
export interface ActionsView {
  readonly type: 'actions';
  readonly incident: string;
  readonly items: readonly ActionLine[];
}

export interface ActionLine {
  readonly id: string;
  readonly text: string;
  readonly owner?: string;
  /** A day. */
  readonly due?: string;
  readonly kind?: ActionKind;
  readonly source?: Source;
  readonly ended?: { readonly at: string; readonly by: string; readonly dropped?: string };
}

/** Said where incidents are announced: nothing can be shown in an incident's channel, for somebody archived it. */
export interface ShutView {
  readonly type: 'shut';
  readonly incident: string;
  readonly title: string;
  readonly channel: string;
  readonly state: 'shut' | 'open again';
}

/** Said in the channel when somebody asked for a page. */
export interface PagedView {
  readonly type: 'paged';
  readonly at: string;
  readonly by: string;
  /** Whose pager it is; without one the default pager. */
  readonly team?: string;
  readonly person?: string;
  /** A user group’s id. */
  readonly group?: string;
  readonly reason?: string;
  readonly state: 'sent' | 'retrying';
}
