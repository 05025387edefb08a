import { person } from '@tocsin/incident';
import { type Change, change, short } from './change.ts';

/** `/incident mitigated [id] [note]`: users are well again, the cause may not be mended. */
export const mitigated: Change = (world, asked) =>
  change(world, asked, {
    what: 'You mitigated',
    command: (note) => ({ type: 'mitigate', by: person(asked.user), ...(note === '' ? {} : { note: short(note) }) }),
  });

/** `/incident reopen [id] [reason]` */
export const reopen: Change = (world, asked) =>
  change(world, asked, {
    what: 'You reopened',
    command: (reason) => ({
      type: 'reopen',
      by: person(asked.user),
      ...(reason === '' ? {} : { reason: short(reason) }),
    }),
  });

/** `/incident close [id]` */
export const close: Change = (world, asked) =>
  change(world, asked, { what: 'You closed', command: () => ({ type: 'close', by: person(asked.user) }) });
