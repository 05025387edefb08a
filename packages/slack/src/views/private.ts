import { section } from '../blocks/elements.ts';
import { madePrivate } from '../blocks/index.ts';
import { bold, outside } from '../blocks/text.ts';
import { field, words } from './elements.ts';
import { type Form, meant } from './form.ts';

/** Hides an incident; what that does and does not is said before, for it cannot be taken back. */
export const makePrivate: Form = {
  label: 'Make private…',
  title: 'Make it private?',
  submit: 'Make private',
  attempt: ({ by }) => ({ type: 'make-private', by }),
  fields: ({ incident: { title, channel } }, { reason }) => [
    section(
      [
        `Only its responders see ${bold(outside(title, 150))} from then on. *That cannot be taken back.*`,
        '• It goes on in a private channel, to which its responders are invited.',
        ...(channel
          ? [
              '• This channel is archived, and what Tocsin said in it and announced is taken back.',
              '• What people wrote here stays readable in the archive, and pages that went out stay where they went.',
            ]
          : []),
      ].join('\n'),
    ),
    field(
      { block: 'reason', label: 'Why', hint: 'It stands on its timeline, for those who see it.', optional: true },
      words({ initial: reason, max: 500, placeholder: 'customer data may have leaked' }),
    ),
  ],
  read(filled, { by }) {
    const reason = filled.text('reason');
    return meant({ type: 'make-private', by, ...(reason === undefined ? {} : { reason }) });
  },
  told: madePrivate,
};
