import { type EntryRef, parseRef, person } from '@tocsin/incident';
import { given } from '../views/ask.ts';
import { type Change, change, short } from './change.ts';

/** `/incident correct [id] #12 <text>`: what an entry should have said; both stay readable. */
export const correct: Change = (world, asked) =>
  change(world, asked, {
    what: 'Your correction is on the timeline of',
    command: (said) => {
      const { entry, rest } = pointed(said);
      if (entry === undefined || rest === '')
        return {
          type: 'ask',
          form: 'correct',
          given: given({ text: rest }),
          usage:
            'Say which entry, by the number that `/incident timeline` shows, and what it should say: `/incident correct #12 rolled back to v12, not v11`.',
          asked,
        };
      return { type: 'correct-entry', by: person(asked.user), entry, text: short(rest) };
    },
  });

/** `/incident withdraw [id] #12 [why]`: an entry that does not stand. */
export const withdraw: Change = (world, asked) =>
  change(world, asked, {
    what: 'You withdrew an entry of',
    command: (said) => {
      const { entry, rest } = pointed(said);
      if (entry === undefined)
        return {
          type: 'ask',
          form: 'withdraw',
          given: given({ reason: said }),
          usage:
            'Say which entry, by the number that `/incident timeline` shows: `/incident withdraw #12 wrong incident`.',
          asked,
        };
      const reason = rest === '' ? {} : { reason: short(rest) };
      return { type: 'withdraw-entry', by: person(asked.user), entry, ...reason };
    },
  });

function pointed(said: string): { entry?: EntryRef; rest: string } {
  const [first = '', ...others] = said.split(/\s+/);
  const entry = parseRef(first);
  return entry === undefined ? { rest: said } : { entry, rest: others.join(' ') };
}
