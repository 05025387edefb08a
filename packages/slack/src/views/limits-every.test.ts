import type { ModalView } from '@slack/types';
import { decide, fold, type Incident, person } from '@tocsin/incident';
import { defaultSettings } from '@tocsin/workflow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarm, context, minute, viewer } from '../../../incident/src/samples.ts';
import { checkView } from '../../../slack-simulator/src/blocks/check-view.ts';
import { hostile, maybe, tidy } from '../blocks/holds.ts';
import { refused } from '../blocks/index.ts';
import type { Opens } from '../listeners/views/ask.ts';
import { declareView } from './declare.ts';
import type { About } from './form.ts';
import { formOfAny, isForm } from './forms.ts';
import { formOfAnyView, formView } from './incident-form.ts';
import { menu } from './menu.ts';
import type { Given } from './meta.ts';
import { notice, opening, type SentView, withRefusal } from './notice.ts';

const id = '20261105-k3v9q2xw';
const user = fc.constantFrom('U0ANA00001', 'U0BEN00001');
const at = fc.constantFrom('2026-11-05T10:00:00.000Z', '2026-11-05T10:10:00.000Z');
const severity = fc.constantFrom('SEV1', 'SEV4', 'SEV9');
const walk = {
  walk: fc.constant('R12'),
  step: maybe(fc.constant('s'.repeat(100))),
  attempt: maybe(fc.constant('3')),
  why: maybe(hostile),
};
const reason = { reason: maybe(hostile) };
const stage = { note: maybe(hostile) };
const item = { item: fc.constantFrom('A1', 'A100', 'A999') };

/** What may be known before a form opens: the compiler asks for a new one's. */
const givenTo: { readonly [Name in Opens]: Readonly<Record<string, fc.Arbitrary<string | undefined>>> } = {
  declare: { title: hostile, summary: hostile, severity, workflow: fc.constantFrom('w0', 'w149', 'none'), since: at },
  more: {},
  update: { text: hostile, impact: maybe(hostile) },
  severity: { severity, ...reason },
  role: { role: fc.constantFrom('scribe', 'cook'), to: maybe(user) },
  handoff: { to: maybe(user), note: maybe(hostile) },
  step: { step: fc.constantFrom('upload', 'nowhere'), ...reason },
  note: { text: hostile, at: maybe(at) },
  mitigate: stage,
  resolve: stage,
  reopen: stage,
  close: {},
  page: { team: maybe(hostile), person: maybe(user), ...reason },
  action: { text: hostile, owner: maybe(user), due: maybe(fc.constant('2026-12-01')), kind: maybe(hostile) },
  'edit-action': { ...item, text: maybe(hostile) },
  'drop-action': item,
  correct: { text: hostile },
  withdraw: reason,
  timeline: {},
  snooze: {},
  merge: {},
  split: { title: hostile, ...reason },
  private: reason,
  runbook: {},
  'walk-skip': walk,
  'walk-did-not-work': walk,
  'walk-note': walk,
  'walk-stop': walk,
  'walk-hand-over': { ...walk, to: maybe(user) },
};

const decided = decide(
  undefined,
  { type: 'observe-alarms', alarms: [alarm('upload', 'ALARM', 0)], key: 'workflow:viewer' },
  context,
);
const commit = { incident: id, version: 1, cause: 'c1', recordedAt: minute(0) };
const fresh = fold(undefined, [{ ...commit, entries: decided.type === 'entries' ? decided.entries : [] }]) as Incident;

/** As much of everything as an incident and a catalog may have. */
function crowded(title: string, words: string): About {
  const [fired] = Object.values(fresh.alarms);
  if (!fired) throw new Error('an alarm fired');
  const alarms = Array.from({ length: 1_200 }, (_, index) => ({
    ...fired,
    name: `${words}${index}`,
    arn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${index}`,
    firing: index % 2 === 0,
  }));
  const steps = Array.from({ length: 150 }, (_, index) => ({
    ...viewer.steps[0],
    id: `s${index}`,
    title: words || 'step',
  }));
  const workflows = Array.from({ length: 150 }, (_, index) => ({
    ...viewer,
    id: `w${index}`,
    title: title || 'workflow',
    owner: { ...viewer.owner, team: `${words}${index}` },
    steps,
  })) as unknown as About['workflows'];
  const incident: Incident = {
    ...fresh,
    title,
    alarms: Object.fromEntries(alarms.map((one) => [one.arn, one])),
    actions: Array.from({ length: 100 }, (_, index) => ({ id: `A${index + 1}`, text: words, added: fresh.declared })),
    channel: { id: 'C0INC00042', name: 'inc-1105-x' },
  };
  return {
    incident,
    workflows,
    ...(workflows[0] ? { workflow: workflows[0] } : {}),
    settings: defaultSettings,
    by: person('U0ANA00001'),
    now: '2026-11-05T10:10:00.000Z',
  };
}

const from = {
  channel: 'C0VIEWER01',
  ts: '1793700870.000100',
  link: `https://${'x'.repeat(60)}.slack.com/archives/C0VIEWER01/p1793700870000100?thread_ts=1793700870.000100&cid=C0VIEWER01`,
  by: 'U0BEN00001',
};

/** Everything that opens under a name: with an incident, and where it can be, without one. */
function viewsOf(name: Opens, about: About, given: Given): ModalView[] {
  const where = { channel: 'C0INC00042' };
  if (name === 'more') return [menu(about, where.channel)];
  if (name === 'declare') {
    const existing = { id, title: about.incident.title, channel: 'C0INC00042' };
    return [
      declareView(about, { given, meta: { ...where, from } }),
      declareView(about, { given, meta: where, existing }),
    ];
  }
  const form = formOfAny(name);
  return [
    ...(isForm(name) ? [formView(name, about, { given, ...where, from })] : []),
    ...(form ? [formOfAnyView({ name, form }, about, { given, ...where, from })] : []),
  ];
}

const fits = (view: ModalView): void => expect([...checkView(view)]).toEqual([]);

describe('every modal', () => {
  test.each(Object.entries(givenTo) as [Opens, (typeof givenTo)[Opens]][])(
    '%s is within Slack’s limits, whatever it is about and whatever was said before',
    (name, given) => {
      fc.assert(
        fc.property(hostile, hostile, fc.record(given), (title, words, said) => {
          const views = viewsOf(name, crowded(title, words), tidy(said) as unknown as Given);
          expect(views.length).toBeGreaterThan(0);
          for (const view of views) {
            fits(view);
            fits(withRefusal(view as unknown as SentView, refused(words)));
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  test('that says something is, too', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, words) => {
        fits(opening(title));
        fits(notice(title, refused(words), { incident: id, channel: 'C0INC00042' }));
      }),
    );
  });
});
