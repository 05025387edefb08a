import type { Break } from './break.ts';
import { incident } from './common.ts';

/** What comes in is taken, or refused with a reason. */
export const takenIn: readonly Break[] = [
  {
    test: 'test/fuzz/fuzz.test.ts',
    title: 'whatever comes in by $name is taken, or refused with a reason, and nothing else happens',
    breaks: 'what is no JSON stops the function',
    changes: [
      {
        file: 'packages/aws/src/orders/read.ts',
        from: "return { problem: 'it is no JSON' };",
        to: "throw new Error('it is no JSON');",
      },
    ],
  },
  {
    test: 'test/contracts/cli-redrive.test.ts',
    title: 'says why each message was given up, and changes nothing without --send',
    breaks: 'letters are sent without being asked for',
    changes: [
      {
        file: 'packages/cli/src/redrive/look-into.ts',
        from: 'if (!send) return {',
        to: "if (!send && again === 'made-up-for') return {",
      },
    ],
  },
  {
    test: 'test/contracts/cli-redrive-partly.test.ts',
    title: 'when one cannot be sent, those of its incident wait behind it and those of others go',
    breaks: 'what lies behind a letter that cannot be sent goes before it',
    changes: [
      {
        file: 'packages/cli/src/redrive/look-into.ts',
        from: 'if (letter.group !== undefined) stuck.add(letter.group);',
        to: '',
      },
    ],
  },
  {
    test: 'test/scenarios/outsiders.test.ts',
    title: 'no word is answered, neither beside the incident nor in its channel',
    breaks: 'nobody is asked who they are',
    changes: [
      {
        file: 'packages/slack/src/listeners/answered.ts',
        from: "const barred = by === 'anybody' ? undefined : await barredFrom(",
        to: "const barred = by === 'anybody' || by ? undefined : await barredFrom(",
      },
    ],
  },
  {
    test: 'test/scenarios/outsiders.test.ts',
    title: 'outside of the channels of incidents no word is answered',
    breaks: 'guests are answered everywhere',
    changes: [
      {
        file: `${incident}/access.ts`,
        from: "if (kind === 'guest' && access.guests === 'nothing' && !inIncidentChannel)",
        to: "if (kind === 'guest' && access.guests === 'nothing' && inIncidentChannel)",
      },
    ],
  },
  {
    test: 'test/scenarios/private.test.ts',
    title: 'is listed to those who are in it, and does not exist to others',
    breaks: 'every member sees every incident',
    changes: [
      {
        file: `${incident}/access.ts`,
        from: "if (!incident.private) return { type: 'seen' };",
        to: "if (kind) return { type: 'seen' };",
      },
    ],
  },
];
