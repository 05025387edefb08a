import { person } from '@tocsin/incident';
import { type Change, change, short } from './change.ts';

/** `/incident step [id] <step>|auto [reason]`: people know better than triage, and may give the step back to it. */
export const step: Change = (world, asked) =>
  change(world, asked, {
    what: 'You named the step of',
    command: (rest) => {
      const [id = '', ...why] = rest.split(/\s+/);
      const by = person(asked.user);
      if (id === '')
        return {
          type: 'ask',
          form: 'step',
          given: {},
          usage:
            'Say which step broke: `/incident step upload the queue is full`. `/incident step auto` lets triage name it.',
          asked,
        };
      if (id.toLowerCase() === 'auto') return { type: 'release-step', by };
      const reason = why.join(' ');
      return { type: 'name-step', by, step: id.toLowerCase(), ...(reason === '' ? {} : { reason: short(reason) }) };
    },
  });
