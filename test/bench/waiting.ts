import type { Story } from '../harness/story.ts';

/** Messages that the queues still hold. */
export function waiting({ cloud }: Pick<Story, 'cloud'>): number {
  return (['intake', 'respond'] as const)
    .map((name) => cloud.queue(name))
    .reduce((sum, { ready, delayed, inFlight }) => sum + ready.length + delayed.length + inFlight.length, 0);
}
