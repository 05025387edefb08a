import { ChatError } from '@tocsin/app';
import type { Call } from './client.ts';

/** conversations.invite takes up to 100 people a call. */
const perCall = 100;

/** Reasons why somebody is not invited that are no reason to leave out the others, or to try again. */
const tolerated = new Set([
  'already_in_channel',
  'cant_invite',
  'cant_invite_self',
  'invitee_cant_see_channel',
  'no_user',
  'org_user_not_in_team',
  'ura_max_channels',
  'user_disabled',
  'user_is_restricted',
  'user_is_ultra_restricted',
  'user_not_found',
]);

/** Invites the members of a user group, a hundred a call. People who cannot be invited do not keep the others out. */
export async function inviteGroup(
  { call, self }: { call: Call; self: () => Promise<string> },
  { channel, userGroup }: { channel: string; userGroup: string },
): Promise<void> {
  const { users = [] } = await call('usergroups.users.list', (client) =>
    client.usergroups.users.list({ usergroup: userGroup }),
  );
  if (users.length === 0) return;
  const me = await self();
  const people = users.filter((user) => user !== me);
  await invitePeople(call, { channel, people });
}

/** People who are in already, or cannot be invited, do not matter. */
export async function invitePeople(
  call: Call,
  { channel, people }: { channel: string; people: readonly string[] },
): Promise<void> {
  for (let from = 0; from < people.length; from += perCall) {
    const some = people.slice(from, from + perCall);
    try {
      // With `force`, ids that cannot be invited are left out instead of failing the call.
      await call('conversations.invite', (client) =>
        client.conversations.invite({ channel, users: some.join(','), force: true }),
      );
    } catch (error) {
      if (!(error instanceof ChatError && tolerated.has(error.slackCode))) throw error;
    }
  }
}
