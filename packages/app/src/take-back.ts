import type { Incident } from '@tocsin/incident';
import type { Effect } from './effects.ts';
import { earliestOf } from './make-channel.ts';
import type { World } from './ports.ts';

/**
 * Takes back what was shown of an incident before it was made private. All of it is safe to repeat: what is gone is gone.
 */
export async function takeBack(
  { chat }: Pick<World, 'chat'>,
  incident: Incident,
  effect: Effect & { type: 'erase' | 'leave' },
): Promise<void> {
  const since = earliestOf(incident);
  if (effect.type === 'leave') {
    const found = effect.channel ?? (await chat.findChannel({ names: effect.names, createdAfter: since }))?.id;
    if (found !== undefined)
      await chat.leave({
        channel: found,
        topic: moved,
        name: effect.rename,
        ...(effect.canvas ? { canvasOf: incident.id } : {}),
      });
    return;
  }
  const { channel, message, thread, instead } = effect;
  const ref = { incident: incident.id, effect: message };
  const within = thread === undefined ? {} : { thread };
  const ts = effect.ts ?? (await chat.findPost({ channel, effect: ref, since, ...within }))?.ts;
  if (ts === undefined) return;
  await (instead ? chat.update({ channel, ts, view: instead, effect: ref }) : chat.remove({ channel, ts }));
}

const moved = 'This goes on in a private channel';
