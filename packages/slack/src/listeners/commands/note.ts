import { person } from '@tocsin/incident';
import { type Change, change, short } from './change.ts';

/** `/incident note [id] <text>`: something worth remembering; it is on the timeline alone. */
export const note: Change = (world, asked) =>
  change(world, asked, {
    what: 'Your note is on the timeline of',
    command: (text) =>
      text === ''
        ? {
            type: 'ask',
            form: 'note',
            given: {},
            usage: 'Say what to remember: `/incident note rolled back to v12`.',
            asked,
          }
        : { type: 'note', by: person(asked.user), text: short(text) },
  });
