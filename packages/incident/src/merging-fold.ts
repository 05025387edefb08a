import type { Entry } from './entries.ts';
import type { AlarmState, Incident } from './incident.ts';
import { belongsTo } from './merging.ts';

/** Earlier splits have been carried out since long. */
const rememberedSplits = 3;

export type MergingEntry = Extract<
  Entry,
  {
    type:
      | 'incident.merged'
      | 'incident.unmerged'
      | 'incident.absorbed'
      | 'incident.released'
      | 'alarms.split-off'
      | 'incident.split-from';
  }
>;

/** How entries of merging and splitting change an incident. */
export function foldMerging(incident: Incident, entry: MergingEntry): Incident {
  const { at, by } = entry;
  switch (entry.type) {
    case 'incident.merged':
      return {
        ...incident,
        status: 'closed',
        merged: { at, by, into: entry.into, title: entry.title, ...(entry.channel ? { channel: entry.channel } : {}) },
        merges: (incident.merges ?? 0) + 1,
      };
    case 'incident.unmerged': {
      const { merged: _, ...rest } = incident;
      const status = rest.mitigated ? 'mitigated' : rest.acknowledged ? 'acknowledged' : 'declared';
      return { ...rest, status, unmerged: { at, by, from: entry.from, number: incident.merges ?? 0 } };
    }
    case 'incident.absorbed':
      return {
        ...incident,
        absorbed: {
          ...incident.absorbed,
          [entry.incident.id]: { ...entry.incident, at, number: (incident.absorptions ?? 0) + 1 },
        },
        absorptions: (incident.absorptions ?? 0) + 1,
      };
    case 'incident.released': {
      const gone = incident.absorbed?.[entry.incident];
      if (!gone) return incident;
      const stays = (alarm: AlarmState) => !belongsTo(gone, incident, alarm);
      const alarms = Object.fromEntries(Object.entries(incident.alarms).filter(([, alarm]) => stays(alarm)));
      return { ...incident, absorbed: { ...incident.absorbed, [gone.id]: { ...gone, released: true } }, alarms };
    }
    case 'alarms.split-off': {
      const moved = Object.fromEntries(entry.alarms.map(({ key }) => [key, entry.to]));
      const number = (incident.splits?.at(-1)?.number ?? 0) + 1;
      const { to, title, severity, alarms: facts } = entry;
      const split = { number, to, title, severity, alarms: facts, by: by.type === 'person' ? by.id : '' };
      return {
        ...incident,
        alarms: Object.fromEntries(Object.entries(incident.alarms).filter(([key]) => !(key in moved))),
        movedAlarms: { ...incident.movedAlarms, ...moved },
        splits: [...(incident.splits ?? []), split].slice(-rememberedSplits),
      };
    }
    case 'incident.split-from':
      return { ...incident, splitFrom: entry.incident };
    default:
      entry satisfies never;
      return incident;
  }
}
