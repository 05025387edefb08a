import type { Break } from './break.ts';
import { app, forgetsCauses, incident } from './common.ts';

/** Slack shows what the timeline says. */
export const slackShows: readonly Break[] = [
  {
    test: 'test/simulation/faults.test.ts',
    title: 'Slack in trouble at %s',
    breaks: 'a call whose outcome nobody knows is taken for one that was not made',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (retry === 'later') {",
        to: "if (retry === 'later' || retry === 'unknown-outcome') {",
      },
    ],
  },
  {
    test: 'test/simulation/faults.test.ts',
    title: 'a crash behind %s, then Slack in trouble at %s',
    breaks: 'a look that Slack put off is not made again',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (retry === 'later') {\n      await giveBack(record);",
        to: "if (retry === 'later') {\n      await giveBack(undefined);",
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'what cannot be shown there is recorded as failed; the rest goes on',
    breaks: 'what Slack refuses for good is tried for ever',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (effect.type === 'channel') throw new TryAgain",
        to: 'if (effect.key) throw new TryAgain',
      },
    ],
  },
  {
    test: 'test/scenarios/channel-trouble.test.ts',
    title: 'nothing is tried again and again',
    breaks: 'what Slack refuses for good is tried for ever',
    changes: [
      {
        file: `${app}/perform.ts`,
        from: "if (effect.type === 'channel') throw new TryAgain",
        to: 'if (effect.key) throw new TryAgain',
      },
    ],
  },
  {
    test: 'test/properties/shown.test.ts',
    title: 'every message about it is one that Slack takes',
    breaks: 'texts are not cut',
    changes: [
      {
        file: 'packages/slack/src/blocks/text.ts',
        from: 'if (text.length <= max) return text;',
        to: 'if (text.length <= 2 * max) return text;',
      },
    ],
  },
  {
    test: 'test/scenarios/private.test.ts',
    title: 'opens a private channel with whoever declared it, and says nothing anywhere else',
    breaks: 'private incidents are announced',
    changes: [{ file: `${app}/private.ts`, from: "return effect.to === 'announcements' ? [] : [", to: 'return [' }],
  },
  {
    test: 'test/scenarios/private.test.ts',
    title: 'the announcement and what was said in the public channel are taken back, and the channel archived',
    breaks: 'what was said while it was public stays',
    changes: [{ file: `${app}/private.ts`, from: 'if (key.startsWith(prefix)) return [];', to: 'if (key) return [];' }],
  },
  {
    test: 'test/scenarios/postmortem-crash.test.ts',
    title: 'respond dies $when $what: one message, each draft once in the canvas',
    breaks: 'what stands in the canvas is added once more',
    changes: [
      {
        file: 'packages/slack/src/canvas.ts',
        from: 'if (await stands(call, found, `${ofIncident(incident)} (draft ${number})`)) return { canvas: found };\n',
        to: '',
      },
      {
        file: 'packages/slack/src/canvas.ts',
        from: "operation: ours ? 'replace' : 'insert_at_end',",
        to: "operation: 'insert_at_end',",
      },
    ],
  },
  {
    test: 'test/contracts/canvas.test.ts',
    title: 'stands once wherever an answer is lost, with a canvas before: %s',
    breaks: 'nobody looks whether the draft stands in the canvas',
    changes: [
      {
        file: 'packages/slack/src/canvas.ts',
        from: 'if (await stands(call, found, `${ofIncident(incident)} (draft ${number})`)) return { canvas: found };\n',
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/drafted-crash.test.ts',
    title: 'draft dies at any of its calls, %s it is done: one draft, on the timeline and in the canvas once',
    breaks: 'what was recorded before a crash is not asked to be shown',
    changes: [
      {
        file: `${app}/drafting/draw-up.ts`,
        from: 'if (incident && hasCause(incident, causeOf(number))) await publish(world, incident);\n',
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/drafted-crash.test.ts',
    title: 'an order that is delivered twice gives one draft',
    breaks: 'every delivery is answered with a draft',
    changes: [
      ...forgetsCauses.changes,
      {
        file: `${app}/drafting/draw-up.ts`,
        from: 'if (!incident || awaitedDraft(incident)?.number !== number) {',
        to: 'if (!incident) {',
      },
      {
        file: `${incident}/postmortem.ts`,
        from: 'if (number < postmortem.requests || postmortem.draft?.number === number)',
        to: 'if (number < postmortem.requests)',
      },
    ],
  },
  {
    test: 'test/scenarios/postmortem.test.ts',
    title: 'that Slack does not take is no loss: the message says so, and the draft is read all the same',
    breaks: 'the message does not say that Slack took no canvas',
    changes: [
      {
        file: `${app}/postmortem.ts`,
        from: 'const refused = outcome !== undefined && outcome.canvas === undefined;',
        to: 'const refused = false;',
      },
    ],
  },
];
