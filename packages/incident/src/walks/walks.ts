import type { Walk, What } from '@tocsin/runbook';
import type { Incident } from '../incident.ts';

/** A walk through a runbook within an incident: the way and what became of each step, without the runbook's text. */
export interface IncidentWalk {
  /** `R1` for the incident's first; stays the same for good. */
  readonly id: string;
  /** Slack user id. */
  readonly begunBy: string;
  /** Why this runbook, in words. */
  readonly reason?: string;
  /** What was named when it was begun; by and by triage may know better. */
  readonly begunFor?: { readonly step?: string; readonly dependency?: string };
  readonly walk: Walk;
  /** What Tocsin was asked to look at or to do: of each step the latest, and every act. */
  readonly orders: readonly Order[];
  /** The latest times that it was handed to somebody, who is told of it. */
  readonly handovers?: readonly WalkHandover[];
  /** When it was last moved. */
  readonly movedAt: string;
  readonly moves: number;
}

export interface WalkHandover {
  /** 1 for the walk's first. */
  readonly number: number;
  /** Slack user ids. */
  readonly from: string;
  readonly to: string;
  /** The title of the step that was to be done then. */
  readonly step?: string;
}

/** One look or one act that somebody asked for: a task for the functions that look and act. */
export interface Order {
  /** Names the task for good: walk, step and attempt. */
  readonly task: string;
  readonly step: string;
  readonly attempt: number;
  readonly what: What;
  /** It undoes what this task did. */
  readonly undoes?: string;
  /** Slack user id of who asked for it. */
  readonly by: string;
  /** When it was asked for; once it runs, since when. */
  readonly at: string;
  readonly approvedBy?: string;
  /** In a drill: it is truly done, not rehearsed. */
  readonly forReal?: true;
  readonly status: 'asked' | 'running' | 'settled';
  /** People went on without its result: it is not sent again, and what it brings moves nothing. */
  readonly left?: true;
  /** How often it was sent again, its result being overdue. */
  readonly chased: number;
  readonly result?: TaskResult;
}

/** How a task ended, as the incident remembers it; `at` is when it was read or over. */
export interface TaskResult {
  readonly type: 'read' | 'done' | 'failed' | 'unknown' | 'refused' | 'would';
  /** It read what is expected, or it was done. */
  readonly good: boolean;
  /** In words; text from outside, cut and free of secrets. */
  readonly said: string;
  readonly at: string;
  /** What was read, if it is one value. */
  readonly value?: string;
  /** What came back, for whoever wants to read more; stands on the timeline alone. */
  readonly output?: string;
  /** Where it is seen in the console. */
  readonly link?: string;
  /** What tells whether it happened, or what to do instead. */
  readonly next?: string;
}

/** Keeps the snapshot small: whoever walks more than this in one incident has another incident. */
export const mostWalks = 12;
/** A loop that nobody leaves ends here. */
export const mostMoves = 400;
/** Who moves a walk when a result does. */
export const tocsinName = 'Tocsin';

export const walksOf = (incident: Pick<Incident, 'walks'>): readonly IncidentWalk[] => incident.walks ?? [];

export const walkOf = (incident: Pick<Incident, 'walks'>, id: string): IncidentWalk | undefined =>
  walksOf(incident).find((one) => one.id === id);

/** The walk and the order of a task. */
export function orderOf(
  incident: Pick<Incident, 'walks'>,
  task: string,
): { readonly walk: IncidentWalk; readonly order: Order } | undefined {
  for (const walk of walksOf(incident)) {
    const order = walk.orders.find((one) => one.task === task);
    if (order) return { walk, order };
  }
  return undefined;
}

/** What the current step asked for and waits for, if it does. */
export function currentOrder({ walk, orders }: IncidentWalk): Order | undefined {
  const attempt = walk.at === undefined ? 0 : (walk.steps[walk.at]?.attempt ?? 0);
  return orders.find((order) => isOf(order, walk.at, attempt));
}

/** What was asked for at the attempt before this one, which ended in nothing that a walk can go by. */
export function orderBefore({ walk, orders }: IncidentWalk): Order | undefined {
  const attempt = walk.at === undefined ? 0 : (walk.steps[walk.at]?.attempt ?? 0);
  return orders.find((order) => isOf(order, walk.at, attempt - 1));
}

const isOf = ({ step, attempt, undoes }: Order, at: string | undefined, asked: number): boolean =>
  undoes === undefined && step === at && attempt === asked;

/** Tasks that are to be with the functions that look and act. */
export const runningOrders = (incident: Pick<Incident, 'walks'>): Order[] =>
  walksOf(incident).flatMap(({ orders }) => orders.filter(({ status, left }) => status === 'running' && !left));

/** In a drill an act says what it would do and changes nothing; what was truly done is truly undone. */
export const isDryRun = ({ drill }: Pick<Incident, 'drill'>, { what, undoes, forReal }: Order): boolean =>
  drill === true && what.type !== 'check' && undoes === undefined && !forReal;

export const taskOf = (walk: string, step: string, attempt: number): string => `${walk}/${step}/${attempt}`;
