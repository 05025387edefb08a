import { checkView } from '../check-blocks.ts';
import { refuse } from '../errors.ts';
import { json, joined, need, page } from './args.ts';
import { type Method, tier } from './method.ts';
import { personView } from './shapes.ts';

export const others: Readonly<Record<string, Method>> = {
  'api.test': { scopes: [], perMinute: tier.four, run: () => ({ args: {} }) },
  'auth.test': {
    scopes: [],
    perMinute: undefined,
    run: ({ token, workspace: { team, people } }) => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: people.get(token.user)?.name,
      team_id: team.id,
      user_id: token.user,
      bot_id: token.botId,
      is_enterprise_install: false,
    }),
  },
  'bookmarks.list': {
    scopes: ['bookmarks:read'],
    perMinute: tier.three,
    run: (call) => ({
      bookmarks: joined(call, 'channel_id').bookmarks.map((one) => ({
        ...one,
        type: 'link',
        channel_id: need(call, 'channel_id'),
      })),
    }),
  },
  'bookmarks.add': {
    scopes: ['bookmarks:write'],
    perMinute: tier.two,
    run(call) {
      const place = joined(call, 'channel_id');
      const link = need(call, 'link');
      if (!/^https?:\/\//.test(link)) return refuse('invalid_link');
      if (place.bookmarks.length >= 100) return refuse('too_many_bookmarks');
      const bookmark = { id: call.newId('Bk'), title: need(call, 'title'), link };
      place.bookmarks.push(bookmark);
      return { bookmark: { ...bookmark, type: need(call, 'type'), channel_id: place.id } };
    },
  },
  'usergroups.list': {
    scopes: ['usergroups:read'],
    perMinute: tier.two,
    run: ({ workspace }) => ({
      usergroups: [...workspace.groups.values()].map(({ id, handle, name, users }) => ({
        id,
        handle,
        name,
        user_count: users.length,
      })),
    }),
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    perMinute: tier.two,
    run: (call) => ({ users: (call.workspace.groups.get(need(call, 'usergroup')) ?? refuse('no_such_subteam')).users }),
  },
  'users.info': {
    scopes: ['users:read'],
    perMinute: tier.four,
    run: (call) => ({
      user: personView(call.workspace.people.get(need(call, 'user')) ?? refuse('user_not_found'), call.workspace),
    }),
  },
  'users.list': {
    scopes: ['users:read'],
    perMinute: tier.two,
    run(call) {
      const { items, response_metadata } = page(call, [...call.workspace.people.values()], { usual: 100, most: 1_000 });
      return { members: items.map((person) => personView(person, call.workspace)), response_metadata };
    },
  },
  'views.open': {
    scopes: [],
    perMinute: tier.four,
    run(call) {
      const view = json(call, 'view');
      const problems = checkView(view);
      if (problems.length > 0)
        return refuse('invalid_arguments', {
          response_metadata: {
            messages: problems.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`),
          },
        });
      return { view: call.openView(need(call, 'trigger_id'), view) };
    },
  },
};
