import type { PagedView } from '@tocsin/app';
import { limits, type Rendered, section } from './elements.ts';
import { bold, cut, outside, person } from './text.ts';

/** Who called whom, and whether the pager took it. */
export function paged({ by, team, person: called, group, reason, state }: PagedView): Rendered {
  const why = reason === undefined ? '' : `: ${outside(reason, 500)}`;
  const pager = team === undefined ? 'the default pager' : `${bold(outside(team, 80))}’s pager`;
  const whom = called === undefined ? groupOf(group) : person(called);
  const through = whom === undefined ? pager : `${whom} through ${pager}`;
  const words =
    state === 'sent'
      ? `📟 ${person(by)} paged ${through}${why}`
      : `📟 ${person(by)} wants to page ${through}${why}\n⚠️ The pager has not taken it yet. It is tried again until it does; call by telephone if it is urgent.`;
  return { text: cut(words, limits.fallback), blocks: [section(words)] };
}

const groupOf = (id: string | undefined): string | undefined =>
  id !== undefined && /^S[A-Z0-9]{2,20}$/.test(id) ? `<!subteam^${id}>` : undefined;
