import type { WalkEvent } from './events.ts';
import { type Evidence, evidenceOf, plannedStep, recordOf, type Undo, update, type Walk } from './walk.ts';

/** Taking back what an act did. Unlike other moves it is possible after the walk has left the step, and after its end. */
export type UndoMove =
  | ({ readonly type: 'undo' | 'approve-undo' | 'decline-undo' } & OnStep)
  | ({ readonly type: 'undone'; readonly worked: boolean; readonly said: string } & Evidence & OnStep);
interface OnStep {
  readonly step: string;
  readonly attempt: number;
}
type UndoEvent = Extract<WalkEvent, { type: `undo.${string}` }>;

const types: ReadonlySet<string> = new Set([
  'undo',
  'approve-undo',
  'decline-undo',
  'undone',
] satisfies UndoMove['type'][]);
export const isUndo = (move: { readonly type: string }): move is UndoMove => types.has(move.type);

/** Steps whose act can be taken back now: it was done, or may have been, and was not taken back yet. */
export const undoable = (walk: Walk): string[] =>
  walk.plan.steps.flatMap(({ id }) => (undoMovesAt(walk, id).includes('undo') ? [id] : []));

/** The ways of taking a step's act back that would not be refused now. */
export function undoMovesAt(walk: Walk, id: string): UndoMove['type'][] {
  const { status, undo } = recordOf(walk, id);
  if (plannedStep(walk, id)?.back === undefined || walk.plan.dryRun) return [];
  if (undo?.type === 'asked') return ['approve-undo', 'decline-undo'];
  if (undo?.type === 'running') return ['undone'];
  const did = status.type === 'acted' && (status.worked || status.lookAt !== undefined);
  return did && !(undo?.type === 'undone' && undo.worked) ? ['undo'] : [];
}

/** The event that a move gives, or why it is refused. */
export function decideUndo(walk: Walk, move: UndoMove, who: { by: string; at: string }): WalkEvent | string {
  const { step: id, attempt } = move;
  const step = plannedStep(walk, id);
  const { attempt: current, undo } = recordOf(walk, id);
  if (!step || current !== attempt) return 'This was done again since, or is no step of this runbook.';
  if (!undoMovesAt(walk, id).includes(move.type)) return insteadOf(walk, id, undo);
  const onStep = { step: id, attempt, ...who };
  switch (move.type) {
    case 'undo':
      return step.back?.approval ? { type: 'undo.asked', ...onStep } : { type: 'undo.started', ...onStep };
    case 'approve-undo':
      if (undo?.type !== 'asked') return insteadOf(walk, id, undo);
      if (undo.by === who.by) return 'Someone else has to agree to this.';
      return { type: 'undo.started', ...onStep, by: undo.by, approvedBy: who.by };
    case 'decline-undo':
      return { type: 'undo.declined', ...onStep };
    case 'undone':
      return { type: 'undo.settled', worked: move.worked, said: move.said, ...evidenceOf(move), ...onStep };
    default:
      return move satisfies never;
  }
}

function insteadOf(walk: Walk, id: string, undo: Undo | undefined): string {
  if (undo?.type === 'running') return 'It is being taken back; the result is awaited.';
  if (undo?.type === 'asked') return 'Taking it back waits for someone else to agree.';
  if (undo?.type === 'undone' && undo.worked) return 'It was taken back already.';
  if (walk.plan.dryRun) return 'It was a dry run: there is nothing to take back.';
  return 'There is nothing here that Tocsin could take back.';
}

export function applyUndo(walk: Walk, event: UndoEvent): Walk {
  const { step, by, at, attempt } = event;
  const record = recordOf(walk, step);
  if (!plannedStep(walk, step) || record.attempt !== attempt) return walk;
  const tries = record.undo?.tries ?? 0;
  const become = (undo: Undo): Walk => update(walk, step, (old) => ({ ...old, undo }));
  switch (event.type) {
    case 'undo.asked':
      return become({ type: 'asked', tries, by, at });
    case 'undo.declined':
      return become({ type: 'declined', tries, by, at });
    case 'undo.started': {
      const { approvedBy } = event;
      return become({ type: 'running', tries: tries + 1, by, at, ...(approvedBy === undefined ? {} : { approvedBy }) });
    }
    case 'undo.settled':
      return become({ type: 'undone', tries, worked: event.worked, said: event.said, ...evidenceOf(event), by, at });
    default:
      return event satisfies never;
  }
}
