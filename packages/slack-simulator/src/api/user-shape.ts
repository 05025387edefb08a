import type { Json, User } from '../workspace/model.ts';
import { inOneChannel } from '../workspace/see.ts';
import type { World } from '../workspace/world.ts';
import { labelOf, offsetOf } from '../workspace/zones.ts';

/** A person as users.info and users.list tell of them. How much is said depends on who it is. */
export function userShape(world: World, user: User, { email = false } = {}): Json {
  const [first = '', ...last] = user.realName.split(' ');
  const who = {
    id: user.id,
    team_id: user.team.id,
    name: user.name,
    deleted: user.deleted,
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.displayName,
      display_name_normalized: user.displayName,
      first_name: first,
      last_name: last.join(' '),
      status_text: '',
      status_emoji: '',
      team: user.team.id,
      ...(email && user.standing !== 'bot' ? { email: user.email } : {}),
    },
    is_bot: user.standing === 'bot',
    is_app_user: false,
    updated: 0,
  };
  // Of deactivated accounts no more is told.
  if (user.deleted) return who;
  const now = world.clock.now();
  return {
    ...who,
    color: '9f69e7',
    real_name: user.realName,
    tz: user.tz,
    tz_label: labelOf(user.tz, now),
    tz_offset: offsetOf(user.tz, now),
    ...(user.standing === 'stranger' ? foreign(world, user) : rights(user)),
  };
}

const rights = ({ admin, guest }: User): Json => ({
  is_admin: admin,
  is_owner: false,
  is_primary_owner: false,
  // Single-channel guests are both.
  is_restricted: guest !== undefined,
  is_ultra_restricted: guest === 'single',
});

/**
 * https://docs.slack.dev/apis/slack-connect: true only of those who are in no channel that the app sees. Whoever is in a
 * shared channel with the app is known by another `team_id` alone.
 */
const foreign = (world: World, user: User): Json => ({
  is_stranger: !inOneChannel(world, user.id, world.app.userId),
});
