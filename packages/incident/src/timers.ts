import { type Incident, isOpen } from './incident.ts';

/** Times and choices that a team sets in its catalog. */
export interface Settings {
  /** How long all alarms must stay OK before resolving is proposed, ms. */
  readonly calmMs: number;
  /** Whether an alarm that no workflow explains opens an incident of its own. */
  readonly openUnmapped: boolean;
}

/** When resolving may be proposed, or undefined while there is nothing to propose. */
export function resolutionDue(incident: Incident, { calmMs }: Settings): string | undefined {
  if (!isOpen(incident) || incident.recoveredAt === undefined || incident.resolutionProposedAt !== undefined)
    return undefined;
  return new Date(Date.parse(incident.recoveredAt) + calmMs).toISOString();
}

/** When the incident next wants attention of its own accord. Timers are hints: the handler looks at the state again. */
export function nextTimer(incident: Incident, settings: Settings): string | undefined {
  return resolutionDue(incident, settings);
}
