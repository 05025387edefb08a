import type { Severity } from '@tocsin/workflow';
import { alarmEntry } from './alarms.ts';
import type { Command, PeopleCommand } from './commands.ts';
import { accept, type Context, type Decision, refuse } from './decision.ts';
import type { Entry } from './entries.ts';
import type { AlarmFact } from './evidence.ts';
import { isGathered, leave, openParts } from './gathering.ts';
import { type AlarmState, firingAlarms, type Incident, isOpen } from './incident.ts';

/**
 * How incidents become one and fall apart again. An incident that was merged is closed and says where it goes on; one
 * that others went into lists them. Where the alarms of an incident go follows from what it says of itself (`routeOf`),
 * so there is nothing beside the timelines that could contradict them.
 */

/** What was carried over when incidents became one. */
export interface Absorbed {
  readonly id: string;
  readonly title: string;
  readonly at: string;
  /** Its correlation key: alarms of that key came from it and go back with it. */
  readonly key: string;
  readonly channel?: string;
  /** Counts what came in; tells one that came, left and came again apart. */
  readonly number: number;
  /** It went its own way again. */
  readonly released?: true;
}

/** Alarms that were taken out, and the incident that has them since. */
export interface SplitOff {
  readonly number: number;
  readonly to: string;
  readonly title: string;
  readonly severity: Severity;
  readonly by: string;
  readonly alarms: readonly AlarmFact[];
}

/** The incident that a split was made in. */
export interface SplitSource {
  readonly id: string;
  readonly title: string;
  readonly channel?: string;
}

/** What alarms are correlated by: the workflow that they speak of, else the alarm itself. */
export const correlationKeyOf = (fact: Pick<AlarmFact, 'workflow' | 'arn'>): string =>
  fact.workflow === undefined ? `alarm:${fact.arn}` : `workflow:${fact.workflow}`;

/** The incident that an alarm which came to this one belongs to: this one (undefined), or the id of another. */
export function routeOf(incident: Incident, alarm: Pick<AlarmFact, 'key'> | undefined): string | undefined {
  if (incident.merged) return incident.merged.into;
  return alarm && incident.movedAlarms?.[alarm.key];
}

type Of<Type extends Command['type']> = Command & { readonly type: Type };

/** People say that this incident is the same trouble as another; there it goes on. */
export function merge(incident: Incident, { into, title, channel, by }: Of<'merge'>, at: string): Decision {
  if (incident.merged) return refuse('already-done', `it was merged into incident ${incident.merged.into} already`);
  if (into === incident.id) return refuse('not-possible', 'an incident cannot be merged into itself');
  if (!isOpen(incident))
    return refuse('not-open', `incident ${incident.id} is ${incident.status}; only open incidents are merged`);
  const speaksFor = openParts(incident).length;
  if (speaksFor > 0)
    return refuse(
      'not-possible',
      `it speaks for ${speaksFor} other incidents; merge the other one into this one instead`,
    );
  return accept({ type: 'incident.merged', at, by, into, title, ...(channel === undefined ? {} : { channel }) });
}

/** What was merged stands on its own again. */
export function unmerge(incident: Incident, { by, reason }: Of<'unmerge'>, at: string): Decision {
  if (isGathered(incident)) return leave(incident, { type: 'leave', by, ...(reason ? { reason } : {}) }, at);
  if (!incident.merged) return refuse('not-possible', `incident ${incident.id} was not merged into another`);
  return accept({ type: 'incident.unmerged', at, by, from: incident.merged.into, ...(reason ? { reason } : {}) });
}

/** Another incident goes on here: its firing alarms are ours, and we are as bad as the worse of the two. */
export function absorb(incident: Incident, { from, alarms, by }: Of<'absorb'>, { at }: Context): Decision {
  if (isPart(incident, from.id)) return refuse('already-done', `incident ${from.id} was merged into this one already`);
  if (!isOpen(incident)) return refuse('not-open', `incident ${incident.id} is ${incident.status}`);
  const { severity, ...carried } = from;
  const worse: Entry[] =
    severity < incident.severity
      ? [
          {
            type: 'severity.changed',
            at,
            by,
            from: incident.severity,
            to: severity,
            reason: `${from.id} was ${severity}`,
          },
        ]
      : [];
  const news = alarms.filter(({ key, at: firedAt }) => (incident.alarms[key]?.at ?? '') < firedAt);
  return accept({ type: 'incident.absorbed', at, by, incident: carried }, ...worse, ...news.map(alarmEntry));
}

/** An incident that was merged into this one goes its own way: its alarms leave with it. */
export function release(incident: Incident, { id, by }: Of<'release'>, at: string): Decision {
  return isPart(incident, id)
    ? accept({ type: 'incident.released', at, by, incident: id })
    : refuse('already-done', `incident ${id} is not part of this one`);
}

/** Alarms that are another trouble get an incident of their own. */
export function splitOff(incident: Incident, command: PeopleCommand & { type: 'split' }, at: string): Decision {
  const { alarms, to, title, by } = command;
  const known = alarms.map((key) => incident.alarms[key]).filter((alarm) => alarm !== undefined);
  if (Object.keys(incident.alarms).length < 2)
    return refuse('not-possible', 'it has no second alarm, so there is nothing to take out');
  if (known.length === 0) return refuse('not-possible', 'none of these alarms is part of this incident');
  if (known.length === Object.keys(incident.alarms).length)
    return refuse('not-possible', 'these are all of its alarms; nothing would be left here');
  if (!isOpen(incident)) return refuse('not-open', `incident ${incident.id} is ${incident.status}`);
  const moved = known.map(toFact);
  return accept({ type: 'alarms.split-off', at, by, to, title, severity: incident.severity, alarms: moved });
}

/** The incident that a split makes; if an alarm was quicker and made it, it takes over what was moved. */
export function receive(incident: Incident | undefined, command: Of<'receive-split'>, { at }: Context): Decision {
  const { from, alarms, by } = command;
  if (incident?.splitFrom) return refuse('already-done', `incident ${incident.id} has these alarms already`);
  const [workflow, ...others] = [...new Set(alarms.map((alarm) => alarm.workflow))];
  const declared: Entry[] = incident
    ? []
    : [
        {
          type: 'incident.declared',
          at,
          by,
          title: command.title,
          severity: command.severity,
          key: command.key,
          ...(workflow === undefined || others.length > 0 ? {} : { workflow }),
          ...(command.private ? { private: true } : {}),
        },
      ];
  const news = alarms.filter(({ key, at: firedAt }) => (incident?.alarms[key]?.at ?? '') < firedAt);
  return accept(...declared, { type: 'incident.split-from', at, by, incident: from }, ...news.map(alarmEntry));
}

const isPart = ({ absorbed }: Incident, id: string): boolean =>
  absorbed?.[id] !== undefined && absorbed[id].released === undefined;

/** Whether an alarm came with what was absorbed; with one correlation key for both, nobody can tell. */
export const belongsTo = ({ key }: Absorbed, into: Incident, alarm: AlarmState): boolean =>
  key !== into.key && correlationKeyOf(alarm) === key;

/** What an incident that was absorbed gets back when it goes its own way again. */
export function factsToReturn(incident: Incident, id: string): AlarmFact[] {
  const part = incident.absorbed?.[id];
  return part
    ? Object.values(incident.alarms)
        .filter((alarm) => belongsTo(part, incident, alarm))
        .map(toFact)
    : [];
}

/** What still fires, as facts that another incident can take over. */
export const factsToCarry = (incident: Incident): AlarmFact[] => firingAlarms(incident).map(toFact);

function toFact({ firing, definiteAt, firstFiredAt: _, fired: __, ...fact }: AlarmState): AlarmFact {
  // Without data it still fires; what is carried over is that.
  return firing ? { ...fact, value: 'ALARM', at: definiteAt } : fact;
}
