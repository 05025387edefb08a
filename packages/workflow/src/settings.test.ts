import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { defaultSettings, defineSettings, type Settings } from './settings.ts';

test('a catalog that sets nothing has every default', () => {
  expect(defineSettings()).toEqual(defaultSettings);
  expect(defaultSettings.severities.SEV1).toMatchObject({ page: true, acknowledgeMinutes: 5, invite: [] });
  expect(defaultSettings.access.guests).toBe('nothing');
});

test('what is set leaves the rest as it was', () => {
  const settings = defineSettings({ capture: { emoji: ['memo'] }, calmMs: 1_000 });
  expect(settings).toEqual({
    ...defaultSettings,
    calmMs: 1_000,
    capture: { ...defaultSettings.capture, emoji: ['memo'] },
  });
});

const minutes = 'State a time in minutes, above 0.';
const minutesOrNever = 'State a time in minutes, above 0, or null for never.';
const who = "Use anyone, responders, commander, a user group's id (S…) or a person's (U…).";

test.each<[unknown, readonly string[]]>([
  [5, ['the declaration: the value does not fit. Write an object, in braces.']],
  [
    { openUnmaped: true },
    [
      'openUnmaped: there is no "openUnmaped" here. Use one of: openUnmapped, calmMs, severities, paging, reminders, storms, capture, access.',
    ],
  ],
  [{ openUnmapped: 'no' }, ['openUnmapped: the value does not fit. Write true or false.']],
  [{ calmMs: 0 }, ['calmMs: the value does not fit. Write a number above 0.']],
  [{ calmMs: 1.5 }, ['calmMs: the value does not fit. Write a whole number.']],
  [{ severities: { SEV5: {} } }, ['severities.SEV5: there is no "SEV5" here. Use one of: SEV1, SEV2, SEV3, SEV4.']],
  [
    {
      severities: {
        SEV1: { page: 1, invite: ['on-call'], pagers: ['arn'], acknowledgeMinutes: 0, commandMinutes: 'a' },
      },
    },
    [
      'severities.SEV1.page: the value does not fit. Write true or false.',
      "severities.SEV1.invite.0: the value does not fit. Use a user group's id, S….",
      "severities.SEV1.pagers.0: the value does not fit. Use an SNS topic's ARN.",
      `severities.SEV1.acknowledgeMinutes: the value does not fit. ${minutesOrNever}`,
      `severities.SEV1.commandMinutes: the value does not fit. ${minutesOrNever}`,
      `severities.SEV1.updateMinutes: the value is missing. ${minutesOrNever}`,
      'severities.SEV1.reviewDays: the value is missing. State a time in days, above 0, or null for none.',
    ],
  ],
  [{ paging: { repeats: -1 } }, ['paging.repeats: the value does not fit. State a whole number, 0 for none.']],
  [{ reminders: { apartMinutes: 0 } }, [`reminders.apartMinutes: the value does not fit. ${minutes}`]],
  [{ reminders: { longestMinutes: '5' } }, [`reminders.longestMinutes: the value does not fit. ${minutes}`]],
  [{ reminders: { snoozeMinutes: [30, -5] } }, [`reminders.snoozeMinutes.1: the value does not fit. ${minutes}`]],
  [
    { storms: { sharing: 0, channels: 40 } },
    [
      'storms.sharing: the value does not fit. Write a number above 0.',
      'storms.channels: the value does not fit. Leave Slack’s 20 channels a minute room.',
    ],
  ],
  [
    { capture: { emoji: [':pushpin:'], maxFileMegabytes: -1 } },
    [
      'capture.emoji.0: the value does not fit. Name it without colons.',
      'capture.maxFileMegabytes: the value does not fit. Write a number above 0.',
    ],
  ],
  [
    { access: { merge: ['C0123', 'commander', 'U0123', 'S0123'], command: 'anyone', guests: 'all' } },
    [
      'access.command: the value does not fit. Write a list, in brackets.',
      `access.merge.0: the value does not fit. ${who}`,
      'access.guests: the value does not fit. Use one of: nothing, respond.',
    ],
  ],
])('%j is refused: each of what does not fit with its place and mend', (declared, problems) => {
  expect(() => defineSettings(declared as z.input<typeof Settings>)).toThrowError(
    expect.objectContaining({
      code: 'wrong-declaration',
      message: ['A setting is declared wrongly:', ...problems.map((problem) => `  ${problem}`)].join('\n'),
    }),
  );
});
