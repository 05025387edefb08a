import type { UsersInfoResponse } from '@slack/web-api';
import { ChatError, type Described, type Directory, type Named } from '@tocsin/app';
import { type Call, type ClientOptions, slackCall } from './client.ts';

/** Where a person waits, and Slack waits three seconds for us: what it does not say in this time is not waited for. */
const patienceMs = 1_200;

interface Home {
  readonly team: string | undefined;
  readonly organisation: string | undefined;
}

/** Who people are and which groups they are in, as Slack has it (users:read, usergroups:read). */
export function slackDirectory(options: ClientOptions): Directory {
  const call = slackCall({ timeoutMs: patienceMs, ...options });
  let asked: Promise<Home> | undefined;
  const home = (): Promise<Home> => {
    asked ??= call('auth.test', (client) => client.auth.test()).then(({ team_id, enterprise_id }) => ({
      team: team_id,
      organisation: enterprise_id,
    }));
    asked.catch(() => (asked = undefined));
    return asked;
  };
  return {
    async person(id) {
      const [{ user }, ours] = await Promise.all([
        call('users.info', (client) => client.users.info({ user: id })),
        home(),
      ]);
      if (!user) throw new ChatError({ method: 'users.info', slackCode: 'malformed_answer', retry: 'later' });
      return describe(id, user, ours);
    },
    async members(group) {
      const { users = [] } = await call('usergroups.users.list', (client) =>
        client.usergroups.users.list({ usergroup: group }),
      );
      return users;
    },
    async roster() {
      const [people, groups] = await Promise.all([everybody(call), groupsOf(call)]);
      return people && [...people, ...groups];
    },
    groups: () => groupsOf(call),
  };
}

/** As many as Slack gives in one answer (docs.slack.dev, users.list), and how many answers a person can wait for. */
const pageSize = 1_000;
const mostPages = 3;

/** Everybody who could be meant: no bots, nobody who left. Undefined: there are more of them. */
async function everybody(call: Call): Promise<Named[] | undefined> {
  const found: Named[] = [];
  let cursor = '';
  for (let page = 0; page < mostPages; page++) {
    const { members = [], response_metadata } = await call('users.list', (client) =>
      client.users.list({ limit: pageSize, ...(cursor === '' ? {} : { cursor }) }),
    );
    for (const { id, deleted, is_bot, name, profile } of members) {
      if (id === undefined || deleted || is_bot || id === 'USLACKBOT') continue;
      const names = [name, profile?.display_name, profile?.real_name].flatMap((one) => one || []);
      found.push({ type: 'person', id, names: [...new Set(names)] });
    }
    cursor = response_metadata?.next_cursor ?? '';
    if (cursor === '') return found;
  }
  return undefined;
}

async function groupsOf(call: Call): Promise<Named[]> {
  const { usergroups = [] } = await call('usergroups.list', (client) => client.usergroups.list({}));
  return usergroups.flatMap(({ id, handle, name }) =>
    id === undefined || handle === undefined
      ? []
      : [{ type: 'group' as const, id, names: [...new Set([handle, name ?? handle])] }],
  );
}

function describe(id: string, user: NonNullable<UsersInfoResponse['user']>, home: Home): Described {
  const { display_name: shown, real_name: real } = user.profile ?? {};
  const name = shown || real || user.name || id;
  return { id, name, kind: kindOf(user, home), ...(user.tz ? { tz: user.tz } : {}) };
}

/**
 * Somebody of another workspace is a stranger, unless both belong to one Enterprise organisation. `is_stranger` alone
 * does not say so: it is left out for people whom a shared channel makes known (docs.slack.dev, user object).
 */
function kindOf(user: NonNullable<UsersInfoResponse['user']>, { team, organisation }: Home): Described['kind'] {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.is_workflow_bot || user.id === 'USLACKBOT') return 'bot';
  const { enterprise_id, teams } = user.enterprise_user ?? {};
  const colleague =
    user.team_id === undefined ||
    user.team_id === team ||
    (organisation !== undefined && enterprise_id === organisation) ||
    (team !== undefined && teams?.includes(team) === true);
  if (user.is_stranger || !colleague) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}
