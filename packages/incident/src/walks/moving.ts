import {
  applyWalkEvent,
  beginWalk,
  decideMove,
  type Move,
  progressOf,
  type Walk,
  type WalkEvent,
  type What,
} from '@tocsin/runbook';
import type { Actor } from '../actor.ts';
import type { PeopleCommand } from '../commands.ts';
import { accept, type Decision, refuse } from '../decision.ts';
import type { Entry } from '../entries.ts';
import { type Incident, isOpen } from '../incident.ts';
import { titleOf } from './undoing.ts';
import { type IncidentWalk, mostMoves, mostWalks, type TaskResult, walkOf, walksOf } from './walks.ts';

/** Several runbooks may be walked at once, each by as many people as like; the same one only once at a time. */
export function begin(
  incident: Incident,
  { by, plan, reason }: PeopleCommand & { type: 'begin-walk' },
  at: string,
): Decision {
  const { id, status } = incident;
  if (!isOpen(incident)) return refuse('not-open', `incident ${id} is ${status}; a runbook is walked while it is open`);
  const walks = walksOf(incident);
  const same = walks.find(({ walk }) => walk.plan.file === plan.file && !walk.ended);
  if (same) return refuse('already-done', `${same.id} walks "${plan.title}" already; go on there`);
  if (walks.length >= mostWalks)
    return refuse('not-possible', `an incident has up to ${mostWalks} walks; follow the runbook's text by hand`);
  const begun = beginWalk(plan, { by: by.id, at });
  if (begun.type === 'refused') return refuse('not-possible', begun.reason);
  return accept(...(incident.acknowledged ? [] : [{ type: 'incident.acknowledged', at, by } as const]), {
    type: 'walk.began',
    at,
    by,
    walk: `R${walks.length + 1}`,
    plan,
    ...(reason === undefined ? {} : { reason }),
  });
}

/** Somebody moves a walk. A move made on a step or an attempt that is over is refused with where the walk is now. */
export function moveWalk(
  incident: Incident,
  command: PeopleCommand & { type: 'move-walk' | 'run-act' },
  at: string,
): Decision {
  const { by, walk: id, move, order } = command;
  const walk = walkOf(incident, id);
  if (incident.status === 'closed')
    return refuse('not-open', `incident ${incident.id} is closed, and its timeline with it`);
  if (!walk) return refuse('not-possible', noSuch(incident, id));
  if (walk.moves >= mostMoves && move.type !== 'stop')
    return refuse('not-possible', `${id} was moved ${mostMoves} times; stop it and begin anew`);
  const step = 'step' in move ? walk.walk.plan.steps.find((one) => one.id === move.step) : undefined;
  const runs = move.type === 'start' || move.type === 'approve';
  if (runs && step?.type === 'act' && command.type !== 'run-act')
    return refuse('not-possible', 'an act is run by whoever may run acts');
  // What brings a result is for Tocsin alone to say.
  if (move.type === 'checked' || move.type === 'acted') return refuse('not-possible', 'its result is awaited');
  if (move.type === 'start' && order === undefined)
    return refuse('not-possible', 'what it would look at or do is not known; do this step by hand');
  // Who runs something for real in a drill does not decide that alone.
  const forReal = incident.drill === true && command.type === 'run-act' && command.forReal === true;
  const asks = forReal || (command.type === 'run-act' && command.needsApproval);
  const moved = decideMove(asks ? asking(walk.walk, move) : walk.walk, move, { by: by.id, at });
  if (moved.type === 'refused') return refuse('not-possible', moved.reason);
  return accept(
    ...told(walk, moved.events, { at, by, ...(order ? { order } : {}), ...(forReal ? { forReal: true } : {}) }),
  );
}

/** The policy of today asks for a second person where the plan did not. */
function asking(walk: Walk, move: Move): Walk {
  const step = 'step' in move ? move.step : undefined;
  const steps = walk.plan.steps.map((one) => (one.id === step ? { ...one, approval: true as const } : one));
  return { ...walk, plan: { ...walk.plan, steps } };
}

/** The entries of what happened in a walk, and of its end if that was one. */
export function told(
  walk: IncidentWalk,
  events: readonly WalkEvent[],
  { at, by, order, forReal, result }: { at: string; by: Actor; order?: What; forReal?: true; result?: TaskResult },
): Entry[] {
  let state: Walk | undefined = walk.walk;
  const entries = events.map((event): Entry => {
    state = applyWalkEvent(state, event);
    const brings = event.type === 'step.asked' || event.type === 'step.started';
    const settles = event.type === 'step.settled' || event.type === 'step.again';
    const step = 'step' in event ? { title: titleOf(walk, event.step) } : {};
    return {
      type: 'walk.moved',
      at,
      by,
      walk: walk.id,
      event,
      ...step,
      ...(order && brings ? { order, ...(forReal ? { forReal } : {}) } : {}),
      ...(result && settles ? { result } : {}),
    };
  });
  const { ended } = state;
  if (!ended || walk.walk.ended) return entries;
  return [...entries, { type: 'walk.ended', at, by, walk: walk.id, ended, summary: progressOf(state, at).summary }];
}

function noSuch(incident: Incident, asked: string): string {
  const ids = walksOf(incident).map(({ id }) => id);
  const there = ids.length === 0 ? 'no runbook is walked yet' : `there is ${ids.join(', ')}`;
  return `there is no walk ${asked}; ${there}`;
}
