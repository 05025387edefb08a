import type { Links, Log, WalkWorld } from '@tocsin/app';

/** What answering Slack needs of the world: the timeline, the queue, the runbooks, and who people are. */
export interface SlackWorld extends WalkWorld {
  /** Undefined: no storage is set up. */
  readonly links?: Links;
}

/**
 * What listeners are handed. `world` is made at the first call: help, link buttons and forged requests need none, so the
 * AWS clients stay off the way to an answer that must come within three seconds.
 */
export interface Surroundings {
  readonly world: () => Promise<SlackWorld>;
  readonly log: Log;
}

/** Makes the world once, connections included; one that could not be made is tried again by the next request. */
export function kept(make: Surroundings['world']): Surroundings['world'] {
  let made: Promise<SlackWorld> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
