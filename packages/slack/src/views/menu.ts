import type { KnownBlock, ModalView } from '@slack/types';
import { type Incident, isGathered, isOpen } from '@tocsin/incident';
import { actionIds } from '../action-ids.ts';
import { actions, button, section } from '../blocks/elements.ts';
import { bold, outside } from '../blocks/text.ts';
import { modal } from './elements.ts';
import type { About } from './form.ts';
import { type FormName, formOf, isForm } from './forms.ts';
import { metaText } from './meta.ts';

/** A button of the menu: a form by name, or a word after `/incident` and what its button says. */
type Item = FormName | readonly [word: string, label: string];

interface Group {
  readonly title: string;
  readonly items: readonly Item[];
}

/** All that there is to do in an incident, beside the few buttons of its message. To add something: a name in its group. */
const whileOpen: readonly Group[] = [
  {
    title: 'Who',
    items: [['join', 'Join'], ['ack', 'Acknowledge'], ['take', 'Take command'], 'handoff', 'role', 'page'],
  },
  {
    title: 'What',
    items: [['runbook', 'Runbook'], 'severity', 'step', 'update', 'note', 'action', ['action', 'Action items']],
  },
  {
    title: 'What happened',
    items: [
      ['catchup', 'Catch me up'],
      ['timeline', 'Timeline'],
      ['status', 'Status'],
      ['gathered', 'All it speaks for'],
      ['postmortem', 'Postmortem'],
      'correct',
      'withdraw',
    ],
  },
  {
    title: 'How it goes on',
    items: ['mitigate', 'resolve', 'snooze', 'merge', 'split', 'private'],
  },
];
const onceOver: readonly Group[] = [
  {
    title: 'What happened',
    items: [
      ['catchup', 'Catch me up'],
      ['timeline', 'Timeline'],
      ['postmortem', 'Postmortem'],
      'note',
      'correct',
      'withdraw',
      'update',
      'action',
      ['action', 'Action items'],
    ],
  },
  { title: 'How it goes on', items: ['reopen', 'close', 'private'] },
];
const onceClosed: readonly Group[] = [
  {
    title: 'What happened',
    items: [
      ['catchup', 'Catch me up'],
      ['timeline', 'Timeline'],
      ['status', 'Status'],
      ['postmortem', 'Postmortem'],
      'action',
      ['action', 'Action items'],
    ],
  },
  { title: 'How it goes on', items: ['split'] },
];

/** The menu behind “More…”: every button does what the word or the form of its name does. */
export function menu({ incident }: Pick<About, 'incident'>, channel?: string): ModalView {
  const all = incident.status === 'closed' ? onceClosed : isOpen(incident) ? whileOpen : onceOver;
  const groups = all.map(({ title, items }) => ({ title, items: items.filter((item) => isSensible(item, incident)) }));
  const { severity, status, title, id } = incident;
  return modal({
    form: 'menu',
    title: 'What to do',
    meta: metaText({ incident: id, ...(channel === undefined ? {} : { channel }) }),
    blocks: [
      section(`${bold(outside(title, 150))}\n${severity} · ${status}`),
      ...groups.flatMap((group, index) => rowOf(group, { id, index })),
    ],
  });
}

const rowOf = ({ title, items }: Group, { id, index }: { id: string; index: number }): KnownBlock[] =>
  items.length === 0
    ? []
    : [
        section(bold(title)),
        ...actions(
          `menu.${index}`,
          items.map((item) => buttonOf(item, id)),
        ),
      ];

/** What would only be refused, whoever asks, is not offered. */
function isSensible(item: Item, { acknowledged, alarms, amendable = {}, merged, ...incident }: Incident): boolean {
  switch (typeof item === 'string' ? item : item[0]) {
    case 'ack':
      return acknowledged === undefined;
    case 'postmortem':
      return merged === undefined;
    case 'handoff':
      return incident.roles.commander !== undefined;
    case 'mitigate':
      return incident.mitigated === undefined;
    case 'split':
      return merged !== undefined || isGathered(incident) || Object.keys(alarms).length > 1;
    case 'gathered':
      return incident.parts !== undefined;
    case 'correct':
    case 'withdraw':
      return Object.values(amendable).includes('stands');
    case 'private':
      return incident.private === undefined;
    default:
      return true;
  }
}

function buttonOf(item: Item, value: string) {
  if (typeof item === 'string' && isForm(item))
    return button(formOf(item).label, { action: `${actionIds.form}.${item}`, value });
  const [word, label] = item as Exclude<Item, FormName>;
  return button(label, { action: `${actionIds.do}.${word}`, value });
}
