import { ownersIn } from '@tocsin/workflow';
import type { Actor } from './actor.ts';
import type { PeopleCommand } from './commands.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import { type Incident, isOpen } from './incident.ts';

/** Whom to page: a team of the catalog, or somebody whose pager only a team's on-call can reach. */
export type PageTarget =
  | { readonly type: 'team'; readonly team: string }
  | { readonly type: 'group'; readonly group: string }
  | { readonly type: 'person'; readonly person: string };

/** A page that somebody asked for. */
export interface PageRequest {
  /** 1 for the incident's first; tells them apart for good. */
  readonly number: number;
  readonly at: string;
  readonly by: Actor;
  /** Without one: whoever is in charge of what is named. */
  readonly target?: PageTarget;
  readonly reason?: string;
}

/** None may fall out before it was sent, and nobody pages on purpose as often as this. */
const mostPages = 30;

export function requestPage(
  incident: Incident,
  { by, target, reason }: PeopleCommand & { type: 'page' },
  { at, workflows }: Context,
): Decision {
  if (!isOpen(incident))
    return refuse('not-open', `incident ${incident.id} is ${incident.status}; “/incident reopen” comes before paging`);
  const number = (incident.pages?.length ?? 0) + 1;
  if (number > mostPages)
    return refuse('not-possible', `${mostPages} pages were asked for already; call people by telephone now`);
  const teams = ownersIn(workflows).map(({ team }) => team);
  if (target?.type === 'team' && !teams.includes(target.team))
    return refuse('not-possible', `the catalog has no team ${target.team}; its teams are ${teams.join(', ')}`);
  return accept({
    type: 'page.requested',
    at,
    by,
    number,
    ...(target === undefined ? {} : { target }),
    ...(reason === undefined ? {} : { reason }),
  });
}

export function pagesAfter(
  incident: Incident,
  { number, at, by, target, reason }: Entry & { type: 'page.requested' },
): readonly PageRequest[] {
  const page = { number, at, by, ...(target ? { target } : {}), ...(reason === undefined ? {} : { reason }) };
  return [...(incident.pages ?? []), page];
}
