import * as z from 'zod';
import { refuse } from '../errors.ts';
import { dndStatus } from '../workspace/do-not-disturb.ts';
import { userCalled } from '../workspace/see.ts';
import { ids, text } from './args.ts';
import { method } from './method.ts';

const read = ['dnd:read'];
/** https://docs.slack.dev/reference/methods/dnd.teamInfo: up to 50 people; what more are answered with is not documented. */
const mostUsers = 50;

export const dnd = {
  'dnd.info': method({
    scopes: read,
    tier: 3,
    args: z.object({ user: text.optional() }),
    run: ({ user }, { world, bot }) => ({ ...dndStatus(userCalled(world, user ?? bot.id), world.clock.now()) }),
  }),

  'dnd.teamInfo': method({
    scopes: read,
    tier: 2,
    args: z.object({ users: ids }),
    run({ users }, { world }) {
      if (users.length === 0) refuse('no_users_provided');
      if (users.length > mostUsers) refuse('too_many_users');
      const now = world.clock.now();
      return { users: Object.fromEntries(users.map((id) => [id, dndStatus(userCalled(world, id), now)])) };
    },
  }),
};
