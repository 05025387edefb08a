import { type LastBeat, type Ticked, tick, watchHeartbeat } from '@tocsin/app';
import { once, tickWorld } from './world.ts';

const made = once(tickWorld);

/**
 * Each minute: what is due, what a crash left half done, and whether alarms are still heard. Of what the schedule sends along
 * only its time matters: by that the tick knows how late it is.
 */
export const handler = async (event?: {
  readonly time?: unknown;
}): Promise<Ticked & { readonly heartbeat?: LastBeat }> => {
  const { world, heartbeat } = await made();
  const ticked = await tick(world, { scheduledAt: typeof event?.time === 'string' ? event.time : undefined });
  return heartbeat ? { ...ticked, heartbeat: await watchHeartbeat(world) } : ticked;
};
