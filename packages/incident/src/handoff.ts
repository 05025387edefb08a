import type { Severity } from '@tocsin/workflow';
import type { Role } from './actor.ts';
import type { Entry } from './entries.ts';
import { firingAlarms, type Incident, type Status } from './incident.ts';
import type { Naming } from './naming.ts';

/** How things stood when command was passed on. It stays as it was: whoever took over was told this. */
export interface Handoff {
  /** 1 for the incident's first; tells them apart for good. */
  readonly number: number;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly since: string;
  readonly naming?: Pick<Naming, 'step' | 'degraded' | 'dependency' | 'reason' | 'pinned'>;
  readonly recoveredAt?: string;
  /** Names of alarms that fired, the latest first, and how many there were. */
  readonly alarms: readonly string[];
  readonly firing: number;
  /** Roles that nobody had. */
  readonly unfilled: readonly Role[];
  /** What the one who passed it on said. */
  readonly note?: string;
}

/** Earlier sheets are in the channel since long. */
const remembered = 3;
const shownAlarms = 5;

export function handoffsAfter(incident: Incident, entry: Entry & { type: 'role.assigned' }): readonly Handoff[] {
  const before = incident.handoffs ?? [];
  const { status, severity, since, naming, recoveredAt, roles } = incident;
  const firing = firingAlarms(incident).sort((a, b) => b.at.localeCompare(a.at));
  const sheet: Handoff = {
    number: (before.at(-1)?.number ?? 0) + 1,
    at: entry.at,
    from: roles.commander ?? '',
    to: entry.to,
    status,
    severity,
    since,
    ...(naming ? { naming: essence(naming) } : {}),
    ...(recoveredAt === undefined ? {} : { recoveredAt }),
    alarms: firing.slice(0, shownAlarms).map(({ name }) => name),
    firing: firing.length,
    ...(entry.note === undefined ? {} : { note: entry.note }),
    unfilled: (['communications', 'scribe'] as const).filter((role) => roles[role] === undefined),
  };
  return [...before, sheet].slice(-remembered);
}

const essence = ({ step, degraded, dependency, reason, pinned }: Naming): NonNullable<Handoff['naming']> => ({
  degraded,
  reason,
  ...(pinned ? { pinned } : {}),
  ...(step === undefined ? {} : { step }),
  ...(dependency === undefined ? {} : { dependency }),
});
