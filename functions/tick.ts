import { type LastBeat, type Ticked, tick, watchHeartbeat } from '@tocsin/app';
import { once, tickWorld } from './world.ts';

const made = once(tickWorld);

/**
 * Each minute: what is due, what a crash left half done, and whether alarms are still heard. What the schedule sends along
 * does not matter.
 */
export const handler = async (): Promise<Ticked & { readonly heartbeat?: LastBeat }> => {
  const { world, heartbeat } = await made();
  const ticked = await tick(world);
  return heartbeat ? { ...ticked, heartbeat: await watchHeartbeat(world) } : ticked;
};
