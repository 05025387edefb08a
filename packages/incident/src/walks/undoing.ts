import { isShift, type What } from '@tocsin/runbook';
import type { PeopleCommand } from '../commands.ts';
import { accept, type Decision, refuse } from '../decision.ts';
import type { Incident } from '../incident.ts';
import { type IncidentWalk, type Order, walkOf } from './walks.ts';

/** An act that can be undone, and how that stands. */
export interface WayBack {
  readonly step: string;
  readonly attempt: number;
  /** The task that did what is undone. */
  readonly of: string;
  readonly what: What;
  /** Somebody wants it undone and somebody else has to agree, or it is being undone. */
  readonly order?: Order;
}

/** What can be undone by Tocsin now, the latest first. */
export const waysBackOf = (walk: IncidentWalk): WayBack[] =>
  walk.orders
    .flatMap((order): WayBack[] => {
      const what = whatUndoes(order);
      if (!what) return [];
      const tries = walk.orders.filter(({ undoes }) => undoes === order.task);
      if (tries.some(({ result }) => result?.type === 'done')) return [];
      const open = tries.find(({ status }) => status !== 'settled');
      return [{ step: order.step, attempt: order.attempt, of: order.task, what, ...(open ? { order: open } : {}) }];
    })
    .reverse();

/** Of an act that happened, or may have. A shift that failed has moved some of the way. */
function whatUndoes({ what, task, undoes, result }: Order): What | undefined {
  if (what.type !== 'act' || undoes !== undefined || result === undefined) return undefined;
  const { act } = what;
  if (isShift(act)) return happened(result.type, 'failed') ? { type: 'put-back', act, of: task } : undefined;
  const back = 'back' in act && typeof act.back === 'object' ? act.back : undefined;
  return back && happened(result.type) ? { type: 'act', act: back } : undefined;
}

const happened = (type: string, ...also: string[]): boolean => ['done', 'unknown', ...also].includes(type);

/** Somebody wants an act undone, agrees to somebody else who does, or does not. */
export function undo(
  incident: Incident,
  { by, walk: id, step, attempt, move, needsApproval }: PeopleCommand & { type: 'undo-act' },
  at: string,
): Decision {
  if (incident.status === 'closed')
    return refuse('not-open', `incident ${incident.id} is closed, and its timeline with it`);
  const walk = walkOf(incident, id);
  const way = walk && waysBackOf(walk).find((one) => one.step === step && one.attempt === attempt);
  if (!walk || !way) return refuse('not-possible', 'there is nothing here that Tocsin could take back');
  const { order, what, of } = way;
  if (order?.status === 'running') return refuse('already-done', 'it is being taken back; its result is awaited');
  const told = { at, by, walk: id, step, title: titleOf(walk, step), undoes: of, what };
  if (move === 'undo') {
    if (order) return refuse('already-done', 'taking it back waits for someone else to agree');
    const tries = walk.orders.filter(({ undoes }) => undoes === of).length;
    const task = `${of}/back/${tries + 1}`;
    return accept({ type: needsApproval ? 'undo.asked' : 'undo.started', ...told, task });
  }
  if (!order) return refuse('not-possible', 'nobody asked to take it back');
  const { task } = order;
  if (move === 'decline-undo')
    return accept({ type: 'undo.declined', at, by, walk: id, step, title: told.title, task });
  if (order.by === by.id) return refuse('not-possible', 'someone else has to agree to this');
  return accept({ type: 'undo.started', ...told, task, approves: order.by });
}

export const titleOf = ({ walk }: IncidentWalk, step: string): string =>
  walk.plan.steps.find(({ id }) => id === step)?.title ?? step;
