import type { Incident, PeopleCommand, Person } from '@tocsin/incident';
import { walkOf } from '@tocsin/incident';
import { type Move, plannedStep } from '@tocsin/runbook';
import { section } from '../blocks/elements.ts';
import { bold, outside } from '../blocks/text.ts';
import { field, offered, person, words } from './elements.ts';
import { type Form, meant, unclear } from './form.ts';
import type { Given, Meta } from './meta.ts';

const longest = 500;

type Why = 'skip' | 'did-not-work' | 'note' | 'stop';

interface Asks {
  readonly label: string;
  readonly title: string;
  readonly submit: string;
  readonly question: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly missing: string;
}

/** A move that is made with words. */
const saying = (type: Why, asks: Asks): Form => ({
  label: asks.label,
  title: asks.title,
  submit: asks.submit,
  attempt: ({ by }, given) => moveOf(type, by, walkIn(given), 'why'),
  fields: ({ incident }, given) => [
    section(placeWords(incident, given)),
    field(
      { block: 'why', label: asks.question, hint: asks.hint },
      words({ initial: given['why'], multiline: true, max: longest, placeholder: asks.placeholder }),
    ),
  ],
  read(filled, { by, walk }) {
    const why = filled.text('why');
    return why === undefined ? unclear({ why: asks.missing }) : meant(moveOf(type, by, walk, why));
  },
});

export const walkSkip = saying('skip', {
  label: 'Skip…',
  title: 'Skip this step',
  submit: 'Skip',
  question: 'Why is it skipped?',
  hint: 'It becomes a proposed change to the runbook.',
  placeholder: 'nothing was deployed today',
  missing: 'Say why it is skipped.',
});
export const walkDidNotWork = saying('did-not-work', {
  label: 'Did not work…',
  title: 'It did not work',
  submit: 'Did not work',
  question: 'What happened instead?',
  hint: 'The walk goes on where the runbook says; this becomes a proposed change to it.',
  placeholder: 'the role may not do that',
  missing: 'Say what happened instead.',
});
export const walkNote = saying('note', {
  label: 'Note…',
  title: 'Note an extra step',
  submit: 'Note',
  question: 'What did you do or see that the runbook does not say?',
  hint: 'The walk stays where it is; this becomes a proposed change to the runbook.',
  placeholder: 'restarted the front first',
  missing: 'Say what is to be noted.',
});
export const walkStop = saying('stop', {
  label: 'Stop…',
  title: 'Stop the walk',
  submit: 'Stop',
  question: 'Why is it stopped?',
  hint: 'What was done stays done; the walk cannot be taken up again.',
  placeholder: 'it is another trouble',
  missing: 'Say why it is stopped.',
});

/** Somebody else walks on. */
export const walkHandOver: Form = {
  label: 'Hand over…',
  title: 'Hand over the walk',
  submit: 'Hand over',
  fields: ({ incident }, given) => [
    section(placeWords(incident, given)),
    field(
      { block: 'to', label: 'Who walks on?', hint: 'The runbook’s message names them; tell them. You walk no longer.' },
      person({ placeholder: 'Choose somebody' }),
    ),
  ],
  read(filled, { by, walk }) {
    const to = filled.user('to');
    if (to === undefined) return unclear({ to: 'Choose who walks on.' });
    if (to === by.id) return unclear({ to: 'Choose somebody other than yourself.' });
    return meant({ type: 'move-walk', by, walk: walk?.id ?? '', move: { type: 'hand-over', to } });
  },
};

/** Another runbook than the one that is offered. */
export const runbook: Form = {
  label: 'Runbook…',
  title: 'Pick a runbook',
  submit: 'Start',
  fields: ({ incident: { title } }) => [
    section(`Begins a walk through a runbook for ${bold(outside(title, 150))}. Those that fit come first.`),
    field(
      { block: 'file', label: 'Runbook', hint: 'Type part of its title, of what it is for, or of its owner.' },
      offered('runbooks', { placeholder: 'Choose a runbook' }),
    ),
  ],
  read(filled) {
    const file = filled.choice('file');
    return file === undefined ? unclear({ file: 'Choose a runbook.' }) : { type: 'start-runbook', file };
  },
};

const walkIn = ({ walk: id = '', step = '', attempt = '0' }: Given): NonNullable<Meta['walk']> => ({
  id,
  step,
  attempt: Number(attempt),
});

function moveOf(type: Why, by: Person, at: Meta['walk'], said: string): PeopleCommand {
  const { id = '', step = '', attempt = 0 } = at ?? {};
  const move: Move =
    type === 'stop'
      ? { type, why: said }
      : type === 'note'
        ? { type, text: said, step, attempt }
        : { type, why: said, step, attempt };
  return { type: 'move-walk', by, walk: id, move };
}

function placeWords(incident: Incident, given: Given): string {
  const at = walkIn(given);
  const walk = walkOf(incident, at.id)?.walk;
  const step = walk && plannedStep(walk, at.step);
  const where = step ? ` · ${outside(step.title, 150)}` : '';
  return `${bold(outside(walk?.plan.title ?? 'Runbook', 150))}${where}`;
}
