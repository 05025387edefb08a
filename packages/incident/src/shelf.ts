import { openActions } from './actions.ts';
import { isGathered } from './gathering.ts';
import { type Incident, isOpen } from './incident.ts';
import { respondersOf } from './responders.ts';

/** The list that an incident stands in: open, open but spoken for, over with something left to do, or over for good. */
export type Shelf = 'open' | 'gathered' | 'left' | 'over';

export function shelfOf(incident: Incident): Shelf {
  if (isOpen(incident)) return isGathered(incident) ? 'gathered' : 'open';
  return (incident.status === 'resolved' && !isGathered(incident)) || openActions(incident).length > 0
    ? 'left'
    : 'over';
}

/** Where it stands in its list: by when it was declared, and once it is over by when that was. */
export function positionOf(incident: Incident): string {
  const { id, declared, resolved, closed } = incident;
  const at = isOpen(incident) ? declared.at : (resolved?.at ?? closed?.at ?? declared.at);
  return `${at}#${id}`;
}

/** Everybody who has or had to do with it: responders and owners of action items. */
export function peopleOf(incident: Incident): string[] {
  const owners = (incident.actions ?? []).flatMap(({ owner }) => owner ?? []);
  return [...new Set([...respondersOf(incident), ...Object.values(incident.roles), ...owners])];
}

/** The day that the first of somebody's open action items is due; `later` when none has a day, undefined without any. */
export function owedBy(incident: Incident, user: string): string | undefined {
  const dues = openActions(incident).flatMap(({ owner, due }) => (owner === user ? [due ?? 'later'] : []));
  return dues.sort()[0];
}
