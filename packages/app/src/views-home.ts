import type { About, PostmortemStatus, Role } from '@tocsin/incident';
import type { AnnouncementView } from './views.ts';

/** An incident in a list that somebody reads. */
export interface ListedView extends AnnouncementView {
  /** They are among its responders. */
  readonly joined: boolean;
}

/** What somebody sees in the app's Home. */
export interface HomeView {
  readonly now: string;
  /** Newest first. */
  readonly open: readonly ListedView[];
  readonly moreOpen: boolean;
  /** Open incidents in which they have a role. */
  readonly roles: readonly (ListedView & { readonly roles: readonly Role[] })[];
  /** Runbooks that they walk. */
  readonly walks: readonly OwnWalk[];
  /** Their action items, the first due first. */
  readonly actions: readonly OwnAction[];
  readonly due: readonly DueLine[];
  /** Of the latest incidents, those that have a postmortem or should. */
  readonly postmortems: readonly PostmortemLine[];
  /** The latest that are over. */
  readonly over: readonly (ListedView & { readonly left: number; readonly resolvedAt?: string })[];
}

interface InIncident {
  readonly incident: string;
  readonly title: string;
  readonly channel?: string;
}

export interface OwnWalk extends InIncident {
  /** R1, R2 … */
  readonly walk: string;
  readonly runbook: string;
  /** Title of the step that is to be done now. */
  readonly step: string;
  readonly settled: number;
  readonly total: number;
}

export interface OwnAction extends InIncident {
  readonly id: string;
  readonly text: string;
  /** A day. */
  readonly due?: string;
  readonly overdue: boolean;
}

export interface PostmortemLine extends InIncident {
  /** Without one nobody asked for it yet. */
  readonly status?: PostmortemStatus;
  /** The newest draft. */
  readonly draft?: number;
  readonly reviewDue?: string;
  readonly overdue?: boolean;
}

/** Something that waits for the person. */
export interface DueLine extends InIncident {
  readonly about: About;
  readonly due: string;
  readonly overdue: boolean;
}
