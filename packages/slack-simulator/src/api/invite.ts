import { refuse } from '../errors.ts';
import { addMember } from '../workspace/channels.ts';
import type { Channel, Json } from '../workspace/model.ts';
import { mustBeOpenTo } from '../workspace/see.ts';
import type { MethodCall } from './method.ts';
import { channelShape } from './shapes.ts';

/** https://docs.slack.dev/reference/methods/conversations.invite: up to 100 people a call. */
const mostUsers = 100;

/** Invites all or nobody; with `force`, those who can be. */
export function invite(
  { world, bot }: MethodCall,
  channel: Channel,
  { users, force = false }: { users: readonly string[]; force?: boolean | undefined },
): Json {
  const whyNot = (id: string): string | undefined => {
    const user = world.users.get(id);
    if (id === bot.id) return 'cant_invite_self';
    if (user === undefined || user.deleted) return 'user_not_found';
    if (channel.members.has(id)) return 'already_in_channel';
    if (user.guest === 'single' && isSomewhere(user.id)) return 'ura_max_channels';
    return user.standing === 'stranger' ? 'no_external_invite_permission' : undefined;
  };
  const isSomewhere = (id: string) =>
    [...world.channels.values()].some(({ kind, members }) => kind !== 'im' && members.has(id));
  mustBeOpenTo(channel, bot.id);
  if (users.length === 0) refuse('no_user');
  if (users.length > mostUsers) refuse('too_many_users');
  const problems = users.flatMap((user) => {
    const error = whyNot(user);
    return error === undefined ? [] : [{ ok: false, user, error }];
  });
  const [first] = problems;
  const welcome = [...new Set(users)].filter((user) => !problems.some((problem) => problem.user === user));
  if (first !== undefined && (!force || welcome.length === 0))
    refuse(first.error, users.length > 1 ? { errors: problems } : {});
  for (const user of welcome) addMember(world, channel, { user, inviter: bot.id });
  return { channel: channelShape(world, channel, bot.id), ...(problems.length > 0 ? { errors: problems } : {}) };
}
