import type { KnownBlock, SectionBlock, HomeView as SlackHome } from '@slack/types';
import type { DueLine, HomeView, OwnAction, OwnWalk, PostmortemLine } from '@tocsin/app';
import { roleNames } from '@tocsin/incident';
import { actionIds } from '../action-ids.ts';
import { actions, button, context, header, limits, section } from '../blocks/elements.ts';
import { listed, listedWords } from '../blocks/incident-list.ts';
import { bold, channel, date, lines, outside } from '../blocks/text.ts';

/** With two blocks an open incident and one for anything else, all of it is below Slack's 100. */
const shown = { open: 12, roles: 5, walks: 5, actions: 12, postmortems: 6, over: 8 } as const;

export interface HomeExtras {
  /** They open it for the first time. */
  readonly first?: boolean;
  /** What came of the button that they pressed here. */
  readonly said?: string;
}

/** The app's Home: what is due for the person, what is open, what is theirs, what was over last. */
export function home(view: HomeView, { first = false, said }: HomeExtras = {}): SlackHome {
  return {
    type: 'home',
    blocks: [
      ...(said === undefined ? [] : [section(said)]),
      ...actions('home', [
        button('Declare incident', { action: `${actionIds.form}.declare`, value: 'home', style: 'primary' }),
        button('All incidents', { action: `${actionIds.do}.list`, value: 'all' }),
      ]),
      ...(first ? [context(welcome)] : []),
      ...due(view.due),
      ...open(view),
      ...mine(view),
      ...postmortems(view),
      ...over(view),
    ],
  };
}

/** The Home of somebody who is not answered: why, and nothing else. */
export const closedHome = (reason: string): SlackHome => ({
  type: 'home',
  blocks: [section(`${reason[0]?.toUpperCase()}${reason.slice(1)}.`)],
});

const welcome =
  'Here you see what is open and what is yours. `/incident help` lists what you can do. Severities, reminders and who may do what are set in the catalog’s settings.ts, in your repository.';

function due(waiting: readonly DueLine[]): KnownBlock[] {
  if (waiting.length === 0) return [];
  const rows = waiting.map((line) => {
    const when = line.overdue ? `*overdue since ${date(line.due)}*` : `due ${date(line.due)}`;
    return `• ${aboutWords[line.about] ?? 'something'} for ${bold(outside(line.title, 100))}${placeOf(line)} · ${when}`;
  });
  return [header('What is due'), section(lines(rows, limits.section - 100))];
}

const aboutWords: Readonly<Record<string, string>> = {
  command: 'a commander',
  update: 'a status update',
  resolve: 'resolving',
  close: 'closing',
  review: 'a review of the postmortem',
};

function open({ open: incidents, moreOpen }: HomeView): KnownBlock[] {
  const rows = incidents.slice(0, shown.open).flatMap((view) => {
    const [words, buttons] = listed(view);
    const ack = view.acknowledged ? [] : [button('Acknowledge', { action: actionIds.ack, value: view.incident })];
    const others = buttons?.type === 'actions' ? buttons.elements : [];
    return [...(words ? [words] : []), ...actions(`home.${view.incident}`, [...ack, ...(others as typeof ack)])];
  });
  const more = moreOpen ? [context('More are open: `/incident list` shows them all.')] : [];
  return [header('Open incidents'), ...(rows.length === 0 ? [section('None.')] : rows), ...more];
}

function mine({ roles, walks, actions: items }: HomeView): KnownBlock[] {
  if (roles.length === 0 && walks.length === 0 && items.length === 0) return [];
  const held = roles
    .slice(0, shown.roles)
    .map(
      (view) =>
        `• ${view.roles.map((role) => roleNames[role]).join(', ')} of ${bold(outside(view.title, 100))}${placeOf(view)}`,
    );
  const walked = walks.slice(0, shown.walks).map(walkRow);
  const left = items.length - shown.actions;
  return [
    header('Yours'),
    ...(held.length === 0 ? [] : [section(held.join('\n'))]),
    ...(walked.length === 0 ? [] : [section(walked.join('\n'))]),
    ...items.slice(0, shown.actions).map(itemRow),
    ...(left > 0 ? [context(`… and ${left} more action items; \`/incident list mine\` shows where they are.`)] : []),
  ];
}

const walkRow = ({ runbook, step, settled, total, ...where }: OwnWalk): string =>
  `📖 ${bold(outside(step, 100))} of “${outside(runbook, 100)}” · ${settled} of ${total} done · ${outside(where.title, 100)}${placeOf(where)}`;

function itemRow(item: OwnAction): SectionBlock {
  const { id, incident, text, due: day, overdue } = item;
  const when = day === undefined ? '' : overdue ? ` · *overdue since ${day}*` : ` · due ${day}`;
  return {
    ...section(`☐ ${bold(id)} ${outside(text, 300)}\n${outside(item.title, 100)}${placeOf(item)}${when}`),
    accessory: button('Done', { action: `${actionIds.do}.action`, value: `${incident} done ${id}` }),
  };
}

function postmortems({ postmortems: all }: HomeView): KnownBlock[] {
  return all.length === 0 ? [] : [header('Recent postmortems'), ...all.slice(0, shown.postmortems).map(postmortemRow)];
}

/** Without a draft the button asks for one; with one it makes the link. */
function postmortemRow({ incident, title, status, draft, reviewDue, overdue, ...where }: PostmortemLine): SectionBlock {
  const [label, word] =
    draft !== undefined ? ['Open', 'open'] : status === undefined ? ['Draft', 'draft'] : ['Show', 'show'];
  const facts = [
    status === undefined ? 'not drafted yet' : draft === undefined ? 'no draft yet' : `${status}, draft ${draft}`,
    ...(reviewDue === undefined
      ? []
      : [overdue ? `*review overdue since ${date(reviewDue)}*` : `review due ${date(reviewDue)}`]),
  ];
  return {
    ...section(`📝 ${bold(outside(title, 100))}${placeOf(where)}\n${facts.join(' · ')}`),
    accessory: button(label, { action: `${actionIds.do}.postmortem.${word}`, value: `${incident} ${word}` }),
  };
}

function over({ over: incidents }: HomeView): KnownBlock[] {
  if (incidents.length === 0) return [];
  const rows = incidents.slice(0, shown.over).map((view) => {
    const ended = view.resolvedAt === undefined ? '' : ` · resolved ${date(view.resolvedAt)}`;
    const left = view.left === 0 ? '' : ` · ${view.left} action ${view.left === 1 ? 'item' : 'items'} open`;
    return {
      ...section(`${listedWords(view)}${ended}${left}`),
      accessory: button('More…', { action: `${actionIds.form}.more`, value: view.incident }),
    };
  });
  return [header('Recent incidents'), ...rows];
}

const placeOf = ({ channel: id }: { readonly channel?: string }): string =>
  id === undefined || id === '' ? '' : ` ${channel(id)}`;
