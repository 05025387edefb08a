import { actionsAfter } from './actions.ts';
import { withAmendable } from './amendments.ts';
import { withMessage } from './captures-fold.ts';
import { withCause } from './causes.ts';
import type { Commit, Entry } from './entries.ts';
import { escalated } from './escalation.ts';
import type { AlarmFact } from './evidence.ts';
import { foldGathering } from './gathering.ts';
import { handoffsAfter } from './handoff.ts';
import type { AlarmState, Done, Incident } from './incident.ts';
import { foldMerging } from './merging-fold.ts';
import { isWorse } from './owner.ts';
import { pagesAfter } from './paging.ts';
import { postmortemAfter } from './postmortem.ts';
import { madePrivate } from './privacy.ts';
import { awake, remindersAfter } from './reminders.ts';
import { withResponder } from './responders.ts';
import { withUpdate } from './updates.ts';
import { walksAfter } from './walks/walks-fold.ts';

/** Keeps the snapshot well below DynamoDB's 400 KB an item with hundreds of alarms; the commit holds the whole text. */
const rememberedReason = 300;

/** Adds commits, in order, to what is known; pure, and the same from a snapshot as from the first entry. */
export function fold(incident: Incident | undefined, commits: readonly Commit[]): Incident | undefined {
  return commits.reduce(foldCommit, incident);
}

function foldCommit(incident: Incident | undefined, commit: Commit): Incident {
  const expected = (incident?.version ?? 0) + 1;
  if (commit.version !== expected) {
    throw new Error(`commit ${commit.version} of incident ${commit.incident} does not follow version ${expected - 1}`);
  }
  const next = commit.entries.reduce<Incident | undefined>(
    (state, entry) => foldEntry(commit.incident, state, entry),
    incident,
  );
  if (!next) throw new Error(`the first commit of incident ${commit.incident} does not declare it`);
  const openedStep = incident === undefined ? next.naming?.step : undefined;
  return {
    ...withAmendable(next, commit),
    ...(openedStep === undefined ? {} : { openedStep }),
    version: commit.version,
    causes: withCause(next.causes, commit.cause),
  };
}

/** One entry added. One of a type this code does not know (written by newer code) changes nothing, and is noted. */
export function foldEntry(id: string, incident: Incident | undefined, entry: Entry): Incident | undefined {
  if (entry.type === 'incident.declared') {
    const { title, severity, key, workflow, summary, from, since = entry.at, at, by } = entry;
    const declared: Incident = {
      id,
      version: 0,
      title,
      status: 'declared',
      severity,
      key,
      ...(workflow === undefined ? {} : { workflow }),
      ...(summary === undefined ? {} : { summary }),
      ...(from === undefined ? {} : { from }),
      declared: { at, by },
      since,
      ...(entry.private ? { private: { at, by } } : {}),
      ...(entry.drill ? { drill: true } : {}),
      ...(entry.storm ? { storm: true } : {}),
      alarms: {},
      proposals: 0,
      roles: {},
      causes: [],
    };
    return withResponder(declared, entry);
  }
  return incident === undefined ? undefined : withResponder(amend(incident, entry), entry);
}

function amend(incident: Incident, entry: Exclude<Entry, { type: 'incident.declared' }>): Incident {
  const { at, by } = entry;
  switch (entry.type) {
    case 'alarm.fired':
    case 'alarm.recovered':
    case 'alarm.lost-data':
      return withAlarm(incident, entry.alarm);
    case 'alarm.deleted':
      return { ...incident, alarms: silenced(incident.alarms, entry.alarm.arn, at) };
    case 'canary.reported':
      return withCanary(incident, entry.run);
    case 'step.named':
      return { ...incident, naming: entry.naming };
    case 'severity.changed':
      return isWorse(entry.to, entry.from)
        ? { ...incident, ...awake(incident), severity: entry.to, worsenedAt: at }
        : { ...incident, severity: entry.to };
    case 'service.recovered':
      return { ...incident, recoveredAt: at };
    case 'service.relapsed': {
      const { recoveredAt: _, resolutionProposedAt: __, ...rest } = incident;
      return { ...rest, ...awake(incident) };
    }
    case 'resolution.proposed':
      return { ...incident, resolutionProposedAt: at, proposals: incident.proposals + 1 };
    case 'channel.opened':
      return { ...incident, channel: { id: entry.channel, name: entry.name } };
    case 'incident.acknowledged':
      return { ...incident, status: 'acknowledged', acknowledged: { at, by, ...stepOf(incident) } };
    case 'role.assigned':
      return {
        ...incident,
        roles: { ...incident.roles, [entry.role]: entry.to },
        ...(entry.handedOver ? { handoffs: handoffsAfter(incident, entry) } : {}),
      };
    case 'page.escalated':
      return { ...incident, escalation: escalated(incident, entry) };
    case 'reminder.raised':
    case 'reminder.deferred':
    case 'reminders.snoozed':
      return { ...incident, reminders: remindersAfter(incident, entry) };
    case 'page.requested':
      return { ...incident, pages: pagesAfter(incident, entry) };
    case 'action.added':
    case 'action.changed':
    case 'action.done':
    case 'action.dropped':
    case 'action.reopened':
      return { ...incident, actions: actionsAfter(incident, entry) };
    case 'walk.began':
    case 'walk.moved':
    case 'walk.ended':
    case 'task.told':
    case 'task.overdue':
    case 'undo.declined':
    case 'undo.asked':
    case 'undo.started':
      return { ...incident, walks: walksAfter(incident, entry) };
    case 'responder.joined':
      // Like all who become responders by what they do: withResponder.
      return incident;
    case 'note.added':
      // Only the timeline tells of it.
      return incident;
    case 'update.posted':
      return withUpdate(incident, entry);
    case 'message.marked':
    case 'message.unmarked':
    case 'message.read':
    case 'message.missed':
    case 'message.edited':
    case 'message.deleted':
      return withMessage(incident, entry);
    case 'entry.corrected':
    case 'entry.withdrawn':
      // The timeline shows what became of the entry; the incident knows from the commit that it can be pointed at.
      return incident;
    case 'incident.mitigated':
      return { ...incident, status: 'mitigated', mitigated: { at, by, ...noteOf(entry) } };
    case 'incident.resolved':
      return { ...incident, status: 'resolved', resolved: { at, by, ...noteOf(entry) } };
    case 'incident.reopened':
      return reopened(incident, { at, by });
    case 'incident.closed':
      return { ...incident, status: 'closed', closed: { at, by } };
    case 'incident.merged':
    case 'incident.unmerged':
    case 'incident.absorbed':
    case 'incident.released':
    case 'alarms.split-off':
    case 'incident.split-from':
      return foldMerging(incident, entry);
    case 'incident.gathered':
    case 'incident.left':
    case 'parts.told':
      return foldGathering(incident, entry);
    case 'incident.made-private':
      return madePrivate(incident, entry);
    case 'postmortem.requested':
    case 'postmortem.drafted':
    case 'postmortem.failed':
    case 'postmortem.moved':
    case 'postmortem.taken': {
      const postmortem = postmortemAfter(incident.postmortem, entry);
      return postmortem ? { ...incident, postmortem } : incident;
    }
    default:
      return passingOver(incident, entry);
  }
}

/** Newer code wrote it and may know what it changes: whoever reads this incident must not take it for all there is. */
function passingOver(incident: Incident, entry: never): Incident {
  const { type } = entry as Entry;
  return { ...incident, passedOver: [...new Set([...(incident.passedOver ?? []), type])] };
}

const stepOf = ({ naming }: Incident): { step?: string } => (naming?.step === undefined ? {} : { step: naming.step });
const noteOf = ({ note }: { readonly note?: string }): { note?: string } => (note === undefined ? {} : { note });

/** What somebody reopens has not recovered after all, whatever the alarms say. */
function reopened(incident: Incident, done: Done): Incident {
  const { resolved: _, mitigated: __, recoveredAt: ___, resolutionProposedAt: ____, ...rest } = incident;
  return {
    ...rest,
    ...awake(incident),
    status: 'acknowledged',
    acknowledged: incident.acknowledged ?? { ...done, ...stepOf(incident) },
    reopened: { ...done, proposals: incident.proposals },
  };
}

/** The newest event gives the state, the newest OK or ALARM whether it fires; so the order of arrival does not matter. */
function withAlarm(incident: Incident, { held: _, ...fact }: AlarmFact): Incident {
  const before = incident.alarms[fact.key];
  const definite = fact.value !== 'INSUFFICIENT_DATA' && fact.at >= (before?.definiteAt ?? '');
  const newest = !before || fact.at >= before.at ? { ...fact, reason: fact.reason.slice(0, rememberedReason) } : before;
  // An alarm without data, or one that was carried over, may come without them.
  const dimensions = newest.dimensions ?? before?.dimensions ?? fact.dimensions;
  const alarm: AlarmState = {
    ...newest,
    ...(dimensions === undefined ? {} : { dimensions }),
    firing: definite ? fact.value === 'ALARM' : (before?.firing ?? false),
    definiteAt: definite ? fact.at : (before?.definiteAt ?? ''),
    firstFiredAt: before?.firstFiredAt ?? fact.at,
    fired: (before?.fired ?? 0) + (fact.value === 'ALARM' ? 1 : 0),
  };
  const alarms = { ...incident.alarms, [fact.key]: alarm };
  // A parent alarm's OK covers its contributors: CloudWatch may end them without an event of their own.
  const settled = fact.value === 'OK' && fact.key === fact.arn ? silenced(alarms, fact.arn, fact.at) : alarms;
  const since = fact.value === 'ALARM' && fact.at < incident.since ? fact.at : incident.since;
  return { ...cameBack(incident, fact.key), alarms: settled, since };
}

/** An alarm that was split off and is told to this incident again is its own again. */
function cameBack(incident: Incident, key: string): Incident {
  if (!incident.movedAlarms?.[key]) return incident;
  const { [key]: _, ...movedAlarms } = incident.movedAlarms;
  return { ...incident, movedAlarms };
}

function silenced(alarms: Incident['alarms'], arn: string, at: string): Incident['alarms'] {
  return Object.fromEntries(
    Object.entries(alarms).map(([key, alarm]) =>
      alarm.arn === arn && alarm.firing && alarm.at <= at
        ? [key, { ...alarm, value: 'OK', firing: false, at, definiteAt: at }]
        : [key, alarm],
    ),
  );
}

function withCanary(incident: Incident, run: Incident['canary'] & {}): Incident {
  if (incident.canary && incident.canary.startedAt >= run.startedAt) return incident;
  const firstFailure = run.results.find((result) => result.status === 'failed');
  const since = firstFailure && firstFailure.startedAt < incident.since ? firstFailure.startedAt : incident.since;
  return { ...incident, canary: run, since };
}
