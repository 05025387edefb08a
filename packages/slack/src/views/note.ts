import { problemOfBeginning } from '@tocsin/incident';
import { field, time, words } from './elements.ts';
import { type FormOfAny, meant, unclear } from './form.ts';
import { quotedIn } from './meta.ts';

/** Something worth remembering, which may have happened a while ago. */
export const note: FormOfAny = {
  label: 'Add a note',
  title: 'Add a note',
  submit: 'Add',
  done: 'You added to the timeline of',
  attempt: ({ by }) => ({ type: 'note', by, text: '' }),
  fields: ({ now }, { text, at }) => [
    field(
      { block: 'text', label: 'What happened', hint: 'It goes on the timeline; the channel is not told.' },
      words({ initial: text, multiline: true, max: 1_000, placeholder: 'rolled back to v12' }),
    ),
    field({ block: 'at', label: 'When' }, time(at ?? now)),
  ],
  read(filled, { by, now, from }) {
    const text = filled.text('text');
    const at = filled.time('at') ?? now;
    const problem = problemOfBeginning(at, now);
    if (text === undefined) return unclear({ text: 'Say what happened.' });
    if (problem !== undefined) return unclear({ at: `${problem}.` });
    return meant({ type: 'note', by, text, ...(at < now ? { at } : {}), ...(from ? { from: quotedIn(from) } : {}) });
  },
};
