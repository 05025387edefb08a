import type { Break } from './break.ts';
import { app } from './common.ts';

/** Tocsin says how it does itself. */
export const ownHealth: readonly Break[] = [
  {
    test: 'test/scenarios/measured.test.ts',
    title: 'from the alarm’s own time to the message that names the step, once, with the incident',
    breaks: 'it is measured whenever the message is brought up to date',
    changes: [
      { file: `${app}/round.ts`, from: "if (anew && effect.type === 'message'", to: "if (effect.type === 'message'" },
    ],
  },
  {
    test: 'test/scenarios/measured.test.ts',
    title: 'what Slack puts off counts, and so does the time that it took',
    breaks: 'what is tried again is not counted',
    changes: [
      { file: `${app}/round.ts`, from: 'const again = failures.length + takenUp;', to: 'const again = takenUp;' },
    ],
  },
  {
    test: 'test/scenarios/measured.test.ts',
    title: 'the tick says how late it is, and how long whoever waits longest has been due',
    breaks: 'the tick does not say how late it is',
    changes: [{ file: `${app}/tick.ts`, from: '{ TickLateness: lateMs }', to: '{}' }],
  },
  {
    test: 'test/infra/health.ts',
    within: 'test/infra/infra.test.ts',
    title: 'a tick that does not run alarms, though it sends no data',
    breaks: 'no data is no alarm',
    changes: [
      {
        file: 'packages/workflow/src/alarms/own.ts',
        from: "silenceBreaches ? 'breaching' : 'notBreaching'",
        to: "silenceBreaches ? 'notBreaching' : 'notBreaching'",
      },
    ],
  },
  {
    test: 'test/infra/health.ts',
    within: 'test/infra/infra.test.ts',
    title: 'every dead-letter queue alarms at its first message',
    breaks: 'the draft’s dead letters alarm nobody',
    changes: [
      {
        file: 'stacks/health.ts',
        from: 'deadLetters: queueNames(deadLetters),',
        to: 'deadLetters: queueNames((({ draft: _, ...rest }) => rest)(deadLetters)),',
      },
    ],
  },
  {
    test: 'test/infra/health.ts',
    within: 'test/infra/infra.test.ts',
    title: 'shows what Tocsin measures of itself, every queue, every dead-letter queue and every function',
    breaks: 'the dashboard leaves out what is tried again',
    changes: [
      {
        file: 'stacks/dashboard.ts',
        from: "    { title: 'Effects tried again', stat: 'Sum', lines: [own('EffectsRetried', 'respond', 'effects')] },\n",
        to: '',
      },
    ],
  },
];
