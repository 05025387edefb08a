import { act, findIncident } from '@tocsin/app';
import { markOf, person } from '@tocsin/incident';
import { type Rendered, refused, usage } from '../../blocks/index.ts';
import { asTyped } from '../request.ts';
import { given, type opened } from '../views/ask.ts';
import { type Around, openForm } from '../views/open.ts';
import { fromOf, type MessageShortcut } from './declare.ts';

/**
 * “Add to timeline” in a message's menu. Doing it again takes nothing away: that is what the mark's removal is for. What
 * is said elsewhere is noted down as it is now, in the incident that the person chooses: Tocsin may not be there to read it.
 */
export async function captureShortcut(
  around: Around,
  { user, trigger, cause, message }: MessageShortcut,
): Promise<Rendered | typeof opened> {
  const world = await around.world();
  const { channel, ts, thread } = message;
  const incident = await findIncident(world, { channel }, { user, channel });
  if (!incident) return noteFrom(around, { user, trigger, cause, message });
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

function noteFrom(around: Around, { user, trigger, cause, message }: MessageShortcut) {
  const at = new Date(Number(message.ts) * 1_000).toISOString();
  return openForm(
    around,
    {
      type: 'ask',
      form: 'note',
      given: given({ text: asTyped(message.text), at }),
      usage: 'Note it in the incident’s channel: `/incident note rolled back to v12`.',
      asked: { user, channel: message.channel, cause, trigger, rest: '', people: [], channels: [] },
    },
    { trigger, from: fromOf(message) },
  );
}
