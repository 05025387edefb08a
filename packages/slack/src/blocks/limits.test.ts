import type { AnnouncementView, SituationView } from '@tocsin/app';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, hostile, maybe, tidy, time, url } from './holds.ts';
import { declared, didYouMean, done as doneReply, help, incidentList, refused, render } from './index.ts';
import { announced, calm, failing } from './samples.ts';

const state = fc.constantFrom('failed', 'degraded', 'blocked', 'passed', 'unknown');
const status = fc.constantFrom('declared', 'acknowledged', 'mitigated', 'resolved', 'closed');
const severity = fc.constantFrom('SEV1', 'SEV2', 'SEV3', 'SEV4');
const named = fc.record({ id: hostile, title: hostile });
const step = maybe(fc.record({ id: hostile, title: hostile, degraded: fc.boolean() }));
const done = maybe(fc.record({ at: time, by: fc.oneof(fc.constant('U0ANA00001'), hostile), note: hostile }));

const situations = fc.record({
  type: fc.constant('situation'),
  incident: fc.constantFrom('20261105-k3v9q2xw', '<OUT>'),
  title: hostile,
  status,
  severity,
  workflow: maybe(named),
  step,
  confidence: fc.constantFrom('high', 'medium', 'low', 'none'),
  reason: hostile,
  since: time,
  recoveredAt: maybe(time),
  steps: fc.array(fc.record({ id: hostile, title: hostile, state, named: fc.boolean() }), { maxLength: 60 }),
  suspect: maybe(fc.record({ title: hostile, why: hostile })),
  evidence: fc.array(fc.record({ at: time, text: hostile, link: maybe(url) }), { maxLength: 10 }),
  alarms: fc.array(fc.record({ name: hostile, state: fc.constantFrom('ALARM', 'OK', '<OUT'), at: time, link: url }), {
    maxLength: 200,
  }),
  moreAlarms: maybe(fc.nat()),
  owner: maybe(fc.record({ team: hostile, channel: maybe(hostile) })),
  runbook: maybe(url),
  links: fc.array(fc.record({ label: hostile, url }), { maxLength: 8 }),
  declaredBy: maybe(hostile),
  acknowledged: done,
  commander: maybe(hostile),
  resolved: done,
});
const announcements = fc.record({
  type: fc.constant('announcement'),
  incident: fc.constantFrom('20261105-k3v9q2xw', '<OUT>'),
  channel: hostile,
  title: hostile,
  status,
  severity,
  step,
  workflow: maybe(named),
  since: time,
  recoveredAt: maybe(time),
  commander: maybe(hostile),
  acknowledged: done,
});

const who = fc.oneof(fc.constant('U0ANA00001'), hostile);
const notes = fc.array(fc.record({ by: who, at: time, text: hostile }), { maxLength: 5 });
const outcome = fc.oneof(
  fc.record({ type: fc.constantFrom('done', 'skipped', 'did-not-work'), by: who, at: time, why: hostile }),
  fc.record({ type: fc.constant('answered'), by: who, at: time, answer: hostile }),
  fc.record({ type: fc.constant('checked'), by: who, at: time, asExpected: fc.boolean(), said: hostile }),
  fc.record({ type: fc.constant('acted'), by: who, at: time, worked: fc.boolean(), said: hostile }),
);
const moves = fc.subarray([
  ...(['done', 'start', 'approve', 'decline', 'again', 'go-on', 'back', 'skip', 'did-not-work'] as const),
  ...(['answer', 'checked', 'acted', 'note', 'stop'] as const),
]);
const walks = fc.record({
  type: fc.constant('walk'),
  incident: fc.constant('20261105-k3v9q2xw'),
  walk: fc.constantFrom('R1', 'R12'),
  title: hostile,
  url: maybe(url),
  startedAt: time,
  startedBy: who,
  walkers: fc.array(who, { maxLength: 30 }),
  settled: fc.nat(80),
  total: fc.nat(80),
  skipped: fc.nat(3),
  didNotWork: fc.nat(3),
  trail: fc.array(
    fc.record({
      id: hostile,
      title: hostile,
      outcome,
      attempts: fc.nat(4),
      seconds: maybe(fc.nat(9_000)),
      link: maybe(url),
      notes,
    }),
    { maxLength: 60 },
  ),
  current: maybe(
    fc.record({
      id: hostile,
      title: hostile,
      kind: fc.constantFrom('do', 'check', 'decide', 'act'),
      attempt: fc.nat(5),
      text: fc.array(
        fc.oneof(
          fc.record({ type: fc.constant('code'), text: hostile }),
          fc.record({
            type: fc.constant('paragraph'),
            content: fc.array(fc.record({ type: fc.constantFrom('text', 'code'), text: hostile }), { maxLength: 3 }),
          }),
        ),
        { maxLength: 12 },
      ),
      base: maybe(url),
      spec: maybe(fc.array(fc.record({ name: hostile, value: hostile }), { maxLength: 20 })),
      approval: maybe(fc.constant(true)),
      byHand: maybe(hostile),
      state: fc.oneof(
        fc.record({ type: fc.constant('active'), since: time }),
        fc.record({ type: fc.constant('asked'), by: who, at: time }),
        fc.record({ type: fc.constant('running'), by: who, at: time, approvedBy: maybe(who), due: maybe(time) }),
        fc.record({ type: fc.constant('went-badly'), said: hostile, at: time, link: maybe(url) }),
      ),
      moves,
      answers: fc.array(hostile, { maxLength: 20 }),
      notes,
      earlier: fc.array(outcome, { maxLength: 5 }),
    }),
  ),
  ended: maybe(
    fc.oneof(
      fc.record({ type: fc.constant('completed'), at: time, minutes: fc.nat() }),
      fc.record({ type: fc.constant('stopped'), at: time, minutes: fc.nat(), by: who, why: hostile }),
      fc.record({ type: fc.constant('continued'), at: time, minutes: fc.nat(), file: hostile }),
    ),
  ),
  waysBack: fc.array(
    fc.record({
      step: hostile,
      attempt: fc.nat(3),
      title: hostile,
      words: hostile,
      moves: fc.subarray(['undo', 'approve-undo', 'decline-undo']),
    }),
    { maxLength: 8 },
  ),
  proposes: maybe(fc.constant(true)),
});

test('whatever a view holds, the message is within Slack’s limits and nothing from outside speaks Slack', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: situations }, { weight: 1, arbitrary: announcements }), (view) =>
      holds(render(tidy(view))),
    ),
    { numRuns: 400 },
  );
});

test('whatever a walk through a runbook holds, its message is within Slack’s limits', () => {
  fc.assert(
    fc.property(walks, (view) => holds(render(tidy(view)))),
    { numRuns: 150 },
  );
});

test('two hundred alarms, sixty steps and reasons of 4,000 characters still fit', () => {
  const long = '<&>😀 '.repeat(800);
  const link = `https://a.example/${'&'.repeat(900)}`;
  const huge: SituationView = {
    ...failing,
    title: long,
    reason: long,
    step: { id: 'translate', title: long, degraded: false },
    workflow: { id: 'w', title: long },
    suspect: { title: long, why: long },
    steps: Array.from({ length: 60 }, (_, i) => ({
      id: `s${i}`,
      title: long,
      state: i % 2 ? 'passed' : 'failed',
      named: i === 30,
    })),
    alarms: Array.from({ length: 200 }, () => ({ name: long, state: 'ALARM', at: failing.since, link })),
    evidence: Array.from({ length: 10 }, () => ({ at: failing.since, text: long, link })),
    resolved: { at: failing.since, by: 'U0ANA00001', note: long },
    status: 'resolved',
    runbook: link,
    links: Array.from({ length: 8 }, () => ({ label: long, url: link })),
  };
  holds(render(huge));
  expect(JSON.stringify(render(huge).blocks)).toContain('← here');
});

test('replies to commands fit too, whatever people typed and incidents are called', () => {
  const incident = fc.record({ id: hostile, title: hostile, severity });
  const opening = { usage: 'open <title>', does: 'declare an incident' };
  fc.assert(
    fc.property(hostile, incident, fc.array(announcements, { maxLength: 15 }), (typed, one, open) => {
      holds(help([{ title: 'Anywhere', commands: [opening] }], typed));
      holds(didYouMean(typed, 'open', opening));
      holds(declared(one));
      holds(doneReply('You acknowledged', one));
      holds(refused(typed));
      const incidents = (open.map(tidy) as AnnouncementView[]).map((view, index) => ({
        ...view,
        incident: `20261105-aaaaaa${10 + index}`,
        joined: false,
      }));
      holds(
        incidentList({ which: 'open', incidents, next: '2026-11-05T10:00:00.000Z#20261105-k3v9q2xw', further: false }),
      );
    }),
    { numRuns: 100 },
  );
});

test('announcement and proposal fit', () => {
  holds(render(announced));
  holds(render(calm));
});
