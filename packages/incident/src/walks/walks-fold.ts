import { applyWalkEvent, recordOf, type WalkEvent } from '@tocsin/runbook';
import type { Entry } from '../entries.ts';
import type { Incident } from '../incident.ts';
import { type IncidentWalk, type Order, type TaskResult, taskOf, walksOf } from './walks.ts';

export type WalkEntry = Extract<Entry, { readonly type: `walk.${string}` | `task.${string}` | `undo.${string}` }>;

/** As many of a walk as may still have to be told of after a crash. */
const rememberedHandovers = 5;
/** What an incident remembers of a result beside the timeline. */
const rememberedWords = 500;

/** The walks after an entry; one of a walk that is not there changes nothing. */
export function walksAfter(incident: Incident, entry: WalkEntry): readonly IncidentWalk[] {
  const before = walksOf(incident);
  if (entry.type === 'walk.began') {
    const { walk: id, plan, reason, at, by } = entry;
    const begunBy = by.type === 'person' ? by.id : '';
    const walk = applyWalkEvent(undefined, { type: 'walk.began', plan, by: begunBy, at });
    if (!walk || before.some((one) => one.id === id)) return before;
    return [
      ...before,
      {
        id,
        begunBy,
        ...(reason === undefined ? {} : { reason }),
        begunFor: namedBy(incident),
        walk,
        orders: [],
        movedAt: at,
        moves: 0,
      },
    ];
  }
  return before.map((walk) => (walk.id === entry.walk ? after(walk, entry) : walk));
}

const namedBy = ({ naming }: Incident): NonNullable<IncidentWalk['begunFor']> => ({
  ...(naming?.step === undefined ? {} : { step: naming.step }),
  ...(naming?.dependency === undefined ? {} : { dependency: naming.dependency }),
});

function after(walk: IncidentWalk, entry: Exclude<WalkEntry, { type: 'walk.began' }>): IncidentWalk {
  switch (entry.type) {
    case 'walk.moved':
      return moved(walk, entry);
    case 'walk.ended':
      // Follows from the move before it; the timeline says so in words.
      return walk;
    case 'task.told':
      return settled(walk, ({ task }) => task === entry.task, entry.result);
    case 'task.overdue':
      return changed(walk, (order) => (order.task === entry.task ? { ...order, chased: entry.number } : order));
    case 'undo.declined':
      return { ...walk, orders: walk.orders.filter(({ task }) => task !== entry.task) };
    case 'undo.asked':
    case 'undo.started':
      return ordered(walk, undoing(walk, entry));
    default:
      entry satisfies never;
      return walk;
  }
}

function moved(
  state: IncidentWalk,
  { event, order: what, forReal: real, result, at }: WalkEntry & { type: 'walk.moved' },
): IncidentWalk {
  const walk = applyWalkEvent(state.walk, event) ?? state.walk;
  const next: IncidentWalk = { ...state, walk, movedAt: at, moves: state.moves + 1 };
  if (event.type === 'step.asked' || event.type === 'step.started') {
    const { step, attempt, by } = event;
    const approvedBy = event.type === 'step.started' ? event.approvedBy : undefined;
    const task = taskOf(state.id, step, attempt);
    const before = state.orders.find((one) => one.task === task);
    const asked = what ?? before?.what;
    if (!asked) return next;
    const status = event.type === 'step.asked' ? 'asked' : 'running';
    return ordered(next, {
      task,
      step,
      attempt,
      what: asked,
      by,
      at,
      status,
      chased: 0,
      ...(approvedBy === undefined ? {} : { approvedBy }),
      ...((real ?? before?.forReal) ? { forReal: true } : {}),
    });
  }
  if (event.type === 'walk.joined' && event.from !== undefined) return handedOver(next, event.from, event.by);
  if (result) return settled(next, (order) => isOf(order, event), result);
  return leaving(next);
}

function handedOver(walk: IncidentWalk, from: string, to: string): IncidentWalk {
  const before = walk.handovers ?? [];
  const step = walk.walk.plan.steps.find(({ id }) => id === walk.walk.at)?.title;
  const number = (before.at(-1)?.number ?? 0) + 1;
  const handover = { number, from, to, ...(step === undefined ? {} : { step }) };
  return { ...walk, handovers: [...before, handover].slice(-rememberedHandovers) };
}

const isOf = ({ step, attempt, undoes }: Order, event: WalkEvent): boolean =>
  'step' in event && undoes === undefined && step === event.step && attempt === event.attempt;

/** With a new order, or another state of it. Of looks only the latest of a step is kept; acts stay, to be undone. */
function ordered(walk: IncidentWalk, order: Order): IncidentWalk {
  const kept = walk.orders.filter(
    (one) =>
      one.task !== order.task && !(one.step === order.step && one.what.type === 'check' && one.status === 'settled'),
  );
  return { ...walk, orders: [...kept, order] };
}

function undoing(walk: IncidentWalk, entry: WalkEntry & { type: 'undo.asked' | 'undo.started' }): Order {
  const { task, undoes, step, what, at, by } = entry;
  const who = by.type === 'person' ? by.id : '';
  const attempt = walk.orders.find((one) => one.task === undoes)?.attempt ?? 0;
  const order = { task, undoes, step, attempt, what, at, chased: 0 };
  if (entry.type === 'undo.asked') return { ...order, by: who, status: 'asked' };
  const { approves } = entry;
  return { ...order, status: 'running', ...(approves === undefined ? { by: who } : { by: approves, approvedBy: who }) };
}

function settled(
  walk: IncidentWalk,
  which: (order: Order) => boolean,
  { output: _, ...result }: TaskResult,
): IncidentWalk {
  const kept = { ...result, said: result.said.slice(0, rememberedWords) };
  return changed(walk, (order) =>
    which(order) && order.status !== 'settled' ? { ...order, status: 'settled', result: kept } : order,
  );
}

/** Somebody moved on: what was only asked for is no longer wanted, and what runs is no longer waited for. */
function leaving(walk: IncidentWalk): IncidentWalk {
  const current = walk.walk;
  const orders = walk.orders.flatMap((order): Order[] => {
    if (order.undoes !== undefined || order.status === 'settled') return [order];
    const { status, attempt } = recordOf(current, order.step);
    const waits = current.at === order.step && attempt === order.attempt && status.type === order.status;
    if (waits) return [order];
    return order.status === 'asked' ? [] : [{ ...order, left: true }];
  });
  return { ...walk, orders };
}

const changed = (walk: IncidentWalk, change: (order: Order) => Order): IncidentWalk => ({
  ...walk,
  orders: walk.orders.map(change),
});
