import { person, type Role } from '@tocsin/incident';
import { usage } from '../../blocks/index.ts';
import type { Asked } from '../request.ts';
import { type Change, change } from './change.ts';

/** `/incident role [id] commander|comms|scribe @who` */
export const role: Change = (world, asked) =>
  change(world, asked, {
    what: 'You gave out a role in',
    command: (rest) => {
      const [word = '', ...others] = rest.split(/\s+/);
      const meant = roles[word.toLowerCase()];
      const to = whoIn(others.join(' '), asked);
      if (meant === undefined || to === undefined)
        return usage(
          'Say which role and whose, picking the person from Slack’s list: `/incident role comms @alice`. Roles are commander, comms and scribe; `me` is you.',
        );
      return { type: 'assign-role', by: person(asked.user), role: meant, to };
    },
  });

/** `/incident handoff [id] @who`: the commander passes command on, and the channel reads how things stand. */
export const handoff: Change = (world, asked) =>
  change(world, asked, {
    what: 'You handed off command of',
    command: (rest) => {
      const to = whoIn(rest, asked);
      if (to === undefined)
        return usage('Say who takes over, picking the person from Slack’s list: `/incident handoff @alice`.');
      return { type: 'hand-off', by: person(asked.user), to };
    },
  });

const roles: Readonly<Record<string, Role>> = {
  commander: 'commander',
  ic: 'commander',
  comms: 'communications',
  communications: 'communications',
  scribe: 'scribe',
};

/** A name that Slack did not make a mention of says nothing: two people may bear it. */
export function whoIn(rest: string, { user, people }: Asked): string | undefined {
  if (rest.trim().toLowerCase() === 'me') return user;
  return /^<?@/.test(rest) ? people[0] : undefined;
}
