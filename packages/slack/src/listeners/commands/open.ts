import { declareIncident } from '@tocsin/app';
import { person } from '@tocsin/incident';
import { declared, type Rendered, refused, usage } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import type { Asked } from '../request.ts';

/** `/incident open [private] <title>`: somebody saw trouble before any alarm did. */
export async function open(world: SlackWorld, { rest, user, channel, cause }: Asked): Promise<Rendered | undefined> {
  if (rest === '') return usage('Say in a few words what is wrong: `/incident open checkout is slow`.');
  const [, hidden, title = ''] = /^(private\s+)?(.*)$/is.exec(rest) ?? [];
  const outcome = await declareIncident(world, {
    title: title.slice(0, longestTitle),
    private: hidden !== undefined,
    by: person(user),
    channel,
    cause,
  });
  if (outcome.type === 'done') return declared(outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
}

/** A title is a line; what is longer belongs into the channel. */
const longestTitle = 200;
