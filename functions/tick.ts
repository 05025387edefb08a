import { type LastBeat, type Ticked, tick, watchHeartbeat } from '@tocsin/app';
import { once, tickWorld } from './world.ts';

type Ticking = Pick<Awaited<ReturnType<typeof tickWorld>>, 'world' | 'heartbeat'>;

const made = once(tickWorld);

/**
 * Each minute: what is due, what a crash left half done, and whether alarms are still heard. Of what the schedule sends along
 * only its time matters: by that the tick knows how late it is.
 */
export async function runTick(
  { world, heartbeat }: Ticking,
  event?: { readonly time?: unknown } | null,
): Promise<Ticked & { readonly heartbeat?: LastBeat }> {
  const ticked = await tick(world, { scheduledAt: typeof event?.time === 'string' ? event.time : undefined });
  return heartbeat ? { ...ticked, heartbeat: await watchHeartbeat(world) } : ticked;
}

export const handler = async (event?: { readonly time?: unknown }): ReturnType<typeof runTick> =>
  runTick(await made(), event);
