import { type Ticked, tick } from '@tocsin/app';
import { coreWorld, once } from './world.ts';

const core = once(() => coreWorld('tick'));

/** Each minute: what is due, and what a crash left half done. What the schedule sends along does not matter. */
export const handler = async (): Promise<Ticked> => tick((await core()).world);
