import type { Branch } from '../model.ts';
import type { Move } from './moves.ts';
import { type PlannedStep, plannedStep, recordOf, type StepStatus, type Walk, wentBadly } from './walk.ts';

export type MoveType = Move['type'];

/** What the walk waits for. */
export type Next =
  | { readonly type: 'do' | 'check' | 'act'; readonly step: PlannedStep; readonly attempt: number }
  | {
      readonly type: 'decide';
      readonly step: PlannedStep;
      readonly attempt: number;
      readonly answers: readonly Branch[];
    }
  | { readonly type: 'approve'; readonly step: PlannedStep; readonly attempt: number; readonly askedBy: string }
  | { readonly type: 'result'; readonly step: PlannedStep; readonly attempt: number; readonly due?: string }
  /** It went badly, and the runbook does not say what then. */
  | { readonly type: 'went-badly'; readonly step: PlannedStep; readonly attempt: number; readonly said: string }
  | { readonly type: 'nothing' };

/** What comes next, given all that happened. */
export function nextOf(walk: Walk): Next {
  const step = plannedStep(walk, walk.at);
  if (!step) return { type: 'nothing' };
  const { attempt, status } = recordOf(walk, step.id);
  if (status.type === 'asked') return { type: 'approve', step, attempt, askedBy: status.by };
  if (status.type === 'running') {
    const due = dueOf(step, status);
    return { type: 'result', step, attempt, ...(due === undefined ? {} : { due }) };
  }
  if (status.type === 'checked' || status.type === 'acted')
    return { type: 'went-badly', step, attempt, said: status.said };
  return step.type === 'decide'
    ? { type: 'decide', step, attempt, answers: step.exits.branches }
    : { type: step.type, step, attempt };
}

/** The moves that would not be refused now, but for what they say. There is always one until the walk has ended. */
export function movesAt(walk: Walk): MoveType[] {
  const step = plannedStep(walk, walk.at);
  if (!step) return [];
  const { status } = recordOf(walk, step.id);
  const back: MoveType[] = walk.trail.length > 0 ? ['back'] : [];
  const always: MoveType[] = ['note', 'stop'];
  if (wentBadly(status)) return ['again', 'go-on', ...back, ...always];
  switch (status.type) {
    case 'asked':
      return ['approve', 'decline', 'skip', ...back, ...always];
    case 'running':
      // Whoever sees that nothing will come of it need not wait for the time limit.
      return [step.type === 'check' ? 'checked' : 'acted', 'did-not-work', ...always];
    default:
      return [...movesOn(step), ...back, ...always];
  }
}

function movesOn({ type, exits }: PlannedStep): MoveType[] {
  switch (type) {
    case 'do':
      return ['done', 'skip', 'did-not-work'];
    // Tocsin may be unable to look or to act; then a person does it by hand and says so.
    case 'check':
    case 'act':
      return ['start', 'done', 'skip', 'did-not-work'];
    case 'decide':
      return exits.onward ? ['answer', 'done'] : ['answer'];
    default:
      return type satisfies never;
  }
}

/** When a running check or act counts as not answered. */
function dueOf({ timeoutMs }: PlannedStep, status: Extract<StepStatus, { type: 'running' }>): string | undefined {
  return timeoutMs === undefined ? undefined : new Date(Date.parse(status.at) + timeoutMs).toISOString();
}

/** Where the walk is, in a sentence. */
export function describeCurrent(walk: Walk): string {
  const step = plannedStep(walk, walk.at);
  if (step) {
    const { attempt } = recordOf(walk, step.id);
    return `The walk is at "${step.title}"${attempt > 1 ? `, attempt ${attempt}` : ''}.`;
  }
  const { ended } = walk;
  if (ended?.type === 'stopped') return 'The walk was stopped.';
  return ended?.type === 'continued' ? `The walk went on in ${ended.file}.` : 'The walk is over.';
}
