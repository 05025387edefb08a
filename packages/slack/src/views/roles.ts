import { type Role, roleNames } from '@tocsin/incident';
import { context } from '../blocks/elements.ts';
import { person as mention } from '../blocks/text.ts';
import { field, person, radios, words } from './elements.ts';
import { type Form, meant, unclear } from './form.ts';

const does: Readonly<Record<Role, string>> = {
  commander: 'decides, and sees that somebody does each thing',
  communications: 'tells everybody else how it goes',
  scribe: 'writes down what happens and why',
};
const roles = Object.keys(does) as readonly Role[];

/** Gives somebody a role. */
export const role: Form = {
  label: 'Give a role',
  title: 'Give out a role',
  submit: 'Give',
  attempt: ({ by }) => ({ type: 'assign-role', by, role: 'scribe', to: '' }),
  fields: ({ incident }, { role: given, to }) => [
    field(
      { block: 'role', label: 'Role' },
      radios(
        roles.map((one) => ({ value: one, text: capital(roleNames[one]), description: does[one] })),
        { initial: given },
      ),
    ),
    field({ block: 'to', label: 'Who' }, person({ initial: to, placeholder: 'Choose somebody' })),
    context(`Now: ${roles.map((one) => `${roleNames[one]} ${holder(incident.roles[one])}`).join(' · ')}`),
  ],
  read(filled, { by }) {
    const to = filled.user('to');
    if (to === undefined) return unclear({ to: 'Choose who has the role.' });
    const chosen = filled.choice('role') ?? 'scribe';
    const role = roles.find((one) => one === chosen);
    if (role === undefined) return unclear({ role: 'Choose one of these.' });
    return meant({ type: 'assign-role', by, role, to });
  },
};

/** The commander passes command on, and says what the next one should know. */
export const handoff: Form = {
  label: 'Hand off',
  title: 'Hand off command',
  submit: 'Hand off',
  attempt: ({ by }) => ({ type: 'hand-off', by, to: '' }),
  fields: (_, { to, note }) => [
    field(
      { block: 'to', label: 'Who takes over', hint: 'The channel reads how things stand at this moment.' },
      person({ initial: to, placeholder: 'Choose somebody' }),
    ),
    field(
      {
        block: 'note',
        label: 'What they should know',
        hint: 'What is being tried, what waits for whom.',
        optional: true,
      },
      words({ initial: note, multiline: true, max: 1_000 }),
    ),
  ],
  read(filled, { by }) {
    const to = filled.user('to');
    if (to === undefined) return unclear({ to: 'Choose who takes over.' });
    const note = filled.text('note');
    return meant({ type: 'hand-off', by, to, ...(note === undefined ? {} : { note }) });
  },
};

const holder = (id: string | undefined): string => (id === undefined ? 'nobody' : mention(id));
const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
