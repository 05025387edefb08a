import type { Incident } from '@tocsin/incident';
import type { Effect } from './effects.ts';
import type { World } from './ports.ts';

/** Slack and we keep different clocks: things made this long before the incident may still be its own. */
const skewMs = 120_000;

/**
 * Takes back what was shown of an incident before it was made private. All of it is safe to repeat: what is gone is gone.
 */
export async function takeBack(
  { chat }: Pick<World, 'chat'>,
  { id, declared }: Incident,
  effect: Effect & { type: 'erase' | 'leave' },
): Promise<void> {
  const since = new Date(Date.parse(declared.at) - skewMs).toISOString();
  if (effect.type === 'leave') {
    const found = effect.channel ?? (await chat.findChannel({ names: effect.names, createdAfter: since }))?.id;
    if (found !== undefined)
      await chat.leave({
        channel: found,
        topic: moved,
        name: effect.rename,
        ...(effect.canvas ? { canvasOf: id } : {}),
      });
    return;
  }
  const { channel, message, thread, instead } = effect;
  const ref = { incident: id, effect: message };
  const within = thread === undefined ? {} : { thread };
  const ts = effect.ts ?? (await chat.findPost({ channel, effect: ref, since, ...within }))?.ts;
  if (ts === undefined) return;
  await (instead ? chat.update({ channel, ts, view: instead, effect: ref }) : chat.remove({ channel, ts }));
}

const moved = 'This goes on in a private channel';
