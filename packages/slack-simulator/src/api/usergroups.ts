import * as z from 'zod';
import { refuse } from '../errors.ts';
import { flag, text } from './args.ts';
import { method } from './method.ts';

export const usergroups = {
  'usergroups.list': method({
    scopes: ['usergroups:read'],
    tier: 2,
    args: z.object({ include_users: flag.optional(), include_count: flag.optional() }),
    run: ({ include_users = false, include_count = false }, { world }) => ({
      usergroups: [...world.groups.values()].map((group) => ({
        id: group.id,
        team_id: world.team.id,
        is_usergroup: true,
        name: group.name,
        description: '',
        handle: group.handle,
        is_external: false,
        date_delete: 0,
        ...(include_users ? { users: group.users } : {}),
        ...(include_count ? { user_count: group.users.length } : {}),
      })),
    }),
  }),

  'usergroups.users.list': method({
    scopes: ['usergroups:read'],
    tier: 2,
    args: z.object({ usergroup: text }),
    run: ({ usergroup }, { world }) => ({ users: (world.groups.get(usergroup) ?? refuse('no_such_subteam')).users }),
  }),
};
