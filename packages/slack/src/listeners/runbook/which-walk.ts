import { type Incident, type IncidentWalk, walkOf, walksOf } from '@tocsin/incident';
import { type Rendered, usage } from '../../blocks/index.ts';
import { outside } from '../../blocks/text.ts';

export type FoundWalk =
  | { readonly type: 'walk'; readonly walk: IncidentWalk }
  | { readonly type: 'none'; readonly reply: Rendered };

/** The walk that somebody means: the one they name, the only one, the one that they walk; else they are asked. */
export function whichWalk(incident: Incident, { named, user }: { named: string | undefined; user: string }): FoundWalk {
  if (named !== undefined) {
    const walk = walkOf(incident, named);
    return walk
      ? { type: 'walk', walk }
      : { type: 'none', reply: usage(`There is no walk ${named}. ${listed(incident)}`) };
  }
  const open = walksOf(incident).filter(({ walk }) => walk.ended === undefined);
  const mine = open.filter(({ walk }) => walk.walkers.includes(user));
  const [only, another] = mine.length === 1 ? mine : open;
  if (only && !another) return { type: 'walk', walk: only };
  if (only)
    return {
      type: 'none',
      reply: usage(`Say which: ${listed(incident)} For example \`/incident runbook done ${only.id}\`.`),
    };
  return {
    type: 'none',
    reply: usage(
      'No runbook is walked here now. `/incident runbook start` begins the one that fits, `list` shows all.',
    ),
  };
}

function listed(incident: Incident): string {
  const rows = walksOf(incident).map(
    ({ id, walk }) => `\`${id}\` ${outside(walk.plan.title, 80)}${walk.ended ? ' (over)' : ''}`,
  );
  return rows.length === 0 ? 'None was begun.' : `There is ${rows.join(', ')}.`;
}
