import type { Incident, PeopleCommand } from '@tocsin/incident';
import { firingAlarms } from '@tocsin/incident';
import { section } from '../blocks/elements.ts';
import { bold, outside } from '../blocks/text.ts';
import { field, words } from './elements.ts';
import { type About, type Form, meant } from './form.ts';

const noteLength = 1_000;

const subject = ({ title }: Incident): string => bold(outside(title, 150));

/** A stage of the incident, with room to say why. */
function stage(
  parts: Pick<Form, 'label' | 'title' | 'submit'> & {
    readonly asks: { readonly label: string; readonly placeholder: string };
    readonly lead: (about: About) => string;
    readonly command: (by: About['by'], said: string | undefined) => PeopleCommand;
  },
): Form {
  const { asks, lead, command, ...same } = parts;
  return {
    ...same,
    attempt: ({ by }) => command(by, undefined),
    fields: (about, { note }) => [
      section(lead(about)),
      field(
        { block: 'note', label: asks.label, optional: true },
        words({ initial: note, multiline: true, max: noteLength, placeholder: asks.placeholder }),
      ),
    ],
    read: (filled, { by }) => meant(command(by, filled.text('note'))),
  };
}

const noted = (note: string | undefined) => (note === undefined ? {} : { note });

export const mitigate = stage({
  label: 'Mitigated',
  title: 'Mitigated',
  submit: 'Mitigated',
  asks: { label: 'What helped', placeholder: 'traffic goes to the other region' },
  lead: ({ incident }) => `Users are well again, though the cause of ${subject(incident)} may not be mended.`,
  command: (by, note) => ({ type: 'mitigate', by, ...noted(note) }),
});

export const resolve = stage({
  label: 'Resolve',
  title: 'Resolve',
  submit: 'Resolve',
  asks: { label: 'What fixed it', placeholder: 'rolled back to v12; the index was missing' },
  lead({ incident }) {
    const firing = firingAlarms(incident).length;
    if (firing > 0)
      return `${firing === 1 ? 'One alarm of' : `${firing} alarms of`} ${subject(incident)} still ${firing === 1 ? 'fires' : 'fire'}. Resolve only if the trouble is over all the same.`;
    return `Nothing of ${subject(incident)} fires. Resolve it if the trouble is over.`;
  },
  command: (by, note) => ({ type: 'resolve', by, ...noted(note) }),
});

export const reopen = stage({
  label: 'Reopen',
  title: 'Reopen',
  submit: 'Reopen',
  asks: { label: 'Why it was not over', placeholder: 'uploads fail again' },
  lead: ({ incident }) => `${subject(incident)} goes on in the same channel, and its alarms find it again.`,
  command: (by, reason) => ({ type: 'reopen', by, ...(reason === undefined ? {} : { reason }) }),
});

/** Nothing is asked, but it is for good. */
export const close: Form = {
  label: 'Close',
  title: 'Close',
  submit: 'Close',
  attempt: ({ by }) => ({ type: 'close', by }),
  fields: ({ incident }) => [
    section(
      `Is nothing left to do for ${subject(incident)}? Its timeline takes no more notes afterwards, and it cannot be reopened.`,
    ),
  ],
  read: (_, { by }) => meant({ type: 'close', by }),
};
