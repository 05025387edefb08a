import { field, offered, words } from './elements.ts';
import { type About, type Form, meant, unclear } from './form.ts';

const entryField = field(
  {
    block: 'entry',
    label: 'Which entry?',
    hint: 'Notes, updates and captured messages, newest first. Type part of it, or its number.',
  },
  offered('entries', { placeholder: 'Choose an entry' }),
);

/** The newest that still stands, so that with none left the form need not be filled in. */
const newest = ({ incident }: About): string =>
  Object.entries(incident.amendable ?? {}).findLast(([, standing]) => standing === 'stands')?.[0] ?? '0';

/** Says what an entry should have said. */
export const correct: Form = {
  label: 'Correct an entry…',
  title: 'Correct an entry',
  submit: 'Correct',
  attempt: (about) => ({ type: 'correct-entry', by: about.by, entry: newest(about), text: '' }),
  fields: (_, { text }) => [
    entryField,
    field(
      { block: 'text', label: 'What it should say', hint: 'Both stay readable.' },
      words({ initial: text, multiline: true, max: 1_000, placeholder: 'rolled back to v12, not v11' }),
    ),
  ],
  read(filled, { by }) {
    const entry = filled.choice('entry');
    const text = filled.text('text');
    if (entry === undefined) return unclear({ entry: 'Choose the entry.' });
    return text === undefined
      ? unclear({ text: 'Say what it should have said.' })
      : meant({ type: 'correct-entry', by, entry, text });
  },
};

/** Takes back an entry that does not stand. */
export const withdraw: Form = {
  label: 'Withdraw an entry…',
  title: 'Withdraw an entry',
  submit: 'Withdraw',
  attempt: (about) => ({ type: 'withdraw-entry', by: about.by, entry: newest(about) }),
  fields: (_, { reason }) => [
    entryField,
    field(
      { block: 'reason', label: 'Why', hint: 'It stays readable, struck through.', optional: true },
      words({ initial: reason, max: 500, placeholder: 'it was about another incident' }),
    ),
  ],
  read(filled, { by }) {
    const entry = filled.choice('entry');
    const reason = filled.text('reason');
    if (entry === undefined) return unclear({ entry: 'Choose the entry.' });
    return meant({ type: 'withdraw-entry', by, entry, ...(reason === undefined ? {} : { reason }) });
  },
};
