import { type ActWorld, listAll, listedOf, listOf, listOpen, type Page, type Paging } from '@tocsin/app';
import { incidentList, type Rendered, usage } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';

/** Two blocks each, of the 50 that an answer may have. */
const perPage = 15;

/** `/incident list [all|mine]`: what is open, what was over last as well, or what one has a part in. */
export async function list(
  world: SlackWorld,
  { user, channel, rest }: Pick<Asked, 'user' | 'channel' | 'rest'>,
): Promise<Rendered> {
  const [word = '', before] = rest.split(/\s+/);
  const which = lists[word.toLowerCase()];
  if (which === undefined) return usage('Say which: `/incident list`, `/incident list all` or `/incident list mine`.');
  const viewer = { user, channel };
  const paging = { limit: perPage, ...(before === undefined ? {} : { before }) };
  const { incidents, next } = await read[which](world, viewer, paging);
  return incidentList({
    which,
    incidents: incidents.map((incident) => listedOf(world, incident, user)),
    further: before !== undefined,
    ...(next === undefined ? {} : { next }),
  });
}

type Which = 'open' | 'all' | 'mine';
type Read = (world: ActWorld, viewer: { user: string; channel: string }, paging: Paging) => Promise<Page>;

const lists: Readonly<Record<string, Which>> = { '': 'open', open: 'open', all: 'all', mine: 'mine', my: 'mine' };

const read: Readonly<Record<Which, Read>> = {
  open: listOpen,
  all: listAll,
  mine: async (world, viewer, { limit }) => ({ incidents: await listOf(world, viewer, limit) }),
};
