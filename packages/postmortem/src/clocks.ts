import type { Entry, StandingEntry } from '@tocsin/incident';
import { entry, message, type Sourced } from './cite.ts';
import { type KnownRun, turningPoint } from './runs.ts';
import { code, type Part, quote } from './say.ts';
import type { ChannelMessage } from './sources.ts';
import { postedAt } from './times.ts';

export type ClockName = 'began' | 'detected' | 'opened' | 'human' | 'mitigated' | 'resolved';

/** One of the six times that an incident is told by, how it is known, and from where. */
export interface Clock {
  readonly at: string;
  readonly how: readonly Part[];
  readonly sources: Sourced;
}
export type Clocks = Readonly<Partial<Record<ClockName, Clock>>>;

export const clockTitles: Readonly<Record<ClockName, string>> = {
  began: 'Fault began',
  detected: 'Detected',
  opened: 'Channel opened',
  human: 'First human',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
};

export interface Observed {
  readonly entries: readonly StandingEntry[];
  readonly runs: readonly KnownRun[];
  /** What people wrote in the channel. */
  readonly messages: readonly ChannelMessage[];
}

export function clocksOf(observed: Observed): Clocks {
  const detected = earliest(observed.entries.flatMap(detections));
  const clocks = {
    began: beganOf(observed, detected),
    detected,
    opened: first(observed.entries, 'channel.opened', ['the incident’s channel was there']),
    human: humanOf(observed),
    ...ends(observed.entries),
  };
  return Object.fromEntries(Object.entries(clocks).filter(([, clock]) => clock !== undefined)) as Clocks;
}

/** What noticed: an alarm, a canary, or somebody. A run is looked at later than it was over; until then nobody knew. */
function detections({ entry: one, ref, recordedAt }: StandingEntry): Clock[] {
  const at = { at: one.at, sources: [entry(ref)] as const };
  if (one.type === 'alarm.fired') return [{ ...at, how: ['the alarm ', code(one.alarm.name), ' fired'] }];
  if (one.type === 'canary.reported' && !one.run.ok)
    return [{ ...at, at: recordedAt, how: ['the canary reported a failed run'] }];
  if (one.type === 'incident.declared' && one.by.type === 'person')
    return [{ ...at, how: ['somebody declared the incident'] }];
  return [];
}

/** The earliest sign of the fault: what people stated, the first of the failed runs in a row, or the first alarm. */
function beganOf({ entries, runs }: Observed, detected: Clock | undefined): Clock | undefined {
  const stated = entries.flatMap(({ entry: one, ref }): Clock[] =>
    one.type === 'incident.declared' && one.since !== undefined
      ? [{ at: one.since, how: ['stated when the incident was declared'], sources: [entry(ref)] }]
      : [],
  );
  const { firstBad } = detected ? turningPoint(runs, detected.at) : {};
  const failed: Clock[] = firstBad
    ? [
        {
          at: firstBad.failed?.startedAt ?? firstBad.run.startedAt,
          how: ['the first failed canary run in a row'],
          sources: firstBad.sources,
        },
      ]
    : [];
  return earliest([...stated, ...failed, ...(detected ? [detected] : [])]);
}

const deeds: ReadonlySet<Entry['type']> = new Set([
  'incident.acknowledged',
  'responder.joined',
  'role.assigned',
  'note.added',
  'step.named',
  'severity.changed',
  'update.posted',
]);

/** The first that somebody did: acknowledged, joined, wrote. A note can be of an earlier time, so when it was written counts. */
function humanOf({ entries, messages }: Observed): Clock | undefined {
  const declared = entries.find(({ entry: one }) => one.type === 'incident.declared');
  if (declared?.entry.by.type === 'person')
    return { at: declared.entry.at, how: ['whoever declared the incident'], sources: [entry(declared.ref)] };
  const done = entries.flatMap(({ entry: one, ref, recordedAt }): Clock[] =>
    one.by.type === 'person' && deeds.has(one.type)
      ? [
          {
            at: one.type === 'note.added' ? recordedAt : one.at,
            how: [one.type === 'incident.acknowledged' ? 'somebody acknowledged' : 'somebody took part'],
            sources: [entry(ref)],
          },
        ]
      : [],
  );
  const written = messages.reduce<ChannelMessage | undefined>(
    (least, one) => (least === undefined || one.ts < least.ts ? one : least),
    undefined,
  );
  const wrote: Clock[] = written
    ? [{ at: postedAt(written.ts), how: ['somebody wrote in the channel'], sources: [message(written.ts)] }]
    : [];
  return earliest([...done, ...wrote]);
}

/** The last time each was said and stood: what was reopened since was not over. */
function ends(entries: readonly StandingEntry[]): { mitigated?: Clock; resolved?: Clock } {
  let found: { mitigated?: Clock; resolved?: Clock; calm?: Clock } = {};
  for (const { entry: one, ref } of entries) {
    if (one.type === 'incident.reopened' || one.type === 'service.relapsed') found = {};
    const clock = (how: readonly Part[]): Clock => ({ at: one.at, how, sources: [entry(ref)] });
    if (one.type === 'incident.mitigated')
      found = { ...found, mitigated: clock(['said to be mitigated', ...noted(one.note)]) };
    if (one.type === 'incident.resolved')
      found = { ...found, resolved: clock(['said to be resolved', ...noted(one.note)]) };
    if (one.type === 'service.recovered')
      found = { ...found, calm: clock(['every alarm was calm; nobody said so before']) };
  }
  const { calm, ...said } = found;
  return said.mitigated || !calm ? said : { ...said, mitigated: calm };
}

const noted = (note: string | undefined): Part[] => (note === undefined ? [] : [': ', quote(note)]);

function first(entries: readonly StandingEntry[], type: Entry['type'], how: readonly Part[]): Clock | undefined {
  const found = entries.find(({ entry: one }) => one.type === type);
  return found && { at: found.entry.at, how, sources: [entry(found.ref)] };
}

const earliest = (clocks: readonly Clock[]): Clock | undefined =>
  clocks.reduce<Clock | undefined>(
    (least, clock) => (least === undefined || clock.at < least.at ? clock : least),
    undefined,
  );
