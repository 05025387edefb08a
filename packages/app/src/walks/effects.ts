import {
  type Incident,
  type IncidentWalk,
  isDryRun,
  isOpen,
  type Order,
  runningOrders,
  walksOf,
} from '@tocsin/incident';
import { chooseRunbook } from '@tocsin/runbook';
import type { Effect } from '../effects.ts';
import type { Catalog } from '../ports.ts';
import type { Task } from '../tasks/task.ts';
import type { RunbookOfferView } from '../views-walk.ts';
import { type Books, offersRunbook } from './books.ts';
import { linkTo } from './links.ts';
import { situationFor } from './values.ts';
import { walkViewOf } from './walk-view.ts';

/** What is asked of the functions that look and act: each task once, and once more for each time that it is overdue. */
export const tasksOf = (incident: Incident): Effect[] =>
  runningOrders(incident).map((order) => ({
    key: `task:${order.task}${order.chased > 0 ? `:${order.chased}` : ''}`,
    type: 'task',
    task: taskFor(incident, order),
  }));

function taskFor(incident: Incident, order: Order): Task {
  const { task, what, by, approvedBy, at, chased } = order;
  return {
    incident: incident.id,
    id: task,
    what,
    by,
    orderedAt: at,
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(chased > 0 ? { again: chased } : {}),
    ...(isDryRun(incident, order) ? { dryRun: true } : {}),
  };
}

/** The offer of a runbook, and a message for each walk. */
export function walkMessagesOf(incident: Incident, catalog: Catalog, books: Books): Effect[] {
  return [
    ...offersOf(incident, catalog, books),
    ...walksOf(incident).flatMap((walk) => handoversOf(incident, walk)),
    ...walksOf(incident).map(
      (walk): Effect => ({
        key: `walk:${walk.id}`,
        type: 'message',
        to: 'channel',
        view: walkViewOf(incident, walk, { catalog, books }),
      }),
    ),
  ];
}

/** Slack notifies whom a new message mentions, and nobody for one that changed. */
const handoversOf = ({ id }: Incident, { id: walk, walk: { plan }, handovers = [] }: IncidentWalk): Effect[] =>
  handovers.map(({ number, ...who }) => ({
    key: `walk:${walk}:handed:${number}`,
    type: 'message',
    to: 'channel',
    view: { type: 'walk-handed', incident: id, walk, title: plan.title, ...who },
  }));

/** Over when one is walked, or nothing is left to mend. */
function offersOf(incident: Incident, { workflows }: Catalog, { catalog }: Books): Effect[] {
  if (!offersRunbook(incident)) return [];
  const over = !isOpen(incident) || walksOf(incident).length > 0;
  const chosen = chooseRunbook(catalog.runbooks, situationFor(incident));
  const [first, ...others] = chosen.type === 'chosen' ? chosen.choices : [];
  const view: RunbookOfferView = {
    type: 'runbook-offer',
    incident: incident.id,
    ...(first ? { offered: offered(first.runbook, linkTo(workflows, incident, first.runbook.file)) } : {}),
    reason: first?.reason ?? (chosen.type === 'none' ? chosen.reason : ''),
    others: others.length,
    // Still offered: what is shown must not depend on whether the recovery or the alarm was heard of first.
    ...(!over && incident.recoveredAt !== undefined ? { recovered: true } : {}),
    ...(over ? { over: true } : {}),
  };
  return [{ key: 'runbook', type: 'message', to: 'channel', view, ...(over ? { ifSaid: true } : {}) }];
}

function offered(
  { file, title, steps, owner, lastReviewed }: Books['catalog']['runbooks'][number],
  url: string | undefined,
): NonNullable<RunbookOfferView['offered']> {
  return {
    file,
    title,
    steps: steps.length,
    ...(url === undefined ? {} : { url }),
    ...(owner === undefined ? {} : { owner }),
    ...(lastReviewed === undefined ? {} : { lastReviewed }),
  };
}
