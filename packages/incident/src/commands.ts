import type { Move, WalkPlan, What } from '@tocsin/runbook';
import type { Severity } from '@tocsin/workflow';
import type { ActionChange, ActionKind, Source } from './actions.ts';
import type { Actor, Person, Role } from './actor.ts';
import type { EntryRef } from './amendments.ts';
import type { CapturedContent, Mark, MessageRef } from './captures.ts';
import type { QuotedMessage } from './declaring.ts';
import type { AlarmFact, CanaryRun } from './evidence.ts';
import type { Gathering, Part } from './gathering.ts';
import type { About } from './matters.ts';
import type { Absorbed, SplitSource } from './merging.ts';
import type { PageTarget } from './paging.ts';
import type { PostmortemStatus, StoredDraft } from './postmortem.ts';
import type { TaskResult } from './walks/walks.ts';

/** Everything that can be asked of an incident. Alarms and canary runs are commands too: they may change nothing. */
export type Command =
  | {
      readonly type: 'observe-alarms';
      readonly alarms: readonly AlarmFact[];
      readonly canary?: CanaryRun;
      readonly key: string;
      /** Another incident speaks for the one that they open. */
      readonly gathering?: Gathering;
      /** They were split off, but what has them since is over. */
      readonly takeBack?: true;
    }
  | { readonly type: 'observe-deletion'; readonly alarm: Pick<AlarmFact, 'key' | 'name' | 'arn'>; readonly at: string }
  | { readonly type: 'observe-canary'; readonly run: CanaryRun }
  | {
      readonly type: 'declare';
      readonly title: string;
      readonly severity: Severity;
      readonly key: string;
      readonly workflow?: string;
      readonly step?: string;
      readonly summary?: string;
      readonly private?: true;
      /** Nothing is truly broken: people practise, and acts are dry runs. */
      readonly drill?: true;
      /** When the trouble began, if before now. */
      readonly since?: string;
      readonly from?: QuotedMessage;
      readonly by: Actor;
    }
  | { readonly type: 'propose-resolution' }
  /** Nobody acknowledged in time. */
  | { readonly type: 'escalate' }
  | { readonly type: 'remind' }
  /** Whom a round's matters concern is not to be disturbed before then. */
  | {
      readonly type: 'defer-reminder';
      readonly round: number;
      readonly matters: readonly { readonly about: About; readonly until: string }[];
    }
  /** Another incident goes on in this one. */
  | {
      readonly type: 'absorb';
      readonly by: Actor;
      readonly from: Pick<Absorbed, 'id' | 'title' | 'key' | 'channel'> & { readonly severity: Severity };
      readonly alarms: readonly AlarmFact[];
    }
  | { readonly type: 'release'; readonly by: Actor; readonly id: string }
  /** Incidents that this one speaks for say how they stand; `storm`: it is made for them. */
  | {
      readonly type: 'hear-parts';
      readonly parts: readonly Part[];
      readonly storm?: { readonly title: string; readonly key: string };
    }
  /** `over`: because the incident that spoke for it is, so what recovered is over with it. */
  | { readonly type: 'leave'; readonly by: Actor; readonly reason?: string; readonly over?: true }
  | {
      readonly type: 'receive-split';
      readonly by: Actor;
      readonly from: SplitSource;
      readonly private?: true;
      readonly title: string;
      readonly severity: Severity;
      readonly key: string;
      readonly alarms: readonly AlarmFact[];
    }
  | {
      readonly type: 'record-channel';
      readonly channel: string;
      readonly name: string;
      /** Whether it is a private one, which a private incident must have. */
      readonly private?: boolean;
    }
  /** What was read of a captured message, or why it could not be. */
  | {
      readonly type: 'record-message';
      readonly by: Actor;
      readonly message: MessageRef;
      readonly content?: CapturedContent;
      readonly missing?: string;
      /** The edit that was known when it was read, if it was read because of one. */
      readonly edit?: string;
    }
  | {
      readonly type: 'edit-message';
      readonly by: Actor;
      readonly message: MessageRef;
      readonly text: string;
      readonly editedTs: string;
      /** Not all of it is in the text: it mentions somebody, or came with other files. */
      readonly readAgain?: true;
    }
  | { readonly type: 'delete-message'; readonly by: Actor; readonly message: MessageRef }
  /** A look or an act that a walk asked for ended. */
  | { readonly type: 'record-result'; readonly task: string; readonly result: TaskResult }
  /** Results are overdue. */
  | { readonly type: 'chase' }
  /** A draft was asked for and nothing came of it. */
  | { readonly type: 'give-draft-up' }
  /** What came of a request for a draft of the postmortem. */
  | {
      readonly type: 'record-draft';
      readonly number: number;
      readonly outcome:
        | { readonly type: 'drafted'; readonly draft: StoredDraft }
        | { readonly type: 'failed'; readonly reason: string };
    }
  | PeopleCommand;

interface Marked {
  readonly by: Actor;
  readonly message: MessageRef;
  readonly mark: Mark;
  /** When it was done in Slack. */
  readonly eventAt: string;
}

/** What people ask of an incident that there is. */
export type PeopleCommand =
  | { readonly type: 'acknowledge'; readonly by: Actor }
  | { readonly type: 'take-command'; readonly by: Person }
  | { readonly type: 'assign-role'; readonly by: Actor; readonly role: Role; readonly to: string }
  /** The commander passes command on. */
  | { readonly type: 'hand-off'; readonly by: Person; readonly to: string; readonly note?: string }
  /** People overrule triage until one of them gives the step back to it. */
  | { readonly type: 'name-step'; readonly by: Person; readonly step: string; readonly reason?: string }
  | { readonly type: 'release-step'; readonly by: Person }
  | { readonly type: 'change-severity'; readonly by: Actor; readonly to: Severity; readonly reason?: string }
  /** `at`: when it happened, if before now. */
  /** `from`: the message whose words they are, where it is in no channel of the incident's. */
  | {
      readonly type: 'note';
      readonly by: Actor;
      readonly text: string;
      readonly at?: string;
      readonly from?: QuotedMessage;
    }
  | ({ readonly type: 'mark-message' } & Marked)
  | ({ readonly type: 'unmark-message' } & Marked)
  | { readonly type: 'correct-entry'; readonly by: Actor; readonly entry: EntryRef; readonly text: string }
  | { readonly type: 'withdraw-entry'; readonly by: Actor; readonly entry: EntryRef; readonly reason?: string }
  /** No reminder for so long. */
  | { readonly type: 'snooze'; readonly by: Person; readonly minutes: number }
  /** What is known by now, for everybody who waits; `nextAt` is when they hear more. */
  | {
      readonly type: 'post-update';
      readonly by: Actor;
      readonly text: string;
      readonly impact?: string;
      readonly nextAt?: string;
    }
  | { readonly type: 'join'; readonly by: Person; readonly who: string }
  | { readonly type: 'begin-walk'; readonly by: Person; readonly plan: WalkPlan; readonly reason?: string }
  /** `order`: what a check that is started looks at, its variables filled in. */
  | {
      readonly type: 'move-walk';
      readonly by: Person;
      readonly walk: string;
      readonly move: Move;
      readonly order?: What;
    }
  /** Starts an act, or agrees to it. */
  | {
      readonly type: 'run-act';
      readonly by: Person;
      readonly walk: string;
      readonly move: Extract<Move, { readonly type: 'approve' | 'start' }>;
      readonly order?: What;
      /** The policy of today wants a second person. */
      readonly needsApproval?: true;
      /** In a drill, where it would be a dry run otherwise. */
      readonly forReal?: true;
    }
  /** Undoes what was done at a step, agrees to that, or does not. */
  | {
      readonly type: 'undo-act';
      readonly by: Person;
      readonly walk: string;
      readonly step: string;
      readonly attempt: number;
      readonly move: 'undo' | 'approve-undo' | 'decline-undo';
      readonly needsApproval?: true;
    }
  | { readonly type: 'page'; readonly by: Person; readonly target?: PageTarget; readonly reason?: string }
  | {
      readonly type: 'add-action';
      readonly by: Person;
      readonly text: string;
      readonly owner?: string;
      readonly due?: string;
      readonly kind?: ActionKind;
      readonly source?: Source;
    }
  | { readonly type: 'change-action'; readonly by: Person; readonly action: string; readonly change: ActionChange }
  | { readonly type: 'finish-action'; readonly by: Person; readonly action: string }
  | { readonly type: 'reopen-action'; readonly by: Person; readonly action: string }
  | { readonly type: 'drop-action'; readonly by: Person; readonly action: string; readonly reason: string }
  | { readonly type: 'mitigate'; readonly by: Actor; readonly note?: string }
  | { readonly type: 'resolve'; readonly by: Actor; readonly note?: string }
  /** Whether its correlation key is free is not for the fold to know. */
  | { readonly type: 'reopen'; readonly by: Actor; readonly reason?: string }
  | { readonly type: 'close'; readonly by: Actor }
  /** Whether the other one is open is not for the fold to know. */
  | {
      readonly type: 'merge';
      readonly by: Actor;
      readonly into: string;
      readonly title: string;
      readonly channel?: string;
    }
  | { readonly type: 'unmerge'; readonly by: Actor; readonly reason?: string }
  /** Alarms, by key, that are another trouble; `to` is the id of the incident to be. */
  | {
      readonly type: 'split';
      readonly by: Person;
      readonly to: string;
      readonly title: string;
      readonly alarms: readonly string[];
    }
  | { readonly type: 'make-private'; readonly by: Actor; readonly reason?: string }
  | { readonly type: 'draft-postmortem'; readonly by: Person }
  | { readonly type: 'move-postmortem'; readonly by: Person; readonly to: PostmortemStatus }
  | { readonly type: 'take-draft'; readonly by: Person; readonly number: number };

/** Why a command changed nothing, in words for the person who gave it. */
export interface Refusal {
  readonly type: 'refusal';
  readonly code:
    | 'nothing-new'
    | 'already-done'
    | 'not-open'
    | 'no-incident'
    | 'not-due'
    | 'not-possible'
    | 'elsewhere'
    | 'not-allowed';
  readonly reason: string;
}
