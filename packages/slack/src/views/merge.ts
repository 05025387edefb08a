import { section } from '../blocks/elements.ts';
import { done } from '../blocks/index.ts';
import { bold, outside } from '../blocks/text.ts';
import { field, offered } from './elements.ts';
import { type Form, unclear } from './form.ts';

/** Says that this is the same trouble as another open incident, which is looked for by what it is called. */
export const merge: Form = {
  label: 'Merge…',
  title: 'Merge into another',
  submit: 'Merge',
  attempt: ({ by }) => ({ type: 'merge', by, into: '', title: '' }),
  fields: ({ incident: { title } }) => [
    section(
      `${bold(outside(title, 150))} is closed and goes on in the other incident, with its alarms. Both channels say so. “Split” takes it out again.`,
    ),
    field(
      {
        block: 'into',
        label: 'Which incident is the same trouble?',
        hint: 'Open incidents, newest first. Type part of a title, a channel, a severity or an id.',
      },
      offered('incidents', { placeholder: 'Choose an open incident' }),
    ),
  ],
  read(filled) {
    const into = filled.choice('into');
    return into === undefined ? unclear({ into: 'Choose the incident that it goes on in.' }) : { type: 'merge', into };
  },
  told: (incident) => done('You merged', incident),
};
