import { field, radios, words } from './elements.ts';
import { type Form, meant, unclear } from './form.ts';
import { severities, severityChoices, severityOf } from './severity-choices.ts';

const reasonLength = 1_000;

export const severity: Form = {
  label: 'Severity',
  title: 'Change the severity',
  submit: 'Change',
  attempt: ({ incident, by }) => ({
    type: 'change-severity',
    by,
    to: severities.find((one) => one !== incident.severity) ?? 'SEV1',
  }),
  fields: ({ incident, settings }, { severity: to, reason }) => [
    field(
      { block: 'severity', label: `How bad is it? It is ${incident.severity} now.` },
      radios(severityChoices(settings), { initial: to ?? incident.severity }),
    ),
    field(
      { block: 'reason', label: 'Why', hint: 'Everybody in the channel reads it.', optional: true },
      words({ initial: reason, max: reasonLength, placeholder: 'all uploads fail' }),
    ),
  ],
  read(filled, { by }) {
    const to = severityOf(filled.choice('severity'));
    if (to === undefined) return unclear({ severity: 'Choose one of these.' });
    const reason = filled.text('reason');
    return meant({
      type: 'change-severity',
      by,
      to,
      ...(reason === undefined ? {} : { reason }),
    });
  },
};
