import { type Incident, isOpen } from '@tocsin/incident';
import type { Effect } from './effects.ts';
import type { ShutView } from './views.ts';

/**
 * An archived channel takes nothing, and Slack lets no app take it out of the archive: people are told where all look.
 * Of an incident that is over nobody needs to hear.
 */
export function shutNoticeOf(
  incident: Incident,
  { channel, shut }: { channel: string | undefined; shut: boolean },
): Effect[] {
  if (channel === undefined || (shut && !isOpen(incident))) return [];
  const { id, title } = incident;
  const view: ShutView = { type: 'shut', incident: id, title, channel, state: shut ? 'shut' : 'open again' };
  return [{ key: 'shut', type: 'message', to: 'announcements', view, ...(shut ? {} : { ifSaid: true }) }];
}
