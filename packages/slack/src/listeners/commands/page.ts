import { type PageTarget } from '@tocsin/incident';
import { ownersIn, type Workflow } from '@tocsin/workflow';
import type { Asked } from '../request.ts';
import { type Change, change, short } from './change.ts';

/** `/incident page [id] [@group|@person|team|workflow] [why]`: call somebody, whoever is in charge if nobody is named. */
export const page: Change = (world, asked) =>
  change(world, asked, {
    what: 'You asked for a page in',
    command: (rest) => {
      const { target, why } = whomToPage(rest, { ...asked, workflows: world.catalog.workflows });
      return {
        type: 'page',
        by: { type: 'person', id: asked.user },
        ...(target === undefined ? {} : { target }),
        ...(why === '' ? {} : { reason: short(why).slice(0, longestReason) }),
      };
    },
  });

/** What a pager shows. */
const longestReason = 200;

/** Whom the first words name, and what is left of them. Words that name nobody are the reason. */
export function whomToPage(
  typed: string,
  { people, workflows }: Pick<Asked, 'people'> & { readonly workflows: readonly Workflow[] },
): { target?: PageTarget; why: string } {
  const group = /^<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>\s*/.exec(typed);
  if (group?.[1] !== undefined)
    return { target: { type: 'group', group: group[1] }, why: typed.slice(group[0].length) };
  const person = /^<?@\S+\s*/.exec(typed);
  if (person && people[0] !== undefined)
    return { target: { type: 'person', person: people[0] }, why: typed.slice(person[0].length) };
  const names = [
    ...ownersIn(workflows).map(({ team }) => ({ name: team, team })),
    ...workflows.flatMap(({ id, title, owner: { team } }) => [
      { name: id, team },
      { name: title, team },
    ]),
  ].sort((a, b) => b.name.length - a.name.length);
  const named = names.find(({ name }) => startsWith(typed, name));
  return named
    ? { target: { type: 'team', team: named.team }, why: typed.slice(named.name.length).trim() }
    : { why: typed };
}

const startsWith = (typed: string, name: string): boolean =>
  typed.toLowerCase().startsWith(name.toLowerCase()) && !/[\p{L}\p{N}-]/u.test(typed.charAt(name.length));
