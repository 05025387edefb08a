import type { Exits, Runbook, StepType, Target } from '../model.ts';

/** What a walk keeps of the runbook it began with, so that a later version does not move it: the way, without the text. */
export interface WalkPlan {
  readonly file: string;
  readonly version: string;
  readonly title: string;
  readonly steps: readonly PlannedStep[];
}
export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  readonly type: StepType;
  readonly exits: Exits;
  /** How long a check or an act may take before it counts as not answered, ms. */
  readonly timeoutMs?: number;
  /** Whether someone else has to agree to the act. */
  readonly approval?: true;
}

/** Where a walk through a runbook is, and what became of each step: the fold of its events. */
export interface Walk {
  readonly plan: WalkPlan;
  readonly startedAt: string;
  readonly walkers: readonly string[];
  /** The step to be done now; absent once the walk has ended. */
  readonly at?: string;
  readonly steps: Readonly<Record<string, StepRecord>>;
  /** The steps that were left, in the order in which they were, to go back by. */
  readonly trail: readonly string[];
  readonly ended?: Ended;
}

export interface StepRecord {
  /** How often the step was begun; 0 before the first time. */
  readonly attempt: number;
  readonly status: StepStatus;
  readonly notes: readonly Note[];
  /** What became of earlier attempts, oldest first. */
  readonly earlier: readonly Outcome[];
}
interface Told {
  readonly by: string;
  readonly at: string;
}
export interface Note extends Told {
  readonly text: string;
}
export type StepStatus =
  | { readonly type: 'pending' }
  | { readonly type: 'active'; readonly since: string }
  /** An act waits for someone else to agree. */
  | ({ readonly type: 'asked' } & Told)
  | ({ readonly type: 'running'; readonly approvedBy?: string } & Told)
  | Outcome;
export type Outcome =
  | ({ readonly type: 'done' } & Told)
  | ({ readonly type: 'skipped'; readonly why: string } & Told)
  | ({ readonly type: 'did-not-work'; readonly why: string } & Told)
  | ({ readonly type: 'answered'; readonly answer: string } & Told)
  | ({ readonly type: 'checked'; readonly asExpected: boolean; readonly said: string } & Told)
  | ({ readonly type: 'acted'; readonly worked: boolean; readonly said: string } & Told);

export type Ended =
  | { readonly type: 'completed'; readonly at: string }
  | { readonly type: 'stopped'; readonly at: string; readonly by: string; readonly why: string }
  /** Another runbook goes on from here. */
  | { readonly type: 'continued'; readonly at: string; readonly file: string };

/** What a walk needs of a runbook. */
export function planOf(
  runbook: Runbook,
  needsApproval: (step: Runbook['steps'][number]) => boolean = ownApproval,
): WalkPlan {
  const { file, version, title } = runbook;
  const steps = runbook.steps.map((step): PlannedStep => {
    const spec = step.type === 'check' ? step.check : step.type === 'act' ? step.act : undefined;
    const within = spec && 'within' in spec ? (spec.within ?? 0) : 0;
    return {
      id: step.id,
      title: step.title,
      type: step.type,
      exits: step.exits,
      ...(spec ? { timeoutMs: spec.timeout + within } : {}),
      ...(step.type === 'act' && needsApproval(step) ? { approval: true } : {}),
    };
  });
  return { file, version, title, steps };
}

const ownApproval = (step: Runbook['steps'][number]): boolean => step.type === 'act' && step.act.approval !== undefined;

export const plannedStep = ({ plan }: Walk, id: string | undefined): PlannedStep | undefined =>
  plan.steps.find((step) => step.id === id);

const untouched: StepRecord = { attempt: 0, status: { type: 'pending' }, notes: [], earlier: [] };
export const recordOf = ({ steps }: Walk, id: string): StepRecord =>
  (Object.hasOwn(steps, id) ? steps[id] : undefined) ?? untouched;

export const isOutcome = (status: StepStatus): status is Outcome =>
  !['pending', 'active', 'asked', 'running'].includes(status.type);

/** A check or an act that went badly and whose runbook does not say what then: people decide. */
export const wentBadly = (status: StepStatus): boolean =>
  (status.type === 'checked' && !status.asExpected) || (status.type === 'acted' && !status.worked);

/** Where the outcome of a step leads; undefined while it stays where it is. */
export function targetAfter(step: PlannedStep, outcome: Outcome): Target | undefined {
  const { onward, otherwise, branches } = step.exits;
  if (outcome.type === 'answered') return branches.find(({ label }) => label === outcome.answer)?.target ?? onward;
  if (wentBadly(outcome)) return otherwise;
  return outcome.type === 'did-not-work' ? (otherwise ?? onward) : onward;
}
