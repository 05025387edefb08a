import type { Outcome, WalkPlan } from './walk.ts';

/** What happened in a walk, to be kept on the incident's timeline; the walk is the fold of these. */
export type WalkEvent =
  | ({ readonly type: 'walk.began'; readonly plan: WalkPlan } & Told)
  /** `from`: who handed it over. */
  | ({ readonly type: 'walk.joined'; readonly from?: string } & Told)
  | ({ readonly type: 'walk.left' } & Told)
  | ({ readonly type: 'step.asked' | 'step.declined' | 'step.again' | 'step.went-on' } & OnStep)
  | ({ readonly type: 'step.started'; readonly approvedBy?: string } & OnStep)
  | ({ readonly type: 'step.settled'; readonly outcome: Outcome } & OnStep)
  | ({ readonly type: 'step.noted'; readonly text: string } & OnStep)
  /** Someone went back from this step to the one before. */
  | ({ readonly type: 'step.left' } & OnStep)
  | ({ readonly type: 'walk.stopped'; readonly why: string } & Told);

interface Told {
  readonly by: string;
  readonly at: string;
}
interface OnStep extends Told {
  readonly step: string;
  readonly attempt: number;
}
