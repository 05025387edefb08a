import { person, type Role } from '@tocsin/incident';
import type { Asked } from '../request.ts';
import { given } from '../views/ask.ts';
import { type Change, change, short } from './change.ts';

/** `/incident role [id] commander|comms|scribe @who` */
export const role: Change = (world, asked) =>
  change(world, asked, {
    what: 'You gave out a role in',
    command: (rest) => {
      const [word = '', ...others] = rest.split(/\s+/);
      const meant = roles[word.toLowerCase()];
      const to = whoIn(others.join(' '), asked) ?? whoIn(rest, asked);
      if (meant === undefined || to === undefined)
        return {
          type: 'ask',
          form: 'role',
          given: given({ role: meant, to }),
          usage:
            'Say which role and whose, picking the person from Slack’s list: `/incident role comms @alice`. Roles are commander, comms and scribe; `me` is you.',
          asked,
        };
      return { type: 'assign-role', by: person(asked.user), role: meant, to };
    },
  });

/** `/incident handoff [id] @who [note]`: the commander passes command on, and the channel reads how things stand. */
export const handoff: Change = (world, asked) =>
  change(world, asked, {
    what: 'You handed off command of',
    command: (rest) => {
      const to = whoIn(rest, asked);
      const note = to === undefined ? '' : rest.split(/\s+/).slice(1).join(' ');
      if (to === undefined)
        return {
          type: 'ask',
          form: 'handoff',
          given: given({ note: rest }),
          usage: 'Say who takes over, picking the person from Slack’s list: `/incident handoff @alice`.',
          asked,
        };
      return { type: 'hand-off', by: person(asked.user), to, ...(note === '' ? {} : { note: short(note) }) };
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
  const [word = ''] = rest.trim().split(/\s+/);
  if (word.toLowerCase() === 'me') return user;
  return /^<?@/.test(word) ? people[0] : undefined;
}
