import { person } from '@tocsin/incident';
import { usage } from '../../blocks/index.ts';
import { type Change, change } from './change.ts';

/** What is put off without a number. */
const usual = 30;

/** `/incident snooze [id] [minutes]`: no reminders for a while; pages go on. */
export const snooze: Change = (world, asked) =>
  change(world, asked, {
    what: 'You put off the reminders of',
    command: (rest) => {
      const minutes = minutesOf(rest);
      return minutes === undefined
        ? usage('Say for how many minutes, or hours: `/incident snooze 30`, `/incident snooze 2h`.')
        : { type: 'snooze', by: person(asked.user), minutes };
    },
  });

function minutesOf(said: string): number | undefined {
  if (said === '') return usual;
  const [, count, unit = 'm'] = /^(\d{1,5})\s*(m|min|minutes?|h|hours?)?$/i.exec(said) ?? [];
  return count === undefined ? undefined : Number(count) * (unit.toLowerCase().startsWith('h') ? 60 : 1);
}
