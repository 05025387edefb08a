import type { Ended, WalkEvent, WalkPlan, What } from '@tocsin/runbook';
import type { Severity } from '@tocsin/workflow';
import type { ActionChange, ActionKind, Source } from './actions.ts';
import type { Actor, Role } from './actor.ts';
import type { EntryRef } from './amendments.ts';
import type { CapturedContent, Mark, MessageRef } from './captures.ts';
import type { QuotedMessage } from './declaring.ts';
import type { AlarmFact, CanaryRun } from './evidence.ts';
import type { Gathering, Part } from './gathering.ts';
import type { About } from './matters.ts';
import type { Absorbed, SplitSource } from './merging.ts';
import type { Naming } from './naming.ts';
import type { PageTarget } from './paging.ts';
import type { PostmortemStatus, StoredDraft } from './postmortem.ts';
import type { TaskResult } from './walks/walks.ts';

interface Fact<Type extends string> {
  readonly type: Type;
  /** When it happened, ISO 8601 UTC; the commit says when it was recorded. */
  readonly at: string;
  readonly by: Actor;
}

/** `title` is the step's. */
interface OfTask {
  readonly walk: string;
  readonly task: string;
  readonly step: string;
  readonly title: string;
}

/** What can stand on a timeline, in the past tense. Entries are never changed; what corrects one is an entry too. */
export type Entry =
  | (Fact<'incident.declared'> & {
      readonly title: string;
      readonly severity: Severity;
      /** What alarms are correlated by; one open incident a key. */
      readonly key: string;
      readonly workflow?: string;
      readonly summary?: string;
      readonly private?: true;
      readonly drill?: true;
      /** It speaks for others alone. */
      readonly storm?: true;
      /** When the trouble began, if it was not just then. */
      readonly since?: string;
      readonly from?: QuotedMessage;
    })
  | (Fact<'alarm.fired'> & { readonly alarm: AlarmFact })
  | (Fact<'alarm.recovered'> & { readonly alarm: AlarmFact })
  | (Fact<'alarm.lost-data'> & { readonly alarm: AlarmFact })
  | (Fact<'alarm.deleted'> & { readonly alarm: Pick<AlarmFact, 'key' | 'name' | 'arn'> })
  | (Fact<'canary.reported'> & { readonly run: CanaryRun })
  | (Fact<'step.named'> & { readonly naming: Naming })
  | (Fact<'severity.changed'> & { readonly from: Severity; readonly to: Severity; readonly reason?: string })
  | Fact<'service.recovered'>
  | Fact<'service.relapsed'>
  | Fact<'resolution.proposed'>
  | (Fact<'channel.opened'> & { readonly channel: string; readonly name: string })
  | Fact<'incident.acknowledged'>
  | (Fact<'role.assigned'> & {
      readonly role: Role;
      readonly to: string;
      /** The commander passed command on: the channel is told how things stand. */
      readonly handedOver?: true;
      /** What whoever took over should know. */
      readonly note?: string;
    })
  /** Nobody acknowledged: somebody else was paged, or the last once more. Without a target: the default topic. */
  | (Fact<'page.escalated'> & { readonly level: number; readonly target?: string })
  | (Fact<'reminder.raised'> & { readonly about: About; readonly since: string; readonly round: number })
  /** Whom it concerns was not to be disturbed until then, so it was not said. */
  | (Fact<'reminder.deferred'> & { readonly about: About; readonly until: string })
  | (Fact<'reminders.snoozed'> & { readonly until: string })
  | (Fact<'responder.joined'> & { readonly who: string })
  | (Fact<'page.requested'> & { readonly number: number; readonly target?: PageTarget; readonly reason?: string })
  | (Fact<'action.added'> & {
      /** `A1` for the first. */
      readonly action: string;
      readonly text: string;
      readonly owner?: string;
      readonly due?: string;
      readonly kind?: ActionKind;
      readonly source?: Source;
    })
  | (Fact<'action.changed'> & { readonly action: string } & ActionChange)
  | (Fact<'action.done'> & { readonly action: string })
  | (Fact<'action.dropped'> & { readonly action: string; readonly reason: string })
  | (Fact<'action.reopened'> & { readonly action: string })
  | (Fact<'note.added'> & { readonly text: string; readonly from?: QuotedMessage })
  /** `walk`: R1, R2 … */
  | (Fact<'walk.began'> & { readonly walk: string; readonly plan: WalkPlan; readonly reason?: string })
  | (Fact<'walk.moved'> & {
      readonly walk: string;
      readonly event: WalkEvent;
      /** The step's. */
      readonly title?: string;
      /** What Tocsin was asked to look at or to do. */
      readonly order?: What;
      /** In a drill: it is truly done, not rehearsed. */
      readonly forReal?: true;
      /** What came of that. */
      readonly result?: TaskResult;
    })
  | (Fact<'walk.ended'> & { readonly walk: string; readonly ended: Ended; readonly summary: string })
  /** A result that moved no walk: people went on without it, or something was undone. */
  | (Fact<'task.told'> & OfTask & { readonly result: TaskResult })
  | (Fact<'task.overdue'> & OfTask & { readonly number: number })
  | (Fact<'undo.declined'> & OfTask)
  | (Fact<'undo.asked'> & OfTask & { readonly undoes: string; readonly what: What })
  /** `approves`: who had asked for it, where that was somebody else. */
  | (Fact<'undo.started'> & OfTask & { readonly undoes: string; readonly what: What; readonly approves?: string })
  | (Fact<'update.posted'> & { readonly text: string; readonly impact?: string; readonly nextAt?: string })
  /** `at` is when it was done in Slack; of `message.read`, when the message was posted. */
  | (Fact<'message.marked' | 'message.unmarked'> & { readonly message: MessageRef; readonly mark: Mark })
  | (Fact<'message.read'> & { readonly message: MessageRef; readonly content: CapturedContent; readonly edit?: string })
  | (Fact<'message.missed'> & { readonly message: MessageRef; readonly reason: string; readonly edit?: string })
  | (Fact<'message.edited'> & {
      readonly message: MessageRef;
      readonly text: string;
      readonly editedTs: string;
      readonly readAgain?: true;
    })
  | (Fact<'message.deleted'> & { readonly message: MessageRef })
  | (Fact<'entry.corrected'> & { readonly entry: EntryRef; readonly text: string })
  | (Fact<'entry.withdrawn'> & { readonly entry: EntryRef; readonly reason?: string })
  | (Fact<'incident.mitigated'> & { readonly note?: string })
  | (Fact<'incident.resolved'> & { readonly note?: string })
  | (Fact<'incident.reopened'> & { readonly reason?: string })
  | Fact<'incident.closed'>
  | (Fact<'incident.merged'> & { readonly into: string; readonly title: string; readonly channel?: string })
  | (Fact<'incident.unmerged'> & { readonly from: string; readonly reason?: string })
  | (Fact<'incident.absorbed'> & { readonly incident: Pick<Absorbed, 'id' | 'title' | 'key' | 'channel'> })
  | (Fact<'incident.released'> & { readonly incident: string })
  /** Another incident speaks for it from the start, until it leaves. */
  | (Fact<'incident.gathered'> & { readonly gathering: Gathering })
  | (Fact<'incident.left'> & { readonly from: string; readonly reason?: string })
  /** How incidents stand that this one speaks for. */
  | (Fact<'parts.told'> & { readonly parts: readonly Part[] })
  | (Fact<'alarms.split-off'> & {
      readonly to: string;
      readonly title: string;
      readonly severity: Severity;
      readonly alarms: readonly AlarmFact[];
    })
  | (Fact<'incident.split-from'> & { readonly incident: SplitSource })
  | (Fact<'incident.made-private'> & { readonly reason?: string })
  /** `number`: 1 for the first draft that was asked for. */
  | (Fact<'postmortem.requested'> & { readonly number: number })
  | (Fact<'postmortem.drafted'> & { readonly number: number; readonly draft: StoredDraft })
  | (Fact<'postmortem.failed'> & { readonly number: number; readonly reason: string })
  | (Fact<'postmortem.moved'> & { readonly from: PostmortemStatus; readonly to: PostmortemStatus })
  /** A draft goes into the channel's canvas, over what is there. */
  | (Fact<'postmortem.taken'> & { readonly number: number });

export type EntryType = Entry['type'];

/** The entries of one command, recorded together: one item of the table, keyed by incident and version. */
export interface Commit {
  readonly incident: string;
  /** 1 for the first; the sort key. */
  readonly version: number;
  /** What caused it (EventBridge id, Slack event id, trigger …); a redelivery carries the same. */
  readonly cause: string;
  readonly recordedAt: string;
  readonly entries: readonly Entry[];
}
