import * as z from 'zod';
import { refuse } from '../errors.ts';
import { text } from './args.ts';
import { method } from './method.ts';

/** Who am I, where am I, is anybody there. */
export const auth = {
  'auth.test': method({
    scopes: [],
    tier: 'special',
    args: z.object({}),
    run: (_args, { world, bot }) => ({
      url: `https://${world.team.domain}.slack.com/`,
      team: world.team.name,
      user: bot.name,
      team_id: world.team.id,
      user_id: bot.id,
      bot_id: world.app.botId,
      is_enterprise_install: false,
    }),
  }),

  'api.test': method({
    scopes: [],
    tier: 4,
    args: z.looseObject({ error: text.optional() }),
    run(args) {
      if (args.error !== undefined && args.error !== '') refuse(args.error, { args });
      return { args };
    },
  }),

  'team.info': method({
    scopes: ['team:read'],
    tier: 3,
    args: z.object({}),
    run: (_args, { world: { team } }) => ({
      team: { id: team.id, name: team.name, domain: team.domain, url: `https://${team.domain}.slack.com/`, icon: {} },
    }),
  }),

  'emoji.list': method({
    scopes: ['emoji:read'],
    tier: 2,
    args: z.object({}),
    run: (_args, { world }) => ({ emoji: {}, cache_ts: String(world.seconds()) }),
  }),
};
