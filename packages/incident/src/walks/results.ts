import { decideMove, type WalkEvent } from '@tocsin/runbook';
import { tocsin } from '../actor.ts';
import type { Command } from '../commands.ts';
import { accept, type Decision, refuse } from '../decision.ts';
import type { Incident } from '../incident.ts';
import { told } from './moving.ts';
import { titleOf } from './undoing.ts';
import { type IncidentWalk, type Order, orderOf, type TaskResult, tocsinName } from './walks.ts';

/**
 * A look or an act ended. It moves its walk if that still waits for it; what comes after people went on, and what was
 * undone, is told all the same: it happened.
 */
export function recordResult(
  incident: Incident,
  { task, result }: Command & { type: 'record-result' },
  at: string,
): Decision {
  const found = orderOf(incident, task);
  if (!found) return refuse('not-possible', `no walk of incident ${incident.id} asked for ${task}`);
  const { walk, order } = found;
  if (order.status === 'settled') return refuse('already-done', `${task} has its result already`);
  const events = order.undoes === undefined && !order.left ? eventsOf(walk, order, result, at) : [];
  if (events.length > 0) return accept(...told(walk, events, { at, by: tocsin, result }));
  const { step } = order;
  return accept({ type: 'task.told', at, by: tocsin, walk: walk.id, task, step, title: titleOf(walk, step), result });
}

function eventsOf({ walk }: IncidentWalk, { step, attempt, what }: Order, result: TaskResult, at: string): WalkEvent[] {
  const onStep = { step, attempt, by: tocsinName, at };
  // Neither a reading nor a deed: no exit of the step is meant for that, so it stands open again and people decide.
  if (decidesNothing(what, result)) return walk.at === step ? [{ type: 'step.again', ...onStep }] : [];
  const { good, said } = result;
  const moved = decideMove(
    walk,
    what.type === 'check'
      ? { type: 'checked', step, attempt, asExpected: good, said }
      : { type: 'acted', step, attempt, worked: good, said },
    { by: tocsinName, at },
  );
  return moved.type === 'moved' ? [...moved.events] : [];
}

function decidesNothing({ type }: Order['what'], result: TaskResult): boolean {
  if (result.type === 'refused' || result.type === 'unknown' || result.type === 'would') return true;
  return type === 'check' && result.type === 'failed';
}
