import { act, findIncident } from '@tocsin/app';
import { markOf, person } from '@tocsin/incident';
import { type Rendered, refused, usage } from '../../blocks/index.ts';
import type { Surroundings } from '../../world.ts';

/** “Add to timeline” in a message's menu. Doing it again takes nothing away: that is what the mark's removal is for. */
export async function captureShortcut(
  { world: made }: Pick<Surroundings, 'world'>,
  { user, cause, message }: { user: string; cause: string; message: { channel: string; ts: string; thread?: string } },
): Promise<Rendered> {
  const world = await made();
  const { channel, ts, thread } = message;
  const incident = await findIncident(world, { channel }, { user, channel });
  if (!incident) return refused('only messages in an incident’s channel can be put on a timeline');
  const by = person(user);
  const outcome = await act(world, {
    incident: incident.id,
    channel,
    cause,
    command: {
      type: 'mark-message',
      by,
      message: { channel, ts, ...(thread === undefined || thread === ts ? {} : { thread }) },
      mark: markOf('shortcut', by),
      eventAt: world.clock.now().toISOString(),
    },
  });
  if (outcome.type === 'done' || outcome.code === 'nothing-new')
    return usage('It is on the timeline; `/incident timeline` shows it in a moment.');
  return refused(outcome.reason);
}
