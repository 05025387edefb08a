import { decide, fold, type Incident, person } from '@tocsin/incident';
import { defaultSettings } from '@tocsin/workflow';
import { expect, test } from 'vitest';
import { alarm, context, minute, viewer } from '../../../incident/src/samples.ts';
import { refused } from '../blocks/index.ts';
import { formRefText } from '../ref-text.ts';
import { filledIn } from './filled.ts';
import type { About } from './form.ts';
import { type FormName, forms } from './forms.ts';
import { formView } from './incident-form.ts';
import { parseFormRef, parseMeta } from './meta.ts';
import { type SentView, withRefusal } from './notice.ts';
import { readableView } from './readable.ts';
import { duration } from './severity-choices.ts';

const id = '20261105-k3v9q2xw';
const decided = decide(
  undefined,
  { type: 'observe-alarms', alarms: [alarm('upload', 'ALARM', 0)], key: 'workflow:viewer' },
  context,
);
const incident = fold(undefined, [
  {
    incident: id,
    version: 1,
    cause: 'c1',
    recordedAt: minute(0),
    entries: decided.type === 'entries' ? decided.entries : [],
  },
]) as Incident;
const about: About = {
  incident,
  workflow: viewer,
  workflows: [viewer],
  settings: defaultSettings,
  by: person('U0ALICE'),
  now: '2026-11-05T10:10:00.000Z',
};
const shown = (name: FormName, given = {}) => readableView(formView(name, about, { given }));

test('the update asks what changed, what it means, and when people hear more', () => {
  expect(shown('update')).toMatchInlineSnapshot(`
    "# Post an update
    What changed, and what is being done*: (plain_text_input) — It is posted in the channel and below the announcement of the incident.
    What users notice: (plain_text_input)
    When they hear more*:
      ( ) in 15 minutes
      ( ) in 30 minutes
      (•) in an hour
      ( ) in 2 hours
      ( ) in 4 hours
      ( ) no further update is planned
    Status*:
      (•) As it is: declared
      ( ) acknowledged: somebody is on it
      ( ) mitigated: users are well again
      ( ) resolved: the trouble is over
    Severity*:
      (•) As it is: SEV2
      ( ) SEV1
      ( ) SEV3
      ( ) SEV4
    [Post]"
  `);
});

test('an update with a severity that there is not says so beside it', () => {
  const read = (severity: string) =>
    forms.update.read(
      filledIn({
        text: { value: { type: 'plain_text_input', value: 'rolled back' } },
        severity: { value: { type: 'static_select', selected_option: { value: severity } } },
      }),
      about,
    );
  for (const severity of ['SEV9', 'toString', ''])
    expect(read(severity)).toEqual({ type: 'unclear', errors: { severity: 'Choose one of these.' } });
  expect(read('as-it-is')).toMatchObject({ commands: [{ type: 'post-update' }] });
  expect(read('SEV1')).toMatchObject({ commands: [{ type: 'change-severity', to: 'SEV1' }, { type: 'post-update' }] });
});

test('an update that is due when no clock goes any more is due at no time', () => {
  const read = (next: string) =>
    forms.update.read(
      filledIn({
        text: { value: { type: 'plain_text_input', value: 'rolled back' } },
        next: { value: { type: 'static_select', selected_option: { value: next } } },
      }),
      about,
    );
  for (const next of ['1e308', 'Infinity', '10081', '-5', 'none'])
    expect(read(next)).toEqual({
      type: 'commands',
      commands: [{ type: 'post-update', by: about.by, text: 'rolled back' }],
    });
  expect(read('60')).toMatchObject({ commands: [{ nextAt: '2026-11-05T11:10:00.000Z' }] });
});

test('the steps stand there with their states', () => {
  expect(shown('step')).toMatchInlineSnapshot(`
    "# Name the step
    Which step broke?*:  — It stays named until somebody names another.
      ( ) Sign in (🟢 passes)
      (•) Upload (🔴 fails)
      ( ) View (⏸️ blocked by one before it)
      ( ) Search (⚪ not seen)
    How do you know?: (plain_text_input)
    [Name it]"
  `);
});

test('what was given is filled in', () => {
  expect(shown('role', { role: 'communications', to: 'U0BOB' })).toMatchInlineSnapshot(`
    "# Give out a role
    Role*:
      ( ) Incident commander — decides, and sees that somebody does each thing
      (•) Communications lead — tells everybody else how it goes
      ( ) Scribe — writes down what happens and why
    Who*: U0BOB
    > Now: incident commander nobody · communications lead nobody · scribe nobody
    [Give]"
  `);
  expect(shown('note', { text: 'rolled back' })).toMatchInlineSnapshot(`
    "# Add a note
    What happened*: rolled back — It goes on the timeline; the channel is not told.
    When*: 2026-11-05T10:10:00.000Z
    [Add]"
  `);
});

test('endings say what is still the case', () => {
  expect(shown('resolve')).toMatchInlineSnapshot(`
    "# Resolve
    One alarm of *View a design failing* still fires. Resolve only if the trouble is over all the same.
    What fixed it: (plain_text_input)
    [Resolve]"
  `);
  expect(shown('close')).toMatchInlineSnapshot(`
    "# Close
    Is nothing left to do for *View a design failing*? Its timeline takes no more notes afterwards, and it cannot be reopened.
    [Close]"
  `);
});

test.each([
  [15, '15 minutes'],
  [60, 'hour'],
  [90, '90 minutes'],
  [240, '4 hours'],
])('%i minutes are “every %s”', (minutes, words) => {
  expect(duration(minutes)).toBe(words);
});

test('a button’s value brings the words along, unless they are too long for it', () => {
  expect(parseFormRef(formRefText({ incident: id }))).toEqual({ incident: id });
  expect(parseFormRef(formRefText({ incident: id, given: { reason: 'x' } }))).toEqual({
    incident: id,
    given: { reason: 'x' },
  });
  expect(parseFormRef(formRefText({ incident: id, given: { text: 'x'.repeat(2_000) } }))).toEqual({ incident: id });
  expect(parseFormRef('home')).toEqual({});
  expect(() => parseMeta('{"incident":"../../etc"}')).toThrow();
});

test('a refusal stands on top of what was asked, once', () => {
  const sent = formView('resolve', about, { given: {} }) as unknown as SentView;
  const once = withRefusal(sent, refused('it is closed'));
  const twice = withRefusal(once as unknown as SentView, refused('it is closed for good'));
  expect(readableView(twice).split('\n').slice(0, 2)).toEqual(['# Resolve', 'Nothing changed: it is closed for good.']);
  expect(twice.blocks.slice(1)).toEqual(sent.blocks);
});
