import type { ActionsView, HandoffView, Line, SituationView } from '@tocsin/app';
import fc from 'fast-check';
import { test } from 'vitest';
import { holds, hostile, maybe, tidy, time, url } from './holds.ts';
import { actionList, catchup, render, timeline } from './index.ts';
import { failing } from './samples.ts';

const who = fc.oneof(fc.constant('U0ANA00001'), hostile);
const line = fc.record({
  at: time,
  by: who,
  did: hostile,
  ref: fc.constantFrom('1', '12.3', '4096'),
  type: fc.constant('note.added'),
  recordedAt: maybe(time),
  message: maybe(
    fc.record({
      channel: fc.constant('C0INC00042'),
      ts: fc.constant('1.2'),
      thread: maybe(fc.constant('1.1')),
      link: maybe(url),
    }),
  ),
  corrected: maybe(fc.record({ by: who, at: time, before: hostile })),
  withdrawn: maybe(fc.record({ by: who, at: time, reason: maybe(hostile) })),
  edited: maybe(fc.constant(true)),
});
const lines = fc.array(line, { maxLength: 60 }).map((all) => tidy(all) as unknown as readonly Line[]);
const action = fc.record({
  id: fc.constantFrom('A1', 'A100'),
  text: hostile,
  owner: maybe(who),
  due: maybe(fc.constant('2026-12-01')),
  kind: maybe(fc.constantFrom('prevent', 'process')),
  source: maybe(fc.record({ channel: hostile, ts: hostile, link: maybe(url) })),
  ended: maybe(fc.record({ at: time, by: who, dropped: maybe(hostile) })),
});
const handoffs = fc.record({
  type: fc.constant('handoff'),
  incident: fc.constantFrom('20261105-k3v9q2xw', '<OUT>'),
  at: time,
  from: who,
  to: who,
  status: fc.constantFrom('declared', 'acknowledged', 'mitigated'),
  severity: fc.constantFrom('SEV1', 'SEV4'),
  since: time,
  recoveredAt: maybe(time),
  step: maybe(fc.record({ title: hostile, degraded: fc.boolean() })),
  reason: maybe(hostile),
  pinned: maybe(fc.constant(true)),
  suspect: maybe(hostile),
  otherSuspects: maybe(fc.array(hostile, { maxLength: 3 })),
  alarms: fc.array(hostile, { maxLength: 5 }),
  moreAlarms: fc.nat(2_000),
  walks: fc.array(fc.record({ walk: fc.constant('R12'), title: hostile, step: hostile }), { maxLength: 12 }),
  actions: fc.array(action, { maxLength: 5 }),
  moreActions: fc.nat(95),
  told: maybe(fc.record({ at: time, text: hostile })),
  nextUpdate: maybe(time),
  unfilled: fc.subarray(['communications', 'scribe']),
  note: maybe(hostile),
});

test('a hand-off sheet is within Slack’s limits, whatever is still open', () => {
  fc.assert(
    fc.property(handoffs, (view) => holds(render(tidy(view) as HandoffView))),
    { numRuns: 200 },
  );
});

test('the list of action items fits, however many there are and whatever they say', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 100 }), (items) =>
      holds(actionList(tidy({ type: 'actions', incident: '20261105-k3v9q2xw', items }) as ActionsView)),
    ),
    { numRuns: 100 },
  );
});

test('catching up fits, whatever happened', () => {
  const about = fc.record({ title: hostile, reason: hostile, since: time, commander: maybe(who), scribe: maybe(who) });
  fc.assert(
    fc.property(about, lines, (more, told) =>
      holds(catchup({ ...failing, ...(tidy(more) as Partial<SituationView>) }, told)),
    ),
    { numRuns: 100 },
  );
});

test('a stretch of the timeline fits, and leaves out whole entries only', () => {
  const incident = { id: '20261105-k3v9q2xw', amendable: { '1': 'stands' as const } };
  fc.assert(
    fc.property(
      hostile,
      lines,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('first', 'last'),
      (title, told, before, after, keep) =>
        holds(timeline({ ...incident, title }, { lines: told, before, after, keep })),
    ),
    { numRuns: 100 },
  );
});
