export * from './apply.ts';
export type { WalkEvent } from './events.ts';
export * from './moves.ts';
export * from './next.ts';
export * from './progress.ts';
export {
  type Ended,
  isOutcome,
  type Note,
  type Outcome,
  type PlannedStep,
  plannedStep,
  planOf,
  recordOf,
  type StepRecord,
  type StepStatus,
  targetAfter,
  type Walk,
  type WalkPlan,
} from './walk.ts';
