import { type Incident, type IncidentWalk, mostMoves, waysBackOf } from '@tocsin/incident';
import { describeSpec, hasLessons, isOutcome, type Outcome, progressOf, recordOf, type What } from '@tocsin/runbook';
import type { Catalog } from '../ports.ts';
import type { WalkEnd, WalkedStep, WalkView, WayBack } from '../views-walk.ts';
import { betterRunbook } from './better.ts';
import type { Books } from './books.ts';
import { currentStepOf } from './current-step.ts';
import { linkTo } from './links.ts';

/** A walk as people see it: where it is, what was done, skipped or failed, by whom, for how long. */
export function walkViewOf(
  incident: Incident,
  state: IncidentWalk,
  { catalog, books }: { readonly catalog: Catalog; readonly books: Books },
): WalkView {
  const { walk, movedAt } = state;
  const { settled, total, skipped, didNotWork } = progressOf(walk, movedAt);
  const urlOf = (file: string) => linkTo(catalog.workflows, incident, file);
  const url = urlOf(walk.plan.file);
  const current = currentStepOf(incident, state, { books, urlOf });
  const ended = endOf(state);
  const better = betterRunbook(incident, state, books);
  return {
    type: 'walk',
    incident: incident.id,
    walk: state.id,
    title: walk.plan.title,
    ...(url === undefined ? {} : { url }),
    startedAt: walk.startedAt,
    startedBy: state.begunBy,
    walkers: walk.walkers,
    settled,
    total,
    skipped,
    didNotWork,
    trail: trailOf(state),
    ...(current ? { current: state.moves >= mostMoves ? { ...current, moves: ['stop'] } : current } : {}),
    ...(ended ? { ended } : {}),
    waysBack: incident.status === 'closed' ? [] : waysBack(state),
    ...(better ? { better } : {}),
    ...(ended && hasLessons(walk) ? { proposes: true } : {}),
  };
}

/** Each step that was left, once: where it was left last. The one to be done now tells of its earlier attempts itself. */
function trailOf({ walk, orders }: IncidentWalk): WalkedStep[] {
  let since = walk.startedAt;
  const walked = walk.trail.flatMap((id, index): WalkedStep[] => {
    const { status, earlier, attempt, notes } = recordOf(walk, id);
    const outcome: Outcome | undefined = isOutcome(status) ? status : earlier.at(-1);
    if (!outcome) return [];
    const seconds = Math.round((Date.parse(outcome.at) - Date.parse(since)) / 1_000);
    since = outcome.at;
    if (id === walk.at || walk.trail.lastIndexOf(id) !== index) return [];
    const link = orders.findLast((order) => order.step === id && order.undoes === undefined)?.result?.link;
    const title = walk.plan.steps.find((step) => step.id === id)?.title ?? id;
    return [
      {
        id,
        title,
        outcome,
        attempts: attempt,
        notes,
        ...(seconds > 0 ? { seconds } : {}),
        ...(link === undefined ? {} : { link }),
      },
    ];
  });
  return walked;
}

function endOf({ walk }: IncidentWalk): WalkEnd | undefined {
  const { ended } = walk;
  if (!ended) return undefined;
  return { ...ended, minutes: progressOf(walk, ended.at).minutes };
}

function waysBack(state: IncidentWalk): WayBack[] {
  return waysBackOf(state).map(({ step, attempt, what, order }) => ({
    step,
    attempt,
    title: state.walk.plan.steps.find(({ id }) => id === step)?.title ?? step,
    words: wordsFor(what),
    moves: order === undefined ? ['undo'] : order.status === 'asked' ? ['approve-undo', 'decline-undo'] : [],
    ...(order?.status === 'asked' ? { askedBy: order.by } : {}),
  }));
}

function wordsFor(what: What): string {
  if (what.type === 'put-back') return 'The weights that it found are put back.';
  const spec = what.type === 'act' ? what.act : what.check;
  return describeSpec(spec)
    .map(({ name, value }) => (name === 'act' ? value : `${name}: ${value}`))
    .join(', ');
}
