import type { Incident } from '@tocsin/incident';
import { gateFor } from './access.ts';
import { commit, silently } from './commit.ts';
import type { Heard, World } from './ports.ts';

/** What hearing came to. */
export interface Hearing {
  /** The incident as it is now, for whatever is heard next. */
  readonly incident: Incident | undefined;
  /** Whether there is something new to show. */
  readonly changed: boolean;
}

/**
 * Decides on what was done in Slack. Nobody waits for an answer: a refusal is only logged. The caller responds when
 * something changed, so that no response is asked for.
 */
export async function hear(
  world: World,
  id: string,
  { command, cause, channel }: Heard,
  known?: Incident,
): Promise<Hearing> {
  const incident = known ?? (await world.store.load(id));
  const { type } = command;
  const isMark = type === 'mark-message' || type === 'unmark-message';
  const gate = isMark ? { gate: gateFor(world, { id, command: type, asker: { by: command.by, channel } }) } : {};
  const answered = await commit(silently(world), { id, incident, command, cause, ...gate });
  if (answered.type === 'done') return { incident: answered.incident, changed: true };
  world.log.info('heard', { incident: id, command: type, cause, code: answered.code });
  return { incident, changed: false };
}
