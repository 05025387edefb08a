import type { MessageView } from '@tocsin/app';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds, hostile, maybe, tidy, time, url } from './holds.ts';
import * as door from './index.ts';
import { render } from './index.ts';
import { announced, calm, failing } from './samples.ts';
import { offered, walking } from './walk/samples.ts';

type Type = MessageView['type'];

const id = '20261105-k3v9q2xw';
const who = fc.oneof(fc.constant('U0ANA00001'), hostile);
const severity = fc.constantFrom('SEV1', 'SEV2', 'SEV3', 'SEV4');
const many = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { maxLength: most, size: 'max' });
const incident = fc.constant(id);
const type = <T extends Type>(name: T) => fc.constant(name);
const gatheredLine = fc.record({
  incident,
  state: fc.constantFrom('failing', 'recovered', 'over'),
  title: hostile,
  severity,
  since: time,
  step: maybe(hostile),
  dependency: maybe(hostile),
});
const matter = fc.record({
  about: fc.oneof(
    fc.constantFrom('command', 'update', 'resolve', 'close', 'review'),
    fc.nat(100).map((item) => `action:A${item}`),
  ),
  since: time,
  due: time,
  whom: maybe(who),
});
const draft = fc.record({
  number: fc.nat(4_000),
  at: time,
  by: maybe(who),
  findings: fc.nat(900),
  foremost: many(hostile, 20),
  changed: many(hostile, 40),
  incomplete: maybe(hostile),
});
const file = fc.constantFrom('over.md', `runbooks/${'x'.repeat(200)}.md`);
const groups = many(
  fc.record({ dependency: maybe(hostile), total: fc.nat(500), failing: fc.nat(500), lines: many(gatheredLine, 60) }),
  12,
);
const gatheredOf = fc.record({
  type: type('gathered'),
  incident,
  storm: fc.boolean(),
  total: fc.nat(500),
  failing: fc.nat(500),
  severities: many(fc.record({ severity, count: fc.nat(500) }), 4),
  groups,
});

/** Extremes of every message that there is: the compiler asks for a new one's. Where others have their own, a few here. */
const extremes: { readonly [Name in Type]: fc.Arbitrary<object> } = {
  situation: fc.record({ title: hostile, reason: hostile }).map((more) => ({ ...failing, ...more })),
  announcement: fc.record({ title: hostile }).map((more) => ({ ...announced, ...more })),
  proposal: fc.constant(calm),
  walk: fc.record({ title: hostile }).map((more) => ({ ...walking, ...more })),
  handoff: fc.record({
    type: type('handoff'),
    incident,
    at: time,
    from: who,
    to: who,
    status: fc.constantFrom('declared', 'mitigated'),
    severity,
    since: time,
    alarms: many(hostile, 5),
    moreAlarms: fc.nat(),
    walks: fc.constant([]),
    actions: fc.constant([]),
    moreActions: fc.nat(),
    unfilled: fc.subarray(['communications', 'scribe']),
    note: maybe(hostile),
  }),
  joined: fc.record({
    type: type('joined'),
    kind: fc.constantFrom('absorbed', 'released', 'split-off', 'split-from'),
    incident,
    title: hostile,
    channel: maybe(hostile),
    by: maybe(who),
    alarms: maybe(many(hostile, 200)),
    moreAlarms: maybe(fc.nat()),
  }),
  gathered: gatheredOf,
  update: fc.record({
    type: type('update'),
    incident,
    number: fc.nat(),
    at: time,
    by: who,
    text: hostile,
    impact: maybe(hostile),
    nextAt: maybe(time),
  }),
  reminder: fc.record({
    type: type('reminder'),
    incident,
    state: fc.constantFrom('live', 'done', 'replaced'),
    matters: fc.uniqueArray(matter, { maxLength: 100, size: 'max', selector: ({ about }) => about }),
    snoozed: maybe(fc.record({ until: time, by: who })),
    snoozeMinutes: many(fc.integer({ min: 1, max: 100_000 }), 30).map((all) => [...new Set(all)]),
  }),
  actions: fc.record({
    type: type('actions'),
    incident,
    items: many(fc.record({ id: fc.constant('A1'), text: hostile, owner: maybe(who) }), 100),
  }),
  paged: fc.record({
    type: type('paged'),
    at: time,
    by: who,
    team: maybe(hostile),
    person: maybe(who),
    group: maybe(hostile),
    reason: maybe(hostile),
    state: fc.constantFrom('sent', 'retrying'),
  }),
  moved: fc.record({ type: type('moved') }),
  shut: fc.record({
    type: type('shut'),
    incident,
    title: hostile,
    channel: hostile,
    state: fc.constantFrom('shut', 'open again'),
  }),
  'walk-handed': fc.record({
    type: type('walk-handed'),
    incident,
    walk: fc.constant('R12'),
    title: hostile,
    from: who,
    to: who,
    step: maybe(hostile),
  }),
  'runbook-offer': fc
    .record({ reason: hostile, title: hostile, url: maybe(url), owner: maybe(hostile), others: fc.nat() })
    .map(({ title, url: address, owner, ...more }) => ({
      ...offered,
      ...more,
      offered: { ...offered.offered, title, url: address, owner },
    })),
  postmortem: fc.record({
    type: type('postmortem'),
    incident,
    title: hostile,
    status: fc.constantFrom('draft', 'in review', 'reviewed', 'closed'),
    since: time,
    drawing: maybe(fc.record({ number: fc.nat(), by: who, at: time })),
    failed: maybe(fc.record({ number: fc.nat(), reason: hostile })),
    declined: maybe(fc.record({ by: who })),
    draft: maybe(draft),
    inCanvas: maybe(fc.nat()),
    canvasRefused: maybe(fc.constant(true)),
    reviewDue: maybe(time),
  }),
};

describe('every message', () => {
  test.each(Object.entries(extremes))('%s is within Slack’s limits, whatever it holds', (_, anyOf) => {
    fc.assert(
      fc.property(anyOf, (view) => holds(render(tidy(view)))),
      { numRuns: 60 },
    );
  });
});

/** What only whoever asked sees. Other tests have what is not among these, by name. */
const replies: Readonly<Record<string, fc.Arbitrary<door.Rendered>>> = {
  gatheredList: fc.tuple(gatheredOf, fc.nat(600)).map(([view, from]) => door.gatheredList(tidy(view) as never, from)),
  postmortemLinks: fc
    .record({ number: fc.nat(), html: url, markdown: url })
    .map((links) => door.postmortemLinks(links)),
  runbookList: fc
    .record({
      choices: many(fc.record({ file, title: hostile, steps: fc.nat(90), reason: maybe(hostile) }), 200),
      none: maybe(hostile),
    })
    .map((list) => door.runbookList(JSON.parse(JSON.stringify({ incident: id, ...list })))),
  status: hostile.map((title) => door.status({ ...failing, title }, { channel: 'C0INC00001', outside: true })),
  done: hostile.map((title) => door.done('You acknowledged', { title })),
  madePrivate: hostile.map((title) => door.madePrivate({ title, private: { left: { id: 'C0OLD00001' } } })),
  helpOf: fc.constant(door.helpOf({ words: ['note'], usage: 'note <text>', does: 'adds a note' })),
  trouble: fc.constant(door.trouble('Slack does not answer.')),
  usage: fc.constant(door.usage('Say what.')),
  usageWithForm: hostile.map((text) =>
    door.usageWithForm('Say what.', { form: 'note', label: 'Note', ref: { incident: id, given: { text } } }),
  ),
  actionReply: fc.tuple(extremes.actions, hostile).map(([view, title]) => door.actionReply(tidy(view) as never, title)),
  proposedChange: hostile.map((text) => door.proposedChange({ type: 'draft', text } as never)),
};

describe('every reply', () => {
  test.each(Object.entries(replies))('%s is within Slack’s limits, whatever it holds', (_, anyOf) => {
    fc.assert(
      fc.property(anyOf, (reply) => holds(reply)),
      { numRuns: 60 },
    );
  });

  test('a new one is asked for here', () => {
    const elsewhere = ['help', 'didYouMean', 'declared', 'refused', 'incidentList', 'catchup', 'timeline'];
    const views = ['render', 'actionList', 'announcement', 'postmortem', 'proposal', 'situation', 'walk'];
    expect(Object.keys(door).toSorted()).toEqual([...Object.keys(replies), ...elsewhere, ...views].toSorted());
  });
});
