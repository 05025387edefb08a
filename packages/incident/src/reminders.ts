import type { Settings } from '@tocsin/workflow';
import { tocsin } from './actor.ts';
import type { Command, PeopleCommand } from './commands.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { Incident } from './incident.ts';
import { type About, type Matter, mattersOf } from './matters.ts';
import { later, latest } from './times.ts';

/** What people were reminded of. A round is one message; the newest is the only one that can be pressed. */
export interface Reminders {
  /** Rounds so far. */
  readonly round: number;
  /** When the latest began. */
  readonly at: string;
  readonly raised: Readonly<Partial<Record<About, Raised>>>;
  readonly snoozed?: { readonly at: string; readonly until: string; readonly by: string };
}

export interface Raised {
  readonly round: number;
  readonly at: string;
  /** The occasion it was raised for, as the matter has it. */
  readonly since: string;
  /** How often for this occasion. */
  readonly times: number;
  /** Not said yet: whom it concerns is not to be disturbed before. */
  readonly until?: string;
}

const dayMinutes = 24 * 60;

/** When somebody is next to be reminded of something, or undefined while nothing waits for anybody. */
export function reminderDue(incident: Incident, { settings }: Pick<Context, 'settings'>): string | undefined {
  return mattersOf(incident, settings)
    .map((matter) => dueOf(matter, incident.reminders, settings))
    .sort()[0];
}

/** What people were reminded of and have not done yet, as far as it was said. */
export const pendingMatters = (incident: Incident, settings: Settings): Matter[] =>
  mattersOf(incident, settings).filter((matter) => {
    const raised = raisedFor(matter, incident.reminders);
    return raised !== undefined && raised.until === undefined;
  });

function dueOf(matter: Matter, reminders: Reminders | undefined, settings: Settings): string {
  if (!reminders) return matter.due;
  const { at, snoozed } = reminders;
  const raised = raisedFor(matter, reminders);
  const apart = reminders.round === 0 ? undefined : later(at, settings.reminders.apartMinutes);
  const asleep = snoozed !== undefined && raised !== undefined && raised.at <= snoozed.at && raised.until === undefined;
  const due = asleep ? snoozed.until : raised ? (raised.until ?? again(matter, raised, settings)) : matter.due;
  return latest(due, snoozed?.until, apart);
}

/** Whoever did not react to three reminders will not to a fourth at the same pace. */
function again({ everyMinutes }: Matter, { at, times }: Raised, { reminders }: Settings): string {
  return later(at, Math.min(everyMinutes * 2 ** (times - 1), Math.max(everyMinutes, reminders.longestMinutes)));
}

function raisedFor(matter: Matter, reminders: Reminders | undefined): Raised | undefined {
  const raised = reminders?.raised[matter.about];
  return raised?.since === matter.since ? raised : undefined;
}

/** All that is due is brought up together, in one round. */
export function remind(incident: Incident, { at, settings }: Context): Decision {
  const round = (incident.reminders?.round ?? 0) + 1;
  const due = mattersOf(incident, settings).filter((matter) => dueOf(matter, incident.reminders, settings) <= at);
  if (due.length === 0) return refuse('not-due', 'nobody has left anything undone for too long');
  return accept(
    ...due.map(({ about, since }): Entry => ({ type: 'reminder.raised', at, by: tocsin, about, since, round })),
  );
}

/** Whom it concerns is not to be disturbed: it was not said, and is brought up again when that is over. */
export function defer(
  { reminders }: Incident,
  { round, matters }: Command & { type: 'defer-reminder' },
  at: string,
): Decision {
  const entries = matters.flatMap(({ about, until }): Entry[] => {
    const raised = reminders?.raised[about];
    const unsaid = raised?.round === round && raised.until === undefined && until > at;
    return unsaid ? [{ type: 'reminder.deferred', at, by: tocsin, about, until }] : [];
  });
  return entries.length === 0
    ? refuse('nothing-new', 'that reminder was said, or put off already')
    : accept(...entries);
}

/** Nobody is reminded of anything for a while; pages are another thing. */
export function snooze(
  incident: Incident,
  { by, minutes }: PeopleCommand & { type: 'snooze' },
  { at, settings }: Context,
): Decision {
  if (mattersOf(incident, settings).length === 0)
    return refuse(
      'not-possible',
      `incident ${incident.id} is ${incident.status}, and there is nothing to be reminded of`,
    );
  const { longestSnoozeMinutes } = settings.reminders;
  if (!(minutes > 0 && minutes <= longestSnoozeMinutes))
    return refuse(
      'not-possible',
      `reminders can be put off by a minute at least and by ${inDays(longestSnoozeMinutes)} at most`,
    );
  return accept({ type: 'reminders.snoozed', at, by, until: later(at, minutes) });
}

const inDays = (minutes: number): string =>
  minutes % dayMinutes === 0 ? `${minutes / dayMinutes} days` : `${minutes} minutes`;

type Reminding = Extract<Entry, { type: 'reminder.raised' | 'reminder.deferred' | 'reminders.snoozed' }>;

export function remindersAfter({ reminders }: Incident, entry: Reminding): Reminders {
  const before: Reminders = reminders ?? { round: 0, at: entry.at, raised: {} };
  switch (entry.type) {
    case 'reminder.raised': {
      const { about, at, round, since } = entry;
      const last = before.raised[about];
      const told = last?.since === since ? last.times - (last.until === undefined ? 0 : 1) : 0;
      return { ...before, round, at, raised: { ...before.raised, [about]: { round, at, since, times: told + 1 } } };
    }
    case 'reminder.deferred': {
      const raised = before.raised[entry.about];
      return raised
        ? { ...before, raised: { ...before.raised, [entry.about]: { ...raised, until: entry.until } } }
        : before;
    }
    case 'reminders.snoozed': {
      const by = entry.by.type === 'person' ? entry.by.id : '';
      return { ...before, snoozed: { at: entry.at, until: entry.until, by } };
    }
    default:
      return entry satisfies never;
  }
}

/** What got worse wakes reminders that somebody had put off. */
export function awake({ reminders }: Incident): { reminders?: Reminders } {
  if (!reminders?.snoozed) return {};
  const { snoozed: _, ...rest } = reminders;
  return { reminders: rest };
}
