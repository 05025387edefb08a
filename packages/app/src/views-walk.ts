import type { Block, MoveType, Note, Outcome, SpecLine, StepType } from '@tocsin/runbook';

/** A walk through a runbook: one message of the channel, kept up to date. Variables of its texts are filled in. */
export interface WalkView {
  readonly type: 'walk';
  readonly incident: string;
  /** R1, R2 … */
  readonly walk: string;
  readonly title: string;
  /** Where the runbook stands in the catalog's repository, if that is known. */
  readonly url?: string;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly walkers: readonly string[];
  /** Steps that are settled; those, and the fewest that are still to come; among them those that were not done. */
  readonly settled: number;
  readonly total: number;
  readonly skipped: number;
  readonly didNotWork: number;
  /** What became of the steps that were left, in the order in which they were. */
  readonly trail: readonly WalkedStep[];
  readonly current?: CurrentStep;
  readonly ended?: WalkEnd;
  readonly waysBack: readonly WayBack[];
  /** Something else is named by now than when this was begun, and this runbook fits that. */
  readonly better?: { readonly file: string; readonly title: string; readonly reason: string };
  /** What was skipped, did not work or was noted makes a change to the runbook that can be shown. */
  readonly proposes?: true;
}

/** An act that can be taken back, or is being taken back. */
export interface WayBack {
  readonly step: string;
  readonly attempt: number;
  readonly title: string;
  /** What undoes it. */
  readonly words: string;
  readonly moves: readonly ('undo' | 'approve-undo' | 'decline-undo')[];
  /** Who wants it, where somebody else has to agree. */
  readonly askedBy?: string;
}

export interface WalkedStep {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** How often it was begun. */
  readonly attempts: number;
  /** From when it was begun to when it was settled. */
  readonly seconds?: number;
  /** Where what was read or done is seen. */
  readonly link?: string;
  readonly notes: readonly Note[];
}

export interface CurrentStep {
  readonly id: string;
  readonly title: string;
  readonly kind: StepType;
  readonly attempt: number;
  readonly text: readonly Block[];
  /** The address of the file that its text stands in, which relative links in it start from. */
  readonly base?: string;
  /** What a check looks at or an act does, line by line. */
  readonly spec?: readonly SpecLine[];
  /** Somebody else has to agree before it is done. */
  readonly approval?: true;
  /** A drill: Tocsin says what it would do, and changes nothing unless somebody wants it for real and another agrees. */
  readonly dryRun?: true;
  /** What a dry run said that it would do. */
  readonly rehearsed?: string;
  /** Why Tocsin cannot look or act; people do it by hand. */
  readonly byHand?: string;
  readonly state: CurrentState;
  readonly moves: readonly MoveType[];
  /** Of a question, in their order. */
  readonly answers: readonly string[];
  readonly notes: readonly Note[];
  /** What became of the attempts before. */
  readonly earlier: readonly Outcome[];
}

export type CurrentState =
  | { readonly type: 'active'; readonly since: string }
  /** Somebody wants it done, and somebody else has to agree. */
  | { readonly type: 'asked'; readonly by: string; readonly at: string; readonly forReal?: true }
  | {
      readonly type: 'running';
      readonly by: string;
      readonly at: string;
      readonly approvedBy?: string;
      readonly due?: string;
      /** No answer came in time, and it was asked for again. */
      readonly overdue?: true;
    }
  | { readonly type: 'went-badly'; readonly said: string; readonly at: string; readonly link?: string };

export type WalkEnd = { readonly at: string; readonly minutes: number } & (
  | { readonly type: 'completed' }
  | { readonly type: 'stopped'; readonly by: string; readonly why: string }
  /** It goes on in another runbook. */
  | { readonly type: 'continued'; readonly file: string }
);

/** Said once to whoever is to walk on. */
export interface WalkHandedView {
  readonly type: 'walk-handed';
  readonly incident: string;
  readonly walk: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** The step that was to be done then. */
  readonly step?: string;
}

/** An offer to walk through a runbook, before anybody began to. */
export interface RunbookOfferView {
  readonly type: 'runbook-offer';
  readonly incident: string;
  readonly offered?: {
    readonly file: string;
    readonly title: string;
    readonly steps: number;
    readonly url?: string;
    readonly owner?: string;
    readonly lastReviewed?: string;
  };
  /** Why this one, or why none. */
  readonly reason: string;
  /** How many others fit as well. */
  readonly others: number;
  /** Nothing fails any more: there may be nothing to mend. */
  readonly recovered?: true;
  /** It was taken up, or there is nothing to mend any more: nothing is left to press. */
  readonly over?: true;
}
