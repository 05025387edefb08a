import { tocsin } from '../actor.ts';
import { accept, type Decision, refuse } from '../decision.ts';
import type { Incident } from '../incident.ts';
import { type IncidentWalk, type Order, runningOrders, walksOf } from './walks.ts';

/** Queues and cold starts take their time beside what the step itself may take. */
const graceMs = 30_000;
/** SQS forgets what it was sent after five minutes; before that, sending again reaches nobody. */
const againMs = 5 * 60_000;
/** After that it is for people: the step says so. */
const mostChases = 3;

/** When the result of a task counts as overdue, ISO 8601. */
export function overdueFrom({ what, at }: Order): string {
  const spec = what.type === 'check' ? what.check : what.act;
  const within = 'within' in spec ? (spec.within ?? 0) : 0;
  return new Date(Date.parse(at) + spec.timeout + within + graceMs).toISOString();
}

const chaseAt = (order: Order): string =>
  new Date(Date.parse(overdueFrom(order)) + order.chased * againMs).toISOString();

const chased = (incident: Incident): Order[] =>
  incident.status === 'closed' ? [] : runningOrders(incident).filter((order) => order.chased < mostChases);

/** When the next task is to be sent again, or undefined while none is awaited. */
export const chaseDue = (incident: Incident): string | undefined => chased(incident).map(chaseAt).sort()[0];

/** Tells one occasion from another. */
export const chaseCause = (incident: Incident): string => {
  const first = chased(incident).sort((a, b) => chaseAt(a).localeCompare(chaseAt(b)))[0];
  return `chase:${first?.task ?? ''}:${(first?.chased ?? 0) + 1}`;
};

/** Tasks whose result is overdue are sent once more; whoever has them already does nothing twice. */
export function chase(incident: Incident, at: string): Decision {
  const due = new Set(chased(incident).filter((order) => chaseAt(order) <= at));
  const entries = walksOf(incident).flatMap((walk) =>
    walk.orders.filter((order) => due.has(order)).map((order) => overdue(walk, order, at)),
  );
  return entries.length === 0 ? refuse('not-due', 'no result is overdue') : accept(...entries);
}

const overdue = ({ id, walk }: IncidentWalk, { task, step, chased: before }: Order, at: string) =>
  ({
    type: 'task.overdue',
    at,
    by: tocsin,
    walk: id,
    task,
    step,
    title: walk.plan.steps.find((one) => one.id === step)?.title ?? step,
    number: before + 1,
  }) as const;
