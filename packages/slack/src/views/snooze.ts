import { field, radios } from './elements.ts';
import { type Form, meant, unclear } from './form.ts';

const spans = [
  [30, '30 minutes'],
  [60, 'an hour'],
  [90, '90 minutes'],
  [120, 'two hours'],
  [480, 'eight hours'],
] as const;

/** Puts reminders off; pages go on. */
export const snooze: Form = {
  label: 'Snooze reminders…',
  title: 'Snooze reminders',
  submit: 'Snooze',
  attempt: ({ by }) => ({ type: 'snooze', by, minutes: spans[0][0] }),
  fields: () => [
    field(
      { block: 'minutes', label: 'For how long?', hint: 'Nobody is reminded of anything until then; pages go on.' },
      radios(
        spans.map(([minutes, text]) => ({ value: String(minutes), text })),
        { initial: String(spans[0][0]) },
      ),
    ),
  ],
  read(filled, { by }) {
    const minutes = Number(filled.choice('minutes'));
    return minutes > 0 ? meant({ type: 'snooze', by, minutes }) : unclear({ minutes: 'Choose for how long.' });
  },
};
