import { expect, test } from 'vitest';
import { defaultSettings, defineSettings } from './settings.ts';

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

test('a setting that does not fit is named with its place and mend', () => {
  expect(() => defineSettings({ capture: { emoji: [':pushpin:'] } })).toThrow(
    /capture\.emoji\.0: the value does not fit\. Name it without colons\./,
  );
  expect(() => defineSettings({ paging: { repeats: -1 } })).toThrow(
    /paging\.repeats: .*[Ss]tate a whole number, 0 for none\./,
  );
  expect(() => defineSettings({ reminders: { apartMinutes: 0 } })).toThrow(
    /reminders\.apartMinutes: .*[Ss]tate a time in minutes, above 0\./,
  );
  expect(() => defineSettings({ reminders: { longestMinutes: -5 } })).toThrow(/reminders\.longestMinutes/);
  expect(() => defineSettings({ access: { merge: ['C0123'] } })).toThrow(/access\.merge\.0/);
});
