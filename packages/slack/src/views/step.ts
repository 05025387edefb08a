import type { StepState } from '@tocsin/incident';
import { inOrder } from '@tocsin/workflow';
import { field, select, words } from './elements.ts';
import { type About, type Form, meant, unclear } from './form.ts';

/** No step is called so: ids begin with a letter. */
const triageNames = '-';

const seen: Readonly<Record<StepState, string>> = {
  failed: '🔴 fails',
  degraded: '🟠 degraded',
  blocked: '⏸️ blocked by one before it',
  passed: '🟢 passes',
  unknown: '⚪ not seen',
};

/** Names the step that broke, or lets triage name it again. */
export const step: Form = {
  label: 'Name the step',
  title: 'Name the step',
  submit: 'Name it',
  attempt: ({ incident, workflow, by }) => ({
    type: 'name-step',
    by,
    step: workflow?.steps.find(({ id }) => id !== incident.naming?.step)?.id ?? '',
  }),
  fields: (about, { step: given, reason }) => [
    field(
      { block: 'step', label: 'Which step broke?', hint: 'It stays named until somebody names another.' },
      select(choices(about), { initial: given ?? about.incident.naming?.step, placeholder: 'Choose a step' }),
    ),
    field(
      { block: 'reason', label: 'How do you know?', optional: true },
      words({ initial: reason, max: 1_000, placeholder: 'the queue is full' }),
    ),
  ],
  read(filled, { by }) {
    const chosen = filled.choice('step');
    if (chosen === undefined) return unclear({ step: 'Choose the step that broke.' });
    if (chosen === triageNames) return meant({ type: 'release-step', by });
    const reason = filled.text('reason');
    return meant({ type: 'name-step', by, step: chosen, ...(reason === undefined ? {} : { reason }) });
  },
};

function choices({ incident, workflow }: About) {
  const { states = {}, pinned } = incident.naming ?? {};
  const steps = inOrder(workflow?.steps ?? []).map(({ id, title }) => ({
    value: id,
    text: `${title} (${seen[states[id] ?? 'unknown']})`,
  }));
  return pinned ? [...steps, { value: triageNames, text: 'Let triage name it again' }] : steps;
}
