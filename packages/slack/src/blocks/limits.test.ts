import type { AnnouncementView, MessageView, SituationView } from '@tocsin/app';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkBlocks } from '../../../slack-simulator/src/blocks/check-blocks.ts';
import { declared, done as doneReply, help, incidentList, type Rendered, refused, render } from './index.ts';
import { announced, calm, failing } from './samples.ts';

/** Text that tries to be a mention, a link, an entity, half a character, or very long. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '<OUT!channel>',
    '<OUT@U0ANA00001>',
    '<OUT https://x.example|runbook>',
    '&amp;&lt;',
    '*_~`',
    '> quote',
  ),
  fc.constantFrom(
    '@channel',
    ':x:',
    'ש'.repeat(80),
    '😀'.repeat(90),
    '\u202Eevil',
    '|^|',
    '𝕏'.repeat(2_000),
    '&'.repeat(4_000),
    '<OUT'.repeat(1_000),
  ),
);
const url = fc.oneof(
  hostile,
  fc.webUrl(),
  fc.constantFrom(
    'https://a.example/<OUT>?a=1&b=2#|^',
    `https://a.example/${'x'.repeat(5_000)}`,
    `https://a.example/${'&'.repeat(550)}`,
  ),
);
const time = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((at) => at.toISOString()),
  hostile,
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
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

/** Drops what is undefined: the views leave absent things out. */
const tidy = (view: object): MessageView => JSON.parse(JSON.stringify(view)) as MessageView;

type Strings = { readonly path: string; readonly text: string };
function stringsOf(value: unknown, path = ''): Strings[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsOf(inner, `${path}.${key}`));
}

/** What stands in rich text is literal: Slack reads nothing into it. */
const read = (path: string, blocks: Rendered['blocks']): boolean =>
  blocks[Number(path.split('.')[1])]?.type !== 'rich_text';

function holds({ text, blocks }: Rendered): void {
  expect(checkBlocks(blocks, 'message')).toEqual([]);
  expect(blocks.length).toBeLessThanOrEqual(50);
  const shown = stringsOf(blocks).filter(({ path }) => path.endsWith('.text'));
  for (const { path, text: part } of shown) expect(part.length, path).toBeGreaterThan(0);
  for (const block of blocks) {
    if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
    if (block.type === 'section') expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(2_900);
    if (block.type === 'section')
      for (const field of block.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(2_000);
    if (block.type === 'context')
      for (const part of stringsOf(block.elements)) expect(part.text.length).toBeLessThanOrEqual(2_900);
    if (block.type !== 'actions') continue;
    const ids = block.elements.map((element) => element.action_id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const element of block.elements) {
      if (element.type !== 'button') continue;
      expect(element.text.text.length).toBeLessThanOrEqual(75);
      expect(element.value?.length ?? 0).toBeLessThanOrEqual(2_000);
      expect(element.url?.length ?? 0).toBeLessThanOrEqual(3_000);
    }
  }
  expect(shown.reduce((sum, { text: part }) => sum + part.length, text.length)).toBeLessThanOrEqual(11_000);
  for (const { path, text: part } of [
    ...stringsOf(blocks).filter(({ path }) => !path.endsWith('.value') && read(path, blocks)),
    { path: 'text', text },
  ]) {
    expect(part, path).not.toContain('<OUT');
    expect(part, path).not.toMatch(/\p{Surrogate}|<[!@#](?!date\^|[A-Z0-9]+>)/u);
    if (!path.endsWith('.url')) expect(part, path).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }
}

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
  fc.assert(
    fc.property(hostile, incident, fc.array(announcements, { maxLength: 15 }), (typed, one, open) => {
      holds(
        help([{ title: 'Anywhere', commands: [{ usage: 'open <title>', does: 'declare an incident' }] }], {
          word: typed,
          nearest: 'open',
        }),
      );
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
