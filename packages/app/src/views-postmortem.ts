import type { PostmortemStatus } from '@tocsin/incident';

/** The postmortem in the incident's channel: one message, kept up to date. */
export interface PostmortemView {
  readonly type: 'postmortem';
  readonly incident: string;
  readonly title: string;
  readonly status: PostmortemStatus;
  /** Since when it has that status. */
  readonly since: string;
  /** A draft that somebody waits for. */
  readonly drawing?: { readonly number: number; readonly by: string; readonly at: string };
  /** What was asked for last failed. */
  readonly failed?: { readonly number: number; readonly reason: string };
  /** Somebody said that none is wanted. */
  readonly declined?: { readonly by: string };
  /** The newest draft that there is. */
  readonly draft?: DraftView;
  /** Number of the draft that the channel's canvas has. */
  readonly inCanvas?: number;
  /** Slack took no canvas for good: the plan has none, or an admin allows none. */
  readonly canvasRefused?: true;
  /** Until when it is to be reviewed. */
  readonly reviewDue?: string;
}

export interface DraftView {
  readonly number: number;
  readonly at: string;
  /** Who asked for it, where that is known. */
  readonly by?: string;
  /** How many things its own check found, and the first of them in words. */
  readonly findings: number;
  readonly foremost: readonly string[];
  /** Titles of the sections that differ from the draft before. */
  readonly changed: readonly string[];
  /** Why not all of the channel is in it. */
  readonly incomplete?: string;
}
