import { type Incident, type IncidentWalk, isOpen, walksOf } from '@tocsin/incident';
import { chooseRunbook } from '@tocsin/runbook';
import type { WalkView } from '../views-walk.ts';
import type { Books } from './books.ts';
import { situationFor } from './values.ts';

/**
 * The runbook that fits now, where triage named something else since the latest walk was begun. Nobody is moved off the
 * walk that they are on: what they do may be right all the same, and they began it with their eyes open.
 */
export function betterRunbook(incident: Incident, state: IncidentWalk, { catalog }: Books): WalkView['better'] {
  const walks = walksOf(incident);
  if (!isOpen(incident) || incident.recoveredAt !== undefined || walks.at(-1)?.id !== state.id) return undefined;
  if (!namedOtherwise(incident, state)) return undefined;
  const chosen = chooseRunbook(catalog.runbooks, situationFor(incident));
  const [first] = chosen.type === 'chosen' ? chosen.choices : [];
  if (!first || walks.some(({ walk }) => walk.plan.file === first.runbook.file)) return undefined;
  return { file: first.runbook.file, title: first.runbook.title, reason: first.reason };
}

const namedOtherwise = ({ naming }: Incident, { begunFor }: IncidentWalk): boolean =>
  begunFor !== undefined && (begunFor.step !== naming?.step || begunFor.dependency !== naming?.dependency);
