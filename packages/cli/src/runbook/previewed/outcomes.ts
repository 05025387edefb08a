import {
  applyWalkEvent,
  fillSpec,
  type Outcome,
  plannedStep,
  type Step,
  type VariableValues,
  type Walk,
  type WalkEvent,
} from '@tocsin/runbook';
import { madeUpReadings } from './readings.ts';

/** One thing that can come of a step, and the walk that follows from it. */
export interface Possible {
  /** What somebody presses or Tocsin reads. */
  readonly when: string;
  /** What would be read, made up. */
  readonly said?: string;
  readonly leads: string;
  readonly walk: Walk;
}

/** Everything that can come of the step that a walk stands at, by what moves true walks. */
export function possibleAt(walk: Walk, step: Step, values: VariableValues): Possible[] {
  const after = (when: string, outcome: Outcome): Possible => {
    const next = settledBy(walk, step.id, outcome);
    const said = outcome.type === 'checked' ? { said: outcome.said } : {};
    return { when, ...said, leads: whereTo(next, step.id), walk: next };
  };
  const told = { by: 'Tocsin', at: walk.startedAt };
  const by = { by: walk.walkers[0] ?? '', at: walk.startedAt };
  const failing = after('Did not work', { type: 'did-not-work', why: 'because', ...by });
  switch (step.type) {
    case 'do':
      return [after('Done', { type: 'done', ...by }), failing];
    case 'decide':
      return step.exits.branches.map(({ label }) => after(label, { type: 'answered', answer: label, ...by }));
    case 'check': {
      const filled = fillSpec(step.check, values);
      if (filled.type === 'refused') return [after('Done by hand', { type: 'done', ...by }), failing];
      const { good, bad } = madeUpReadings(filled.spec);
      return [
        ...(good === undefined
          ? []
          : [after('As expected', { type: 'checked', asExpected: true, said: good, ...told })]),
        after('Not as expected', { type: 'checked', asExpected: false, said: bad, ...told }),
      ];
    }
    case 'act':
      return [
        after('It worked', { type: 'acted', worked: true, said: 'it was done', ...told }),
        after('It did not work', { type: 'acted', worked: false, said: 'it was not done', ...told }),
      ];
    default:
      return step satisfies never;
  }
}

function settledBy(walk: Walk, step: string, outcome: Outcome): Walk {
  const { by, at } = outcome;
  const attempt = walk.steps[step]?.attempt ?? 1;
  const event: WalkEvent = { type: 'step.settled', step, attempt, by, at, outcome };
  return applyWalkEvent(walk, event) ?? walk;
}

function whereTo(walk: Walk, from: string): string {
  if (walk.at === from) return 'waits for people: try again, or go on all the same';
  const next = plannedStep(walk, walk.at);
  if (next) return `goes on with “${next.title}”`;
  return walk.ended?.type === 'continued' ? `goes on in ${walk.ended.file}` : 'is at its end';
}
