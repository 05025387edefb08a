import { type ActionItem, type ActionKind, actionsOf, longestAction, openActions } from '@tocsin/incident';
import { day, field, person, select, words } from './elements.ts';
import type { Filled } from './filled.ts';
import { type About, type Form, type FormOfAny, meant, unclear } from './form.ts';

const kinds: Readonly<Record<ActionKind, string>> = {
  prevent: 'so that it does not happen again',
  detect: 'so that we see it sooner',
  mitigate: 'so that it harms less',
  process: 'how we work',
};

const missing = { text: 'Say what is left to do.' };

/** Adds an action item; from a message it keeps where that is. */
export const action: FormOfAny = {
  label: 'Add an action item',
  title: 'Add an action item',
  submit: 'Add',
  done: 'You added an action item to',
  attempt: ({ by }) => ({ type: 'add-action', by, text: '' }),
  fields: (_, { text, owner, due, kind }) => itemFields({ text, owner, due, kind }),
  read(filled, { by, from }) {
    const { text, owner, due, kind } = itemIn(filled);
    if (text === undefined) return unclear(missing);
    const source = from && { channel: from.channel, ts: from.ts, ...(from.link ? { link: from.link } : {}) };
    return meant({
      type: 'add-action',
      by,
      text,
      ...(owner === undefined ? {} : { owner }),
      ...(due === undefined ? {} : { due }),
      ...(kind === undefined ? {} : { kind }),
      ...(source ? { source } : {}),
    });
  },
};

/** Changes one; what is left empty is taken away. */
export const changeAction: Form = {
  label: 'Edit',
  title: 'Edit an action item',
  submit: 'Save',
  attempt: (about) => ({ type: 'change-action', by: about.by, action: firstOf(about), change: { text: '' } }),
  fields(about, given) {
    const item = itemOf(about, given);
    return item ? [which(item), ...itemFields({ ...item, ...given })] : [];
  },
  read(filled, { by }) {
    const { text, owner = null, due = null, kind = null } = itemIn(filled);
    if (text === undefined) return unclear(missing);
    return meant({
      type: 'change-action',
      by,
      action: filled.choice('item') ?? '',
      change: { text, owner, due, kind },
    });
  },
};

/** Ends one without its being done, and says why. */
export const dropAction: Form = {
  label: 'Drop',
  title: 'Drop an action item',
  submit: 'Drop',
  attempt: ({ incident, by }) => ({
    type: 'drop-action',
    by,
    action: openActions(incident)[0]?.id ?? 'A1',
    reason: '',
  }),
  fields(about, given) {
    const item = itemOf(about, given);
    const why = words({ max: longestAction, placeholder: 'it cannot happen again since we moved' });
    return item ? [which(item), field({ block: 'reason', label: 'Why', hint: 'For whoever asks later.' }, why)] : [];
  },
  read(filled, { by }) {
    const reason = filled.text('reason');
    if (reason === undefined) return unclear({ reason: 'Say why.' });
    return meant({ type: 'drop-action', by, action: filled.choice('item') ?? '', reason });
  },
};

type Words = Readonly<Partial<Record<'text' | 'owner' | 'due' | 'kind', string | undefined>>>;

const itemFields = ({ text, owner, due, kind }: Words) => [
  field(
    { block: 'text', label: 'What is left to do' },
    words({ initial: text, max: longestAction, placeholder: 'raise the queue’s limit' }),
  ),
  field(
    { block: 'owner', label: 'Who does it', optional: true },
    person({ initial: owner, placeholder: 'Nobody yet' }),
  ),
  field({ block: 'due', label: 'Until when', optional: true }, day(due)),
  field(
    { block: 'kind', label: 'What it is for', optional: true },
    select(
      Object.entries(kinds).map(([value, meaning]) => ({ value, text: `${value}: ${meaning}` })),
      { initial: kind, placeholder: 'Not said' },
    ),
  ),
];

function itemIn(filled: Filled) {
  const kind = filled.choice('kind') as ActionKind | undefined;
  return { text: filled.text('text'), owner: filled.user('owner'), due: filled.day('due'), kind };
}

const itemOf = ({ incident }: About, { item }: Readonly<Record<string, string>>): ActionItem | undefined =>
  actionsOf(incident).find(({ id }) => id === item);

const firstOf = ({ incident }: About): string => actionsOf(incident)[0]?.id ?? 'A1';

/** Shows which it is, and hands its number back. */
const which = ({ id, text }: ActionItem) =>
  field({ block: 'item', label: 'Action item' }, select([{ value: id, text: `${id} ${text}` }], { initial: id }));
