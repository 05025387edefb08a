import type { Person } from './context.ts';
import type { Actor } from './types.ts';

/** Whether people are there, and whether they want to hear of anything. */
export function availability({ user, world }: Person): Pick<Actor, 'setPresence' | 'snooze' | 'setDoNotDisturb'> {
  return {
    setPresence(presence) {
      user.presence = presence;
      world.changed('presence', { user: user.id });
    },
    snooze(minutes) {
      const start = world.seconds();
      user.pause = minutes === 0 ? undefined : { start, end: start + minutes * 60 };
      world.changed('do-not-disturb', { user: user.id });
    },
    setDoNotDisturb(nightly) {
      user.doNotDisturb = nightly ?? undefined;
      world.changed('do-not-disturb', { user: user.id });
    },
  };
}
