import {
  currentOrder,
  type Incident,
  type IncidentWalk,
  type Order,
  orderBefore,
  resultOverdueFrom,
  type TaskResult,
} from '@tocsin/incident';
import { describeSpec, fillBlocks, type MoveType, movesAt, plannedStep, type Runbook, recordOf } from '@tocsin/runbook';
import type { CurrentState, CurrentStep } from '../views-walk.ts';
import type { Books } from './books.ts';
import { type Ordered, orderFor } from './order.ts';
import { valuesFor } from './values.ts';

/** What only Tocsin itself says. */
const own: ReadonlySet<MoveType> = new Set(['checked', 'acted']);

/** The step to be done now: its text with values filled in, what Tocsin would look at or do, and how that stands. */
export function currentStepOf(
  incident: Incident,
  state: IncidentWalk,
  { books, urlOf }: { readonly books: Books; readonly urlOf: (file: string) => string | undefined },
): CurrentStep | undefined {
  const { walk, movedAt } = state;
  const planned = plannedStep(walk, walk.at);
  if (!planned) return undefined;
  const runbook = books.of(walk.plan);
  const step = runbook?.steps.find(({ id }) => id === planned.id);
  const { attempt, status, notes, earlier } = recordOf(walk, planned.id);
  // As of when it was last moved, so that the same walk shows the same.
  const now = movedAt;
  const order = currentOrder(state);
  const ordered = order ? undefined : orderingOf(incident, step, { runbook, books, now });
  const what = order?.what ?? (ordered?.type === 'order' ? ordered.what : undefined);
  const unfilled = step?.type === 'check' ? step.check : step?.type === 'act' ? step.act : undefined;
  const spec = what === undefined ? unfilled : what.type === 'check' ? what.check : what.act;
  const before = orderBefore(state)?.result;
  const byHand = ordered?.type === 'by-hand' ? ordered.reason : undecided(before);
  const base = step && urlOf(step.place.file);
  const cannot = ordered?.type === 'by-hand';
  const approval = planned.approval || (ordered?.type === 'order' && ordered.approval);
  return {
    id: planned.id,
    title: planned.title,
    kind: planned.type,
    attempt,
    text:
      runbook && step
        ? fillBlocks(step.text, valuesFor(incident, runbook, { shared: books.catalog.variables, now }))
        : [],
    ...(base === undefined ? {} : { base }),
    ...(spec === undefined ? {} : { spec: describeSpec(spec) }),
    ...(approval ? { approval: true } : {}),
    ...(incident.drill && planned.type === 'act' && !order?.forReal ? { dryRun: true } : {}),
    ...(before?.type === 'would' ? { rehearsed: before.said } : {}),
    ...(byHand === undefined ? {} : { byHand }),
    state: stateOf(status, order, movedAt),
    moves: movesAt(walk).filter((move) => !own.has(move) && !(cannot && move === 'start')),
    answers: planned.exits.branches.map(({ label }) => label),
    notes,
    earlier,
  };
}

function orderingOf(
  incident: Incident,
  step: Runbook['steps'][number] | undefined,
  { runbook, books, now }: { readonly runbook: Runbook | undefined; readonly books: Books; readonly now: string },
): Ordered | undefined {
  return runbook && step ? orderFor(incident, step, { runbook, catalog: books.catalog, now }) : undefined;
}

/** A look or an act that came to nothing a walk could go by. */
function undecided(result: TaskResult | undefined): string | undefined {
  if (!result || result.type === 'read' || result.type === 'done' || result.type === 'would') return undefined;
  return [result.said, result.next].filter((part) => part !== undefined).join(' ');
}

function stateOf(
  status: ReturnType<typeof recordOf>['status'],
  order: Order | undefined,
  movedAt: string,
): CurrentState {
  switch (status.type) {
    case 'asked':
      return { type: 'asked', by: status.by, at: status.at, ...(order?.forReal ? { forReal: true } : {}) };
    case 'running': {
      const { by, at, approvedBy } = status;
      return {
        type: 'running',
        by,
        at,
        ...(approvedBy === undefined ? {} : { approvedBy }),
        ...(order ? { due: resultOverdueFrom(order) } : {}),
        ...(order && order.chased > 0 ? { overdue: true } : {}),
      };
    }
    case 'checked':
    case 'acted': {
      const link = order?.result?.link;
      return { type: 'went-badly', said: status.said, at: status.at, ...(link === undefined ? {} : { link }) };
    }
    case 'active':
      return { type: 'active', since: status.since };
    default:
      return { type: 'active', since: movedAt };
  }
}
