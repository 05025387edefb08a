import type { Settings } from '@tocsin/workflow';
import type { Command } from './commands.ts';
import type { Context } from './decision.ts';
import { escalationDue } from './escalation.ts';
import { type Incident, isOpen } from './incident.ts';
import { draftLostAt } from './postmortem.ts';
import { reminderDue } from './reminders.ts';
import { chaseCause, chaseDue } from './walks/chasing.ts';

/** All a timer looks at beside the incident. */
export type Timed = Pick<Context, 'workflows' | 'settings'>;

/** Something that becomes due by itself. Timers are hints: the command looks at the state again. */
interface Timer {
  /** When, ISO 8601 UTC, or undefined while there is nothing to wait for. */
  due(incident: Incident, timed: Timed): string | undefined;
  readonly command: Command;
  /** The same for one occasion, so that whoever acts on it second writes nothing. */
  cause(incident: Incident): string;
}

/** What is due. */
export interface Due {
  readonly command: Command;
  readonly cause: string;
}

const timers: readonly Timer[] = [
  {
    due: escalationDue,
    command: { type: 'escalate' },
    cause: ({ escalation }) => `escalate:${(escalation?.level ?? 0) + 1}`,
  },
  {
    due: (incident, { settings }) => resolutionDue(incident, settings),
    command: { type: 'propose-resolution' },
    cause: ({ recoveredAt = '' }) => `proposal:${recoveredAt}`,
  },
  { due: chaseDue, command: { type: 'chase' }, cause: chaseCause },
  {
    due: draftLostAt,
    command: { type: 'give-draft-up' },
    cause: ({ postmortem }) => `draft:${postmortem?.requests ?? 0}:lost`,
  },
  {
    due: reminderDue,
    command: { type: 'remind' },
    cause: ({ reminders }) => `remind:${(reminders?.round ?? 0) + 1}`,
  },
];

/** When the incident next wants attention of its own accord. */
export function nextTimer(incident: Incident, timed: Timed): string | undefined {
  return timers.flatMap((timer) => timer.due(incident, timed) ?? []).sort()[0];
}

/** What has come due, in the order of need: pages, an offer to resolve, reminders. */
export function dueTimers(incident: Incident, timed: Timed, now: string): Due[] {
  return timers
    .filter((timer) => (timer.due(incident, timed) ?? '~') <= now)
    .map(({ command, cause }) => ({ command, cause: cause(incident) }));
}

/** When resolving may be proposed, or undefined while there is nothing to propose. */
export function resolutionDue(incident: Incident, { calmMs }: Settings): string | undefined {
  if (!isOpen(incident) || incident.recoveredAt === undefined || incident.resolutionProposedAt !== undefined)
    return undefined;
  return new Date(Date.parse(incident.recoveredAt) + calmMs).toISOString();
}
