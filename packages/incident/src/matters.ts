import type { Settings, Severity } from '@tocsin/workflow';
import { openActions, overdueFrom } from './actions.ts';
import type { Actor } from './actor.ts';
import { isGathered } from './gathering.ts';
import { type Incident, isOpen } from './incident.ts';
import { later, latest } from './times.ts';

/**
 * What people may leave undone: no commander, no update, not resolved though mitigated, not closed, a postmortem that
 * nobody reviewed, an action item.
 */
export type About = 'command' | 'update' | 'resolve' | 'close' | 'review' | `action:${string}`;

/** An incident with what people promised to say. */
type Waiting = Incident & {
  readonly update?: { readonly at: string; readonly nextAt?: string };
};

/** Something that waits for people, and since when it is too long. */
export interface Matter {
  readonly about: About;
  /** When the waiting began: tells one occasion from the next of its kind. */
  readonly since: string;
  readonly due: string;
  /** The time to the first repeat; each later one waits twice as long, up to the settings' longest. */
  readonly everyMinutes: number;
  /** Whose it is, if it is anybody's. */
  readonly whom?: string;
  /** Said in the channel though whom it concerns is not to be disturbed: everybody in it waits. Slack keeps it from their devices. */
  readonly urgent: boolean;
}

/** Everything that waits for people as the incident stands; what they did since is not among it. */
export function mattersOf(incident: Waiting, settings: Settings): Matter[] {
  // Whoever speaks for it is reminded.
  if (isGathered(incident)) return actionMatters(incident, settings);
  return [
    ...commandMatter(incident, settings),
    ...updateMatter(incident, settings),
    ...resolveMatter(incident, settings),
    ...closeMatter(incident, settings),
    ...reviewMatter(incident, settings),
    ...actionMatters(incident, settings),
  ];
}

function commandMatter(incident: Waiting, { severities }: Settings): Matter[] {
  const { commandMinutes: minutes } = severities[incident.severity];
  const { acknowledged, declared, mitigated, recoveredAt, gathered, reopened, roles, severity, unmerged, worsenedAt } =
    incident;
  if (minutes === null || !isOpen(incident) || roles.commander !== undefined) return [];
  if (mitigated || recoveredAt !== undefined) return [];
  const since = latest(declared.at, worsenedAt, reopened?.at, unmerged?.at, gathered?.left?.at);
  return [{ ...from('command', since, minutes), urgent: isUrgent(severity), ...whom(idOf(acknowledged?.by)) }];
}

/** Due when people said, else some time after the last one; before anybody is on it nobody could write one. */
function updateMatter(incident: Waiting, { reminders, severities }: Settings): Matter[] {
  const { acknowledged, reopened, roles, update } = incident;
  const due = nextUpdate(incident, severities);
  if (!isOpen(incident) || !acknowledged || due === undefined) return [];
  const since = latest(acknowledged.at, update?.at, reopened?.at);
  const everyMinutes = severities[incident.severity].updateMinutes ?? reminders.longestMinutes;
  const owed = roles.communications ?? roles.commander ?? idOf(acknowledged.by);
  return [{ about: 'update', since, due, everyMinutes, urgent: isUrgent(incident.severity), ...whom(owed) }];
}

/** What the next update is reckoned from: the time that was promised, or the last that people heard. */
export type NextWord = { readonly promised: string } | { readonly heardAt: string };

/** Undefined while nobody could write one, or nobody waits for one. */
export function nextWord(incident: Waiting): NextWord | undefined {
  const { acknowledged, reopened, update } = incident;
  if (!isOpen(incident) || !acknowledged) return undefined;
  if (update?.nextAt !== undefined && !(reopened && reopened.at > update.nextAt)) return { promised: update.nextAt };
  return { heardAt: latest(acknowledged.at, update?.at, reopened?.at) };
}

/** When people expect to hear more, or undefined: nobody promised anything. */
export function nextUpdate(incident: Waiting, severities: Settings['severities']): string | undefined {
  return whenDue(nextWord(incident), severities[incident.severity]);
}

export function whenDue(
  word: NextWord | undefined,
  { updateMinutes }: Settings['severities'][Severity],
): string | undefined {
  if (word === undefined || 'promised' in word) return word?.promised;
  return updateMinutes === null ? undefined : later(word.heardAt, updateMinutes);
}

function resolveMatter(incident: Waiting, { reminders }: Settings): Matter[] {
  const { mitigated, roles } = incident;
  if (!isOpen(incident) || !mitigated) return [];
  const owed = roles.commander ?? idOf(mitigated.by);
  return [{ ...from('resolve', mitigated.at, reminders.mitigatedMinutes), ...whom(owed) }];
}

function closeMatter({ resolved, roles, status }: Incident, { reminders }: Settings): Matter[] {
  if (status !== 'resolved' || !resolved) return [];
  const owed = idOf(resolved.by) ?? roles.commander;
  return [{ ...from('close', resolved.at, reminders.resolvedMinutes), ...whom(owed) }];
}

function reviewMatter(incident: Incident, settings: Settings): Matter[] {
  const { closed, resolved, roles } = incident;
  const due = reviewDue(incident, settings);
  const over = resolved ?? closed;
  if (due === undefined || !over) return [];
  const owed = roles.commander ?? idOf(over.by);
  const everyMinutes = settings.reminders.longestMinutes;
  return [{ about: 'review', since: over.at, due, everyMinutes, urgent: false, ...whom(owed) }];
}

/**
 * Until when the postmortem is to be reviewed: while people still remember. Undefined: it was reviewed, none is asked for,
 * or it is not over. One that nobody drafted yet is due as well. What was merged or gathered is told in the other's postmortem.
 */
export function reviewDue(incident: Incident, { severities }: Settings): string | undefined {
  const { closed, merged, postmortem, resolved, severity } = incident;
  const { reviewDays } = severities[severity];
  const over = resolved ?? closed;
  if (reviewDays === null || isOpen(incident) || merged || isGathered(incident) || !over) return undefined;
  if (postmortem?.status === 'reviewed' || postmortem?.status === 'closed') return undefined;
  return later(over.at, reviewDays * dayMinutes);
}

/** Action items outlive the incident. */
function actionMatters(incident: Incident, { reminders }: Settings): Matter[] {
  return openActions(incident).flatMap(({ id, due, owner }) =>
    due === undefined
      ? []
      : [{ ...from(`action:${id}`, overdueFrom(due), 0), everyMinutes: reminders.overdueMinutes, ...whom(owner) }],
  );
}

const isUrgent = (severity: Severity): boolean => severity === 'SEV1' || severity === 'SEV2';

const dayMinutes = 24 * 60;

const from = (about: About, since: string, minutes: number): Matter => ({
  about,
  since,
  due: later(since, minutes),
  everyMinutes: minutes,
  urgent: false,
});

const idOf = (actor: Actor | undefined): string | undefined => (actor?.type === 'person' ? actor.id : undefined);
const whom = (id: string | undefined): { whom?: string } => (id === undefined ? {} : { whom: id });
