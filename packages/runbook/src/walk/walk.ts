import type { Exits, Runbook, StepType, Target } from '../model.ts';
import type { Act, BackAct } from '../spec/acts.ts';

/** What a walk keeps of the runbook it began with, so that a later version does not move it: the way, without the text. */
export interface WalkPlan {
  readonly file: string;
  readonly version: string;
  readonly title: string;
  readonly steps: readonly PlannedStep[];
  /** Acts say what they would do, and change nothing. */
  readonly dryRun?: true;
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
  /** Whether Tocsin can undo the act; without it people do, as the runbook says. */
  readonly back?: { readonly approval?: true };
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
  /** What became of the latest of the earlier attempts, oldest first. */
  readonly earlier: readonly Outcome[];
  /** How the latest act is being taken back, or was. */
  readonly undo?: Undo;
}
/** `tries`: how often it was begun. */
export type Undo = { readonly tries: number } & (
  | ({ readonly type: 'asked' } & Told)
  | ({ readonly type: 'declined' } & Told)
  | ({ readonly type: 'running'; readonly approvedBy?: string } & Told)
  | ({ readonly type: 'undone'; readonly worked: boolean; readonly said: string } & Evidence & Told)
);
/** What stands behind what Tocsin says of a look or an act. */
export interface Evidence {
  /** Where it is seen. */
  readonly link?: string;
  /** When a reading was true, ISO 8601. */
  readonly readAt?: string;
  /** What came back, cut and free of secrets. */
  readonly output?: string;
  /** It may have happened; this tells whether it did. */
  readonly lookAt?: string;
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
  | ({ readonly type: 'checked'; readonly asExpected: boolean; readonly said: string } & Evidence & Told)
  | ({ readonly type: 'acted'; readonly worked: boolean; readonly said: string } & Evidence & Told);

export type Ended =
  | { readonly type: 'completed'; readonly at: string }
  | { readonly type: 'stopped'; readonly at: string; readonly by: string; readonly why: string }
  /** Another runbook goes on from here. */
  | { readonly type: 'continued'; readonly at: string; readonly file: string };

/** What a walk needs of a runbook. `needsApproval` is asked of each act and of what takes it back. */
export function planOf(runbook: Runbook, needsApproval: (act: Act | BackAct) => boolean = ownApproval): WalkPlan {
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
      ...(step.type === 'act' ? { ...approvalOf(needsApproval(step.act)), ...backOf(step.act, needsApproval) } : {}),
    };
  });
  return { file, version, title, steps };
}

const ownApproval = (act: Act | BackAct): boolean => 'approval' in act && act.approval !== undefined;
const approvalOf = (needed: boolean): { approval?: true } => (needed ? { approval: true } : {});

/** Weights that were found are always put back; of anything else the runbook says how. */
function backOf(act: Act, needsApproval: (act: Act | BackAct) => boolean): Pick<PlannedStep, 'back'> {
  if (typeof act.back === 'object') return { back: approvalOf(needsApproval(act.back)) };
  return act.act === 'route53-weight' || act.act === 'alb-weight' ? { back: {} } : {};
}

export const plannedStep = ({ plan }: Walk, id: string | undefined): PlannedStep | undefined =>
  plan.steps.find((step) => step.id === id);

const untouched: StepRecord = { attempt: 0, status: { type: 'pending' }, notes: [], earlier: [] };
export const recordOf = ({ steps }: Walk, id: string): StepRecord =>
  (Object.hasOwn(steps, id) ? steps[id] : undefined) ?? untouched;

export const evidenceOf = ({ link, readAt, output, lookAt }: Evidence): Evidence => ({
  ...(link === undefined ? {} : { link }),
  ...(readAt === undefined ? {} : { readAt }),
  ...(output === undefined ? {} : { output }),
  ...(lookAt === undefined ? {} : { lookAt }),
});

/** The walk with one step's record changed. */
export const update = (walk: Walk, step: string, change: (record: StepRecord) => StepRecord): Walk => ({
  ...walk,
  steps: { ...walk.steps, [step]: change(recordOf(walk, step)) },
});

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
