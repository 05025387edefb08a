import type { CoreWorld, Log } from '@tocsin/app';

/** What answering Slack needs of the world: the timeline and the queue, but no Slack. */
export type SlackWorld = CoreWorld;

/**
 * What listeners are handed. `world` is made at the first call: help, link buttons and forged requests need none, so the
 * AWS clients stay off the way to an answer that must come within three seconds.
 */
export interface Surroundings {
  readonly world: () => Promise<SlackWorld>;
  readonly log: Log;
}
