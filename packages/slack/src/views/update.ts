import type { PeopleCommand, Status } from '@tocsin/incident';
import { isOpen } from '@tocsin/incident';
import type { Severity } from '@tocsin/workflow';
import { type Choice, field, select, words } from './elements.ts';
import { type About, type Form, meant, unclear } from './form.ts';
import { duration, severities, severityOf } from './severity-choices.ts';

export const longestUpdate = 2_000;
const asItIs = 'as-it-is';
const none = 'none';
/** A week; what is longer is nothing that was offered. */
const longestWait = 7 * 24 * 60;
const usual = [15, 30, 60, 120, 240];

/** What is known by now: the one form that a commander needs every half hour, so the status can change with it. */
export const update: Form = {
  label: 'Post update',
  title: 'Post an update',
  submit: 'Post',
  attempt: ({ by }) => ({ type: 'post-update', by, text: '' }),
  fields: (about, { text }) => {
    const { incident } = about;
    const next = nextChoices(about);
    return [
      field(
        {
          block: 'text',
          label: 'What changed, and what is being done',
          hint: 'It is posted in the channel and below the announcement of the incident.',
        },
        words({ initial: text, multiline: true, max: longestUpdate, placeholder: 'Rolling back to v12, 5 minutes' }),
      ),
      field(
        { block: 'impact', label: 'What users notice', optional: true },
        words({ initial: incident.update?.impact, max: 500, placeholder: 'New designs stay blank; old ones open' }),
      ),
      field({ block: 'next', label: 'When they hear more' }, select(next.choices, { initial: next.initial })),
      ...(isOpen(incident)
        ? [
            field({ block: 'status', label: 'Status' }, select(statusChoices(incident.status), { initial: asItIs })),
            field(
              { block: 'severity', label: 'Severity' },
              select(severityOptions(incident.severity), { initial: asItIs }),
            ),
          ]
        : []),
    ];
  },
  read(filled, { by, now }) {
    const text = filled.text('text');
    if (text === undefined) return unclear({ text: 'Say what changed, and what is being done.' });
    const impact = filled.text('impact');
    const minutes = Number(filled.choice('next'));
    const nextAt =
      minutes > 0 && minutes <= longestWait ? new Date(Date.parse(now) + minutes * 60_000).toISOString() : undefined;
    const chosen = filled.choice('severity');
    const to = severityOf(chosen);
    if (to === undefined && chosen !== undefined && chosen !== asItIs)
      return unclear({ severity: 'Choose one of these.' });
    return meant(
      ...statusCommand(filled.choice('status'), by),
      ...(to === undefined ? [] : [{ type: 'change-severity', by, to } as const]),
      {
        type: 'post-update',
        by,
        text,
        ...(impact === undefined ? {} : { impact }),
        ...(nextAt === undefined ? {} : { nextAt }),
      },
    );
  },
};

function statusCommand(status: string | undefined, by: About['by']): PeopleCommand[] {
  if (status === 'acknowledged') return [{ type: 'acknowledge', by }];
  if (status === 'mitigated') return [{ type: 'mitigate', by }];
  return status === 'resolved' ? [{ type: 'resolve', by }] : [];
}

function statusChoices(status: Status): Choice[] {
  const stages: readonly Choice[] = [
    { value: 'acknowledged', text: 'acknowledged: somebody is on it' },
    { value: 'mitigated', text: 'mitigated: users are well again' },
    { value: 'resolved', text: 'resolved: the trouble is over' },
  ];
  const ahead = stages.slice(stages.findIndex(({ value }) => value === status) + 1);
  return [{ value: asItIs, text: `As it is: ${status}` }, ...ahead];
}

const severityOptions = (now: Severity): Choice[] => [
  { value: asItIs, text: `As it is: ${now}` },
  ...severities.filter((one) => one !== now).map((one) => ({ value: one, text: one })),
];

/** The interval that the severity asks for is chosen from the start; once it is over, none. */
function nextChoices({ incident, settings }: About): { choices: Choice[]; initial: string } {
  const due = isOpen(incident) ? settings.severities[incident.severity].updateMinutes : null;
  const all = [...new Set([...usual, ...(due === null ? [] : [due])])].sort((a, b) => a - b);
  const choices = all.map((minutes) => ({
    value: String(minutes),
    text: `in ${minutes === 60 ? 'an hour' : duration(minutes)}`,
  }));
  return { choices: [...choices, { value: none, text: 'no further update is planned' }], initial: String(due ?? none) };
}
