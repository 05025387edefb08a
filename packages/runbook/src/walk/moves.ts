import type { Runbook } from '../model.ts';
import type { WalkEvent } from './events.ts';
import { describeCurrent, type MoveType, movesAt } from './next.ts';
import { type Outcome, plannedStep, planOf, recordOf, type Walk, type WalkPlan } from './walk.ts';

/** What someone, or Tocsin itself, wants to do; a move names the step and the attempt it was made on. */
export type Move =
  | ({ readonly type: 'done' | 'start' | 'approve' | 'decline' | 'again' | 'go-on' | 'back' } & OnStep)
  | ({ readonly type: 'skip' | 'did-not-work'; readonly why: string } & OnStep)
  | ({ readonly type: 'answer'; readonly answer: string } & OnStep)
  | ({ readonly type: 'checked'; readonly asExpected: boolean; readonly said: string } & OnStep)
  | ({ readonly type: 'acted'; readonly worked: boolean; readonly said: string } & OnStep)
  | ({ readonly type: 'note'; readonly text: string } & OnStep)
  | { readonly type: 'join' }
  | { readonly type: 'leave' }
  /** Somebody else walks on. */
  | { readonly type: 'hand-over'; readonly to: string }
  | { readonly type: 'stop'; readonly why: string };
interface OnStep {
  readonly step: string;
  readonly attempt: number;
}

export type Moved =
  | { readonly type: 'moved'; readonly events: readonly [WalkEvent, ...WalkEvent[]] }
  /** What to do instead, and where the walk is now. */
  | { readonly type: 'refused'; readonly reason: string; readonly current: Current };
export interface Current {
  readonly step?: string;
  readonly attempt: number;
  readonly status: string;
}
interface Who {
  readonly by: string;
  readonly at: string;
}

/** Begins a walk; a runbook without steps is refused. */
export function beginWalk(
  plan: WalkPlan | Runbook,
  who: Who,
):
  | { readonly type: 'moved'; readonly events: readonly [WalkEvent] }
  | { readonly type: 'refused'; readonly reason: string } {
  const planned = 'scope' in plan ? planOf(plan) : plan;
  if (planned.steps.length === 0) return { type: 'refused', reason: `"${planned.title}" has no steps to walk through` };
  return { type: 'moved', events: [{ type: 'walk.began', plan: planned, ...who }] };
}

/**
 * Decides a move: the events that it gives, or why it is refused. A move made on a step or an attempt that is no longer
 * the current one is stale and changes nothing, so two people who press at the same time move the walk once.
 */
export function decideMove(walk: Walk, move: Move, who: Who): Moved {
  const refuse = (reason: string): Moved => ({ type: 'refused', reason, current: currentOf(walk) });
  if (move.type === 'leave') {
    return walk.walkers.includes(who.by) ? moved({ type: 'walk.left', ...who }) : refuse('You are not walking this.');
  }
  if (walk.ended) return refuse(describeCurrent(walk));
  if (move.type === 'join') {
    return walk.walkers.includes(who.by)
      ? refuse('You are walking this already.')
      : moved({ type: 'walk.joined', ...who });
  }
  if (move.type === 'hand-over') return handOver(walk, move.to, who) ?? refuse('They walk it already, and you do not.');
  if (move.type === 'stop') {
    return blank(move.why) ? refuse('Say why it is stopped.') : moved({ type: 'walk.stopped', why: move.why, ...who });
  }
  const step = plannedStep(walk, move.step);
  if (!step) return refuse(`This runbook has no step "${move.step}". ${describeCurrent(walk)}`);
  const onStep = { step: move.step, attempt: move.attempt, ...who };
  if (move.type === 'note') {
    return blank(move.text)
      ? refuse('The note is empty.')
      : joining(walk, who, { type: 'step.noted', text: move.text, ...onStep });
  }
  const record = recordOf(walk, step.id);
  if (walk.at !== step.id) return refuse(`The walk has left "${step.title}" meanwhile. ${describeCurrent(walk)}`);
  if (record.attempt !== move.attempt) return refuse(`That was meant for an earlier attempt. ${describeCurrent(walk)}`);
  if (!movesAt(walk).includes(move.type)) return refuse(insteadOf(walk, move.type));

  switch (move.type) {
    case 'start':
      return joining(
        walk,
        who,
        step.approval ? { type: 'step.asked', ...onStep } : { type: 'step.started', ...onStep },
      );
    case 'approve': {
      if (record.status.type !== 'asked') return refuse(describeCurrent(walk));
      if (record.status.by === who.by) return refuse('Someone else has to agree to this.');
      return joining(walk, who, { type: 'step.started', ...onStep, by: record.status.by, approvedBy: who.by });
    }
    case 'decline':
      return joining(walk, who, { type: 'step.declined', ...onStep });
    case 'again':
      return joining(walk, who, { type: 'step.again', ...onStep });
    case 'go-on':
      return joining(walk, who, { type: 'step.went-on', ...onStep });
    case 'back':
      return joining(walk, who, { type: 'step.left', ...onStep });
    case 'skip':
    case 'did-not-work':
      if (blank(move.why)) return refuse('Say why, for those who mend the runbook afterwards.');
      return settled({ type: move.type === 'skip' ? 'skipped' : 'did-not-work', why: move.why, ...who });
    case 'answer':
      return step.exits.branches.some(({ label }) => label === move.answer)
        ? settled({ type: 'answered', answer: move.answer, ...who })
        : refuse(`The answers are: ${step.exits.branches.map(({ label }) => label).join(', ')}.`);
    case 'done':
      return settled({ type: 'done', ...who });
    case 'checked':
      return settled({ type: 'checked', asExpected: move.asExpected, said: move.said, ...who });
    case 'acted':
      return settled({ type: 'acted', worked: move.worked, said: move.said, ...who });
    default:
      return move satisfies never;
  }

  function settled(outcome: Outcome): Moved {
    // What a check read is told by Tocsin, which does not walk.
    const event: WalkEvent = { type: 'step.settled', outcome, ...onStep };
    return outcome.type === 'checked' || outcome.type === 'acted' ? moved(event) : joining(walk, who, event);
  }
}

const moved = (...events: [WalkEvent, ...WalkEvent[]]): Moved => ({ type: 'moved', events });

/** Whoever moves walks along. */
const joining = (walk: Walk, { by, at }: Who, event: WalkEvent): Moved =>
  walk.walkers.includes(by) ? moved(event) : moved({ type: 'walk.joined', by, at }, event);

function handOver(walk: Walk, to: string, { by, at }: Who): Moved | undefined {
  const joins: WalkEvent[] = walk.walkers.includes(to) ? [] : [{ type: 'walk.joined', by: to, at, from: by }];
  const leaves: WalkEvent[] = walk.walkers.includes(by) && by !== to ? [{ type: 'walk.left', by, at }] : [];
  const [first, ...others] = [...joins, ...leaves];
  return first && moved(first, ...others);
}

const blank = (text: string): boolean => text.trim() === '';

function insteadOf(walk: Walk, type: MoveType): string {
  const { status } = recordOf(walk, walk.at ?? '');
  if (type === 'back') return 'This is where the walk began.';
  if (type === 'skip' && plannedStep(walk, walk.at)?.type === 'decide')
    return 'A question is answered, not skipped: choose an answer, or stop the walk.';
  if (status.type === 'running') return 'It is running; its result is awaited.';
  if (status.type === 'asked') return 'It waits for someone else to agree.';
  return `${describeCurrent(walk)} What can be done there: ${movesAt(walk).join(', ')}.`;
}

function currentOf(walk: Walk): Current {
  if (walk.at === undefined) return { attempt: 0, status: 'ended' };
  const { attempt, status } = recordOf(walk, walk.at);
  return { step: walk.at, attempt, status: status.type };
}
