import { field, time } from './elements.ts';
import { type Form, unclear } from './form.ts';

/** The part of the timeline between two moments. Reading it is refused to nobody who sees the incident. */
export const timelineOf: Form = {
  label: 'From … to …',
  title: 'Timeline',
  submit: 'Show',
  fields: ({ incident, now }) => [
    field({ block: 'from', label: 'From' }, time(incident.since)),
    field({ block: 'to', label: 'To' }, time(now)),
  ],
  read(filled, { now }) {
    const from = filled.time('from');
    const to = filled.time('to') ?? now;
    if (from === undefined) return unclear({ from: 'Choose when it begins.' });
    return from > to ? unclear({ to: 'It ends before it begins.' }) : { type: 'timeline', from, to };
  },
};
