import { person } from '@tocsin/incident';
import { given } from '../views/ask.ts';
import { type Change, change, short } from './change.ts';

/**
 * `/incident update [id] [text]`: a form asks what users notice, when they hear more and what has changed. Where none can
 * be opened, words are posted as they are.
 */
export const update: Change = (world, asked) =>
  change(world, asked, {
    what: 'You posted an update on',
    command: (text) =>
      asked.trigger === undefined && text !== ''
        ? { type: 'post-update', by: person(asked.user), text: short(text) }
        : {
            type: 'ask',
            form: 'update',
            given: given({ text }),
            usage: 'Say what changed and what is being done. The form also asks when people hear more.',
            asked,
          },
  });
