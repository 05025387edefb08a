import type { Break } from './break.ts';
import { app, incident } from './common.ts';

/** What people put on the timeline stays. */
export const timelineStays: readonly Break[] = [
  {
    test: 'test/scenarios/busy-channel.test.ts',
    title: 'of 10,000 messages and 500 events in ten seconds: what is marked is kept as it is now, for few calls',
    breaks: 'of each mark the event that comes last counts',
    changes: [
      {
        file: `${incident}/captures.ts`,
        from: "if (last && last.at >= eventAt) return refuse('nothing-new', 'a newer event of this mark is known');\n",
        to: '',
      },
    ],
  },
  {
    test: 'packages/incident/src/captures.test.ts',
    title: 'whatever comes twice, in whatever order, whenever it is read',
    breaks: 'of edits the one that comes last counts',
    changes: [
      {
        file: `${incident}/captures.ts`,
        from: "if (known.deleted || (known.editedTs ?? '') >= editedTs)",
        to: 'if (known.deleted)',
      },
      {
        file: `${incident}/standing-entries.ts`,
        from: 'edit !== undefined && edit.editedTs > newest(last.content.editedTs, last.edit)',
        to: 'edit !== undefined',
      },
    ],
  },
  {
    test: 'test/scenarios/capture.test.ts',
    title: 'what came with it is copied to private storage',
    breaks: 'files stay where they are',
    changes: [
      {
        file: `${app}/captured-content.ts`,
        from: "if (!files.put) return { ...facts, missing: 'no storage is set up' };",
        to: "if (files) return { ...facts, missing: 'no storage is set up' };",
      },
    ],
  },
  {
    test: 'test/scenarios/capture.test.ts',
    title: 'a file that comes or goes later is followed, with or without other words; none is copied twice',
    breaks: 'files that were kept are copied again',
    changes: [
      {
        file: `${app}/captured-content.ts`,
        from: 'kept.push(withKey(file, stored[file.id]) ?? (await keep(world, { ...of, file })))',
        to: 'kept.push(await keep(world, { ...of, file }))',
      },
    ],
  },
  {
    test: 'functions/respond.test.ts',
    title: 'what was heard and could not be decided on stays in the queue, however often it came',
    breaks: 'what was heard is left to the tick, which knows nothing of it',
    changes: [
      {
        file: 'functions/respond.ts',
        from: 'undecided.has(record) || receivesOf(record) < maxReceives - 1',
        to: 'receivesOf(record) < maxReceives - 1',
      },
    ],
  },
];
