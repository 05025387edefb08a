import type { PeopleCommand } from './commands.ts';
import { accept, type Decision, mention, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { Done, Incident } from './incident.ts';

/** What an action item is for: to keep it from happening again, to see it sooner, to limit its harm, or how people work. */
export type ActionKind = 'prevent' | 'detect' | 'mitigate' | 'process';

/** The message that an action item was made from. */
export interface Source {
  readonly channel: string;
  readonly ts: string;
  readonly link?: string;
}

/** Something left to do, during an incident or after it. */
export interface ActionItem {
  /** `A1` for the incident's first; stays the same for good. */
  readonly id: string;
  readonly text: string;
  /** Slack user id. */
  readonly owner?: string;
  /** A day, `2026-12-01`: whoever does it has until its end. */
  readonly due?: string;
  readonly kind?: ActionKind;
  readonly source?: Source;
  readonly added: Done;
  /** How it ended; while it is open, nothing. A reason says why it was dropped instead of done. */
  readonly ended?: Done & { readonly dropped?: string };
}

/** What can be changed of one; null takes it away. */
export interface ActionChange {
  readonly text?: string;
  readonly owner?: string | null;
  readonly due?: string | null;
  readonly kind?: ActionKind | null;
}

/** Keeps the snapshot small. Whoever has more to do has a tracker for it. */
export const mostActions = 100;
/** One line; the story belongs into the postmortem or the tracker. */
export const longestAction = 300;

export const actionsOf = (incident: Pick<Incident, 'actions'>): readonly ActionItem[] => incident.actions ?? [];
export const openActions = (incident: Pick<Incident, 'actions'>): ActionItem[] =>
  actionsOf(incident).filter(({ ended }) => ended === undefined);

/** When the day that something is due on is over, in UTC. */
export const overdueFrom = (due: string): string => new Date(Date.parse(due) + 86_400_000).toISOString();

export const isOverdue = ({ due, ended }: Pick<ActionItem, 'due' | 'ended'>, now: string): boolean =>
  ended === undefined && due !== undefined && overdueFrom(due) <= now;

type ActionCommand = Extract<PeopleCommand, { readonly type: `${string}-action` }>;
type ActionEntry = Extract<Entry, { readonly type: `action.${string}` }>;

/** Action items outlive the incident: what a postmortem finds is written down after closing, and done later still. */
export function answerAction(incident: Incident, command: ActionCommand, at: string): Decision {
  const { by } = command;
  if (command.type === 'add-action') return add(incident, command, at);
  const item = actionsOf(incident).find(({ id }) => id === command.action);
  if (!item) return refuse('not-possible', noSuch(incident, command.action));
  const { id: action, ended } = item;
  switch (command.type) {
    case 'change-action': {
      const change = changed(item, command.change);
      return Object.keys(change).length === 0
        ? refuse('already-done', `${action} says that already`)
        : accept({ type: 'action.changed', at, by, action, ...change });
    }
    case 'finish-action':
      return ended ? refuse('already-done', howEnded(action, ended)) : accept({ type: 'action.done', at, by, action });
    case 'drop-action':
      return ended
        ? refuse('already-done', howEnded(action, ended))
        : accept({ type: 'action.dropped', at, by, action, reason: command.reason });
    case 'reopen-action':
      return ended
        ? accept({ type: 'action.reopened', at, by, action })
        : refuse('already-done', `${action} is still open`);
    default:
      command satisfies never;
      return refuse('nothing-new', 'unknown command');
  }
}

function add(
  incident: Incident,
  { by, text, owner, due, kind, source }: ActionCommand & { type: 'add-action' },
  at: string,
): Decision {
  if (incident.merged)
    return refuse('not-open', `incident ${incident.id} was merged into ${incident.merged.into}; add it there`);
  const count = actionsOf(incident).length;
  if (count >= mostActions)
    return refuse('not-possible', `an incident has up to ${mostActions} action items; keep more in your tracker`);
  return accept({
    type: 'action.added',
    at,
    by,
    action: `A${count + 1}`,
    text,
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due }),
    ...(kind === undefined ? {} : { kind }),
    ...(source === undefined ? {} : { source }),
  });
}

function noSuch(incident: Incident, asked: string): string {
  const ids = actionsOf(incident).map(({ id }) => id);
  const there =
    ids.length === 0 ? 'there is none yet' : ids.length === 1 ? 'there is A1' : `there are A1 to ${ids.at(-1)}`;
  return `there is no action item ${asked}; ${there}`;
}

const howEnded = (id: string, { by, dropped }: NonNullable<ActionItem['ended']>): string =>
  `${mention(by)} ${dropped === undefined ? 'did' : 'dropped'} ${id} already`;

/** Only what is different afterwards. */
function changed(item: ActionItem, { text, owner, due, kind }: ActionChange): ActionChange {
  return {
    ...(text === undefined || text === item.text ? {} : { text }),
    ...(owner === undefined || owner === (item.owner ?? null) ? {} : { owner }),
    ...(due === undefined || due === (item.due ?? null) ? {} : { due }),
    ...(kind === undefined || kind === (item.kind ?? null) ? {} : { kind }),
  };
}

/** The items after an entry; one of an item that is not there changes nothing. */
export function actionsAfter(incident: Incident, entry: ActionEntry): readonly ActionItem[] {
  const before = actionsOf(incident);
  if (entry.type === 'action.added') {
    const { action: id, text, owner, due, kind, source, at, by } = entry;
    const optional = { ...(owner ? { owner } : {}), ...(due ? { due } : {}), ...(kind ? { kind } : {}) };
    return [...before, { id, text, ...optional, ...(source ? { source } : {}), added: { at, by } }];
  }
  return before.map((item) => (item.id === entry.action ? amended(item, entry) : item));
}

function amended(item: ActionItem, entry: Exclude<ActionEntry, { type: 'action.added' }>): ActionItem {
  const { at, by } = entry;
  switch (entry.type) {
    case 'action.changed': {
      const { owner: _, due: __, kind: ___, ...rest } = item;
      const { owner = item.owner, due = item.due, kind = item.kind } = entry;
      return {
        ...rest,
        text: entry.text ?? item.text,
        ...(owner ? { owner } : {}),
        ...(due ? { due } : {}),
        ...(kind ? { kind } : {}),
      };
    }
    case 'action.done':
      return { ...item, ended: { at, by } };
    case 'action.dropped':
      return { ...item, ended: { at, by, dropped: entry.reason } };
    case 'action.reopened': {
      const { ended: _, ...open } = item;
      return open;
    }
    default:
      entry satisfies never;
      return item;
  }
}
