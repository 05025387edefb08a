import { person } from '@tocsin/incident';
import { usage } from '../../blocks/index.ts';
import { knownZone, leadingMoment } from '../moment.ts';
import { leadingId } from '../request.ts';
import { type Change, change, short } from './change.ts';

/** `/incident note [id] [at <time>] <text>`: something worth remembering; it is on the timeline alone. */
export const note: Change = async (world, asked) => {
  const timed = /^at\s+(?=\d|yesterday|today)/i.exec(leadingId(asked.rest).rest);
  const zone = timed ? knownZone((await world.people.describe(asked.user))?.tz) : undefined;
  const now = world.clock.now();
  let when = '';
  return change(world, asked, {
    what: () => `Your note is on the timeline${when} of`,
    command: (said) => {
      const moment = timed ? leadingMoment(said.slice(timed[0].length), { now, zone }) : undefined;
      if (timed && !moment)
        return usage(
          'Say when it was like this: `/incident note at 14:05 rolled back`, `at yesterday 23:50 …`, `at 20 min ago …`.',
        );
      const text = moment ? moment.rest : said;
      if (text === '')
        return {
          type: 'ask',
          form: 'note',
          given: {},
          usage: 'Say what to remember: `/incident note rolled back to v12`.',
          asked,
        };
      if (moment)
        when = `, at ${moment.at.slice(0, 16).replace('T', ' ')} UTC${zone === undefined || zone === 'UTC' ? '' : ` (${zone})`},`;
      return { type: 'note', by: person(asked.user), text: short(text), ...(moment ? { at: moment.at } : {}) };
    },
  });
};
