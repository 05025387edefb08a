import {
  applyWalkEvent,
  beginWalk,
  decideMove,
  isUndo,
  type Move,
  nextOf,
  plannedStep,
  recordOf,
  type Walk,
  type WalkEvent,
} from '@tocsin/runbook';
import { type Actor, tocsin } from './actor.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { Incident } from './incident.ts';
import { acknowledged } from './responders.ts';

/** A runbook that is or was walked in an incident. */
export interface IncidentWalk {
  /** `R1` for the incident's first; stays the same for good. */
  readonly id: string;
  readonly walk: Walk;
}

/** Keeps the snapshot small. An incident that needs more needs another way of being worked on. */
export const mostWalks = 12;
/** The queue to the function that looks or acts, and the way of its answer, take their time too. */
const graceMs = 60_000;

export const walksOf = (incident: Pick<Incident, 'walks'>): readonly IncidentWalk[] => incident.walks ?? [];
export const openWalks = (incident: Pick<Incident, 'walks'>): IncidentWalk[] =>
  walksOf(incident).filter(({ walk }) => walk.ended === undefined);

type WalkCommand = Extract<Command, { type: 'begin-walk' | 'move-walk' | 'run-act' | 'settle-step' }>;

/** Runbooks are walked until the incident is closed; what was acted may be taken back, and is answered for, even then. */
export function answerWalk(incident: Incident, command: WalkCommand, { at }: Context): Decision {
  if (command.type === 'begin-walk') return begin(incident, command, at);
  const found = walksOf(incident).find(({ id }) => id === command.walk);
  if (!found) return refuse('not-possible', noSuch(incident, command.walk));
  const { move, by } = command;
  if (incident.status === 'closed' && command.type !== 'settle-step' && !isUndo(move))
    return refuse('not-open', `incident ${incident.id} is closed, and its timeline with it`);
  if (command.type === 'move-walk' && changes(found.walk, move))
    return refuse('not-allowed', 'what Tocsin changes is asked for as such: “/incident runbook run”');
  const moved = decideMove(found.walk, move, { by: byOf(by), at });
  if (moved.type === 'moved') return accept(...acknowledgedBy(incident, by, at), ...told(found, by, moved.events, at));
  if (command.type !== 'settle-step') return refuse('not-possible', moved.reason);
  // People went on without it. What it says is still a fact.
  const { step, attempt, said } = command.move;
  const text = `Answered late: ${said}`;
  return plannedStep(found.walk, step)
    ? accept(...told(found, by, [{ type: 'step.noted', text, step, attempt, by: byOf(by), at }], at))
    : refuse('not-possible', moved.reason);
}

/** Whether a move makes Tocsin change something outside. */
export const changes = (walk: Walk, { type, ...move }: Move): boolean =>
  type === 'undo' ||
  type === 'approve-undo' ||
  ((type === 'start' || type === 'approve') && 'step' in move && plannedStep(walk, move.step)?.type === 'act');

function begin(incident: Incident, { by, plan }: WalkCommand & { type: 'begin-walk' }, at: string): Decision {
  if (incident.status === 'closed') return refuse('not-open', `incident ${incident.id} is closed`);
  const walks = walksOf(incident);
  const open = openWalks(incident).find(({ walk }) => walk.plan.file === plan.file);
  if (open) return refuse('already-done', `${open.id}, “${plan.title}”, is being walked already`);
  if (walks.length >= mostWalks)
    return refuse(
      'not-possible',
      `${mostWalks} runbooks were walked in this incident; note further steps with “/incident note”`,
    );
  const begun = beginWalk(plan, { by: by.id, at });
  return begun.type === 'refused'
    ? refuse('not-possible', begun.reason)
    : accept(
        ...acknowledgedBy(incident, by, at),
        ...told({ id: `R${walks.length + 1}`, walk: { plan } }, by, begun.events, at),
      );
}

const told = (
  { id, walk }: { id: string; walk: Pick<Walk, 'plan'> },
  by: Actor,
  events: readonly WalkEvent[],
  at: string,
): Entry[] =>
  events.map((event) => {
    const step = 'step' in event ? walk.plan.steps.find((planned) => planned.id === event.step) : undefined;
    return { type: 'runbook.walked', at, by, walk: id, about: (step ?? walk.plan).title, event };
  });

const acknowledgedBy = (incident: Incident, by: Actor, at: string): Entry[] =>
  by.type === 'person' ? acknowledged(incident, by, at) : [];

const byOf = (actor: Actor): string => (actor.type === 'person' ? actor.id : 'tocsin');

function noSuch(incident: Incident, asked: string): string {
  const ids = walksOf(incident).map(({ id }) => id);
  return `no runbook is walked here as ${asked}; ${ids.length === 0 ? 'none was begun' : `there is ${ids.join(', ')}`}`;
}

/** The incident after a step of a walk. */
export function withWalk(
  incident: Incident,
  { walk: id, event }: Extract<Entry, { type: 'runbook.walked' }>,
): Incident {
  const before = walksOf(incident);
  const walk = applyWalkEvent(before.find((known) => known.id === id)?.walk, event);
  if (!walk) return incident;
  const next = { id, walk };
  return {
    ...incident,
    walks: before.some((known) => known.id === id)
      ? before.map((known) => (known.id === id ? next : known))
      : [...before, next],
  };
}

/** Something that Tocsin is to look at or to do, or to take back. */
export interface Errand {
  readonly walk: string;
  readonly step: string;
  readonly attempt: number;
  /** Set when it takes back what the attempt did: how often that was begun. */
  readonly undo?: number;
  readonly by: string;
  readonly approvedBy?: string;
  readonly at: string;
}

/** What Tocsin was told to look at or to do and has not answered yet. */
export function errandsOf(incident: Incident): Errand[] {
  return walksOf(incident).flatMap(({ id, walk }) =>
    walk.plan.steps.flatMap((step) => {
      const { attempt, status, undo } = recordOf(walk, step.id);
      const errands: Errand[] = [];
      const of = (running: { by: string; at: string; approvedBy?: string }) => ({
        walk: id,
        step: step.id,
        attempt,
        by: running.by,
        at: running.at,
        ...(running.approvedBy === undefined ? {} : { approvedBy: running.approvedBy }),
      });
      if (walk.at === step.id && status.type === 'running') errands.push(of(status));
      if (undo?.type === 'running') errands.push({ ...of(undo), undo: undo.tries });
      return errands;
    }),
  );
}

/** When the first look or act of those that run counts as not answered. */
export function walkDue(incident: Incident): string | undefined {
  return overdueAt(incident)
    .map(({ due }) => due)
    .sort()[0];
}

/** What did not answer in time: people go on without it. */
export function timeOut(incident: Incident, { at }: Context): Decision {
  const overdue = overdueAt(incident).filter(({ due }) => due <= at);
  const entries = overdue.flatMap(({ of, move }) => {
    const moved = decideMove(of.walk, move, { by: byOf(tocsin), at });
    return moved.type === 'moved' ? told(of, tocsin, moved.events, at) : [];
  });
  return entries.length > 0
    ? accept(...entries)
    : refuse('not-due', 'every look and act has answered or has time left');
}

interface Overdue {
  readonly of: IncidentWalk;
  readonly due: string;
  readonly move: Move;
}

function overdueAt(incident: Incident): Overdue[] {
  return openWalks(incident).flatMap((of): Overdue[] => {
    const next = nextOf(of.walk);
    if (next.type !== 'result' || next.due === undefined) return [];
    const { step, attempt } = next;
    const said = 'There was no answer in time.';
    const move: Move =
      step.type === 'check'
        ? { type: 'checked', asExpected: false, said, step: step.id, attempt }
        : {
            type: 'acted',
            worked: false,
            said,
            lookAt: 'what it changes: it may still be under way',
            step: step.id,
            attempt,
          };
    return [{ of, due: new Date(Date.parse(next.due) + graceMs).toISOString(), move }];
  });
}
