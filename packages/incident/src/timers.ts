import type { Settings } from '@tocsin/workflow';
import { type Incident, isOpen } from './incident.ts';

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
