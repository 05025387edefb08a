import * as z from 'zod';
import { refuse } from '../errors.ts';
import { userCalled } from '../workspace/see.ts';
import { pageOf, paging, text } from './args.ts';
import { method } from './method.ts';
import { userShape } from './user-shape.ts';

const withEmail = (scopes: ReadonlySet<string>) => ({ email: scopes.has('users:read.email') });

export const users = {
  'users.info': method({
    scopes: ['users:read'],
    tier: 4,
    args: z.object({ user: text }),
    run: ({ user }, { world, scopes }) => ({ user: userShape(world, userCalled(world, user), withEmail(scopes)) }),
  }),

  'users.list': method({
    scopes: ['users:read'],
    tier: 2,
    args: z.object(paging),
    run(args, { world, scopes }) {
      const { items, next } = pageOf([...world.users.values()], args);
      const members = items.map((user) => userShape(world, user, withEmail(scopes)));
      return { members, cache_ts: world.seconds(), response_metadata: { next_cursor: next } };
    },
  }),

  'users.lookupByEmail': method({
    scopes: ['users:read.email'],
    tier: 3,
    args: z.object({ email: text }),
    run({ email }, { world }) {
      const people = [...world.users.values()].filter(
        ({ deleted, standing }) => !deleted && standing !== 'bot' && standing !== 'stranger',
      );
      const found = people.find((user) => user.email.toLowerCase() === email.toLowerCase());
      return { user: userShape(world, found ?? refuse('users_not_found'), { email: true }) };
    },
  }),

  'users.getPresence': method({
    scopes: ['users:read'],
    tier: 3,
    args: z.object({ user: text.optional() }),
    run: ({ user }, { world, bot }) => ({ presence: userCalled(world, user ?? bot.id).presence }),
  }),
};
