import type { Break } from './breaks/break.ts';
import { nothingLost } from './breaks/nothing-lost.ts';
import { ownHealth } from './breaks/own-health.ts';
import { peopleHear } from './breaks/people-hear.ts';
import { slackShows } from './breaks/slack-shows.ts';
import { takenIn } from './breaks/taken-in.ts';
import { timelineStays } from './breaks/timeline-stays.ts';

/**
 * For each promise of docs/reliability.md one change of the code that breaks it, and the test that must then fail. `npm run
 * promises` makes the changes, one after the other, and looks. A break that the code has outgrown is told by
 * test/architecture/promises.test.ts.
 */
export const breaks: readonly Break[] = [
  ...nothingLost,
  ...peopleHear,
  ...ownHealth,
  ...slackShows,
  ...timelineStays,
  ...takenIn,
];
