import type { Target } from '../model.ts';
import type { WalkEvent } from './events.ts';
import { isOutcome, plannedStep, recordOf, type StepRecord, targetAfter, type Walk } from './walk.ts';

/** Folds one event onto a walk. An event that no longer applies, as one that is delivered twice, changes nothing. */
export function applyWalkEvent(walk: Walk | undefined, event: WalkEvent): Walk | undefined {
  if (event.type === 'walk.began') {
    if (walk) return walk;
    const { plan, at, by } = event;
    const begun: Walk = { plan, startedAt: at, walkers: [by], steps: {}, trail: [] };
    const [first] = plan.steps;
    return first ? enter(begun, first.id, at) : { ...begun, ended: { type: 'completed', at } };
  }
  if (!walk) return undefined;
  switch (event.type) {
    case 'walk.joined':
      return withWalker(walk, event.by);
    case 'walk.left':
      return { ...walk, walkers: walk.walkers.filter((walker) => walker !== event.by) };
    case 'walk.stopped': {
      if (walk.ended) return walk;
      const { at: _, ...stopped } = walk;
      return { ...stopped, ended: { type: 'stopped', at: event.at, by: event.by, why: event.why } };
    }
    case 'step.noted': {
      const { by, at, text, step } = event;
      if (!plannedStep(walk, step)) return walk;
      return update(walk, step, (record) => ({ ...record, notes: [...record.notes, { by, at, text }] }));
    }
    default:
      return onCurrentStep(walk, event);
  }
}

/** Folds all that happened; undefined where no walk began. */
export const foldWalk = (events: readonly WalkEvent[]): Walk | undefined =>
  events.reduce<Walk | undefined>(applyWalkEvent, undefined);

type StepEvent = Extract<WalkEvent, { type: `step.${string}` }>;

function onCurrentStep(walk: Walk, event: Exclude<StepEvent, { type: 'step.noted' }>): Walk {
  const { step, at, by } = event;
  const planned = plannedStep(walk, step);
  const record = recordOf(walk, step);
  if (!planned || walk.at !== step || record.attempt !== event.attempt) return walk;
  const withStatus = (status: StepRecord['status']): Walk => update(walk, step, (old) => ({ ...old, status }));
  switch (event.type) {
    case 'step.asked':
      return withStatus({ type: 'asked', by, at });
    case 'step.declined':
      return withStatus({ type: 'active', since: at });
    case 'step.started':
      return withStatus({
        type: 'running',
        by,
        at,
        ...(event.approvedBy === undefined ? {} : { approvedBy: event.approvedBy }),
      });
    case 'step.settled':
      return go(withStatus(event.outcome), step, targetAfter(planned, event.outcome), at);
    case 'step.again':
      return enter(walk, step, at);
    case 'step.went-on':
      return go(walk, step, planned.exits.onward, at);
    case 'step.left':
      return back(walk, step, at);
    default:
      return event satisfies never;
  }
}

function go(walk: Walk, from: string, target: Target | undefined, at: string): Walk {
  if (target === undefined) return walk;
  const left = { ...walk, trail: [...walk.trail, from] };
  if (target.type === 'step' && plannedStep(walk, target.step)) return enter(left, target.step, at);
  const { at: _, ...ended } = left;
  return {
    ...ended,
    ended: target.type === 'runbook' ? { type: 'continued', at, file: target.file } : { type: 'completed', at },
  };
}

function back(walk: Walk, from: string, at: string): Walk {
  const previous = walk.trail.at(-1);
  if (previous === undefined) return walk;
  const reopened = update(walk, from, (record) => ({
    ...record,
    status: isOutcome(record.status) ? record.status : { type: 'pending' },
  }));
  return enter({ ...reopened, trail: walk.trail.slice(0, -1) }, previous, at);
}

function enter(walk: Walk, step: string, at: string): Walk {
  const entered = update(walk, step, ({ attempt, status, notes, earlier }) => ({
    attempt: attempt + 1,
    status: { type: 'active', since: at },
    notes,
    earlier: isOutcome(status) ? [...earlier, status] : earlier,
  }));
  return { ...entered, at: step };
}

const update = (walk: Walk, step: string, change: (record: StepRecord) => StepRecord): Walk => ({
  ...walk,
  steps: { ...walk.steps, [step]: change(recordOf(walk, step)) },
});

const withWalker = (walk: Walk, by: string): Walk =>
  walk.walkers.includes(by) ? walk : { ...walk, walkers: [...walk.walkers, by] };
