import {
  type AlarmFact,
  type CanaryRun,
  type CapturedContent,
  type Command,
  type Mark,
  type Person,
  tocsin,
} from '@tocsin/incident';
import fc from 'fast-check';
import { walkCommands } from './any-walks.ts';
import { hostile, maybe, tidy, url } from './hostile.ts';
import { minute, workflow } from './viewer.ts';

const people = ['U0ANA00001', 'U0BEN00001', 'U0CEM00001'] as const;
const user = fc.constantFrom(...people);
const person = user.map((id): Person => ({ type: 'person', id }));
const step = fc.integer({ min: 0, max: 62 }).map((index) => `step-${index}`);
const severity = fc.constantFrom('SEV1', 'SEV2', 'SEV3', 'SEV4');
const time = fc.integer({ min: -30, max: 400 }).map(minute);
const reason = maybe(hostile);
const other = fc.constantFrom('20261105-aaaaaaaa', '20261105-bbbbbbbb', '20261105-cccccccc');
const channel = fc.constantFrom('C0INC00001', 'C0INC00002');

const action = fc.integer({ min: 1, max: 4 }).map((number) => `A${number}`);
const day = fc.integer({ min: 1, max: 30 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);
const kind = fc.constantFrom('prevent', 'detect', 'mitigate', 'process');

const alarm: fc.Arbitrary<AlarmFact> = fc
  .record({
    // Few of them mostly, so that they recover and are split off; sometimes hundreds.
    index: fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(220) }),
    name: hostile,
    value: fc.constantFrom('ALARM', 'ALARM', 'OK', 'INSUFFICIENT_DATA'),
    at: time,
    reason: hostile,
    link: url,
    own: fc.boolean(),
    degraded: fc.boolean(),
    fromCanary: fc.boolean(),
  })
  .map(({ index, own, name, ...fact }) => {
    const arn = `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${index}`;
    const about = own ? { workflow: 'viewer', step: `step-${index % 60}` } : { workflow: 'other', step: 'step-1' };
    return { ...fact, ...about, key: arn, arn, name: `${name}${index}`, account: '123456789012', region: 'eu-west-1' };
  }) as fc.Arbitrary<AlarmFact>;

const alarms = fc.oneof(
  { weight: 6, arbitrary: fc.array(alarm, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(alarm, { minLength: 1, maxLength: 60, size: 'max' }) },
);
const run: fc.Arbitrary<CanaryRun> = fc
  .record({ at: fc.integer({ min: -5, max: 400 }), failed: fc.integer({ min: -1, max: 59 }), why: hostile, link: url })
  .map(({ at, failed, why, link }) => ({
    runId: `run-${at}`,
    workflow: 'viewer',
    startedAt: minute(at),
    completedAt: minute(at + 1),
    ok: failed < 0,
    link,
    results: workflow.steps.map(({ id }, index) => ({
      step: id,
      status: failed < 0 || index < failed ? 'passed' : index === failed ? 'failed' : 'blocked',
      startedAt: minute(at),
      durationMs: 10,
      degraded: [],
      evidence: [],
      ...(index === failed ? { reason: why } : {}),
    })),
  }));

const message = fc.record({
  channel,
  ts: fc.nat(20).map((index) => `17000000${10 + index}.000100`),
});
const mark = fc.constantFrom('pin', 'emoji:pushpin:U0ANA00001', 'shortcut:U0BEN00001') as fc.Arbitrary<Mark>;
const stamp = fc.constantFrom('1.1', '2.1');
const content: fc.Arbitrary<CapturedContent> = fc.record({
  postedAt: time,
  author: fc.oneof(user, hostile),
  text: hostile,
  names: fc.dictionary(fc.constantFrom(...people, 'S0GROUP001', 'C0INC00001'), hostile),
  files: fc.array(fc.record({ id: hostile, name: hostile, missing: hostile }), { maxLength: 3 }),
  link: url,
});
const ref = fc.nat(60).map(String);

type Of<Type extends Command['type']> = fc.Arbitrary<Omit<Extract<Command, { type: Type }>, 'type'>>;

/** Every command there is, with anything in it that could come. The compiler asks for those that are missing. */
const fields: { readonly [Type in Command['type']]: Of<Type> } = {
  'observe-alarms': fc.record({ alarms, key: fc.constant('workflow:viewer') }),
  'observe-deletion': fc.record({ alarm, at: time }),
  'observe-canary': fc.record({ run }),
  declare: fc.record({
    title: hostile,
    severity,
    key: fc.constant('workflow:viewer'),
    workflow: fc.constant('viewer'),
    summary: hostile,
    drill: maybe(fc.constant(true)),
    by: person,
  }) as Of<'declare'>,
  'propose-resolution': fc.constant({}),
  escalate: fc.constant({}),
  remind: fc.constant({}),
  'defer-reminder': fc.record({ round: fc.integer({ min: 1, max: 4 }), matters: fc.constant([]) }),
  snooze: fc.record({ by: person, minutes: fc.constantFrom(-1, 30, 90, 1_000_000) }),
  'record-channel': fc.record({ channel, name: fc.constant('inc-1105-viewer') }),
  acknowledge: fc.record({ by: person }),
  'take-command': fc.record({ by: person }),
  'assign-role': fc.record({
    by: person,
    role: fc.constantFrom('commander', 'communications', 'scribe'),
    to: user,
  }),
  'hand-off': fc.record({ by: person, to: user }),
  'name-step': fc.record({ by: person, step, reason }) as Of<'name-step'>,
  'release-step': fc.record({ by: person }),
  'change-severity': fc.record({ by: person, to: severity, reason }) as Of<'change-severity'>,
  'draft-postmortem': fc.record({ by: person }),
  'give-draft-up': fc.constant({}) as Of<'give-draft-up'>,
  'record-draft': fc.record({
    number: fc.integer({ min: 1, max: 3 }),
    outcome: fc.oneof(
      fc.record({ type: fc.constant('failed'), reason: hostile }),
      fc.record({
        type: fc.constant('drafted'),
        draft: fc.record({
          markdown: fc.constant('a.md'),
          html: fc.constant('a.html'),
          canvas: fc.constant('a.canvas.md'),
          digest: fc.constantFrom('a', 'b'),
          changed: fc.array(hostile, { maxLength: 3 }),
          findings: fc.nat(9),
          foremost: maybe(fc.array(hostile, { maxLength: 5 })),
          incomplete: maybe(hostile),
        }),
      }),
    ),
  }) as Of<'record-draft'>,
  'move-postmortem': fc.record({ by: person, to: fc.constantFrom('draft', 'in review', 'reviewed', 'closed') }),
  'take-draft': fc.record({ by: person, number: fc.integer({ min: 1, max: 3 }) }),
  note: fc.record({
    by: person,
    text: hostile,
    at: maybe(time),
    from: maybe(fc.record({ channel: fc.constant('C0VIEWER01'), ts: stamp, by: user })),
  }) as Of<'note'>,
  'mark-message': fc.record({ by: person, message, mark, eventAt: time }),
  'unmark-message': fc.record({ by: person, message, mark, eventAt: time }),
  'record-message': fc.record({
    by: fc.constant(tocsin),
    message,
    content,
    edit: maybe(stamp),
  }) as Of<'record-message'>,
  'edit-message': fc.record({
    by: fc.constant(tocsin),
    message,
    text: hostile,
    editedTs: stamp,
    readAgain: maybe(fc.constant(true as const)),
  }) as Of<'edit-message'>,
  'delete-message': fc.record({ by: fc.constant(tocsin), message }),
  'correct-entry': fc.record({ by: person, entry: ref, text: hostile }),
  'withdraw-entry': fc.record({ by: person, entry: ref, reason }) as Of<'withdraw-entry'>,
  'post-update': fc.record({ by: person, text: hostile, impact: reason, nextAt: maybe(time) }) as Of<'post-update'>,
  join: fc.record({ by: person, who: user }),
  page: fc.record({
    by: person,
    target: maybe(
      fc.oneof(
        fc.record({ type: fc.constant('team'), team: fc.constantFrom('Viewer', 'Ghosts') }),
        fc.record({ type: fc.constant('group'), group: fc.constant('S0VIEWER01') }),
        fc.record({ type: fc.constant('person'), person: user }),
      ),
    ),
    reason,
  }) as Of<'page'>,
  'add-action': fc.record({
    by: person,
    text: hostile,
    owner: maybe(user),
    due: maybe(day),
    kind: maybe(kind),
    source: maybe(fc.record({ channel, ts: fc.constant('1793700870.000200'), link: url })),
  }) as Of<'add-action'>,
  'change-action': fc.record({
    by: person,
    action,
    change: fc.record(
      { text: hostile, owner: fc.option(user), due: fc.option(day), kind: fc.option(kind) },
      { requiredKeys: [] },
    ),
  }),
  'finish-action': fc.record({ by: person, action }),
  'reopen-action': fc.record({ by: person, action }),
  'drop-action': fc.record({ by: person, action, reason: hostile }),
  ...walkCommands,
  mitigate: fc.record({ by: person, note: reason }) as Of<'mitigate'>,
  resolve: fc.record({ by: fc.oneof(person, fc.constant(tocsin)), note: reason }) as Of<'resolve'>,
  reopen: fc.record({ by: person, reason }) as Of<'reopen'>,
  close: fc.record({ by: person }),
  'make-private': fc.record({ by: person, reason }) as Of<'make-private'>,
  absorb: fc.record({
    by: person,
    from: fc.record({ id: other, title: hostile, key: fc.constantFrom('workflow:other', 'alarm:x'), severity }),
    alarms,
  }),
  release: fc.record({ by: person, id: other }),
  'hear-parts': fc.record({
    parts: fc.array(
      fc.record({
        id: fc.nat(300).map((index) => `20261105-part${index}`),
        version: fc.integer({ min: 1, max: 9 }),
        state: fc.constantFrom('failing', 'recovered', 'over', 'left'),
        title: hostile,
        severity,
        since: time,
        workflow: fc.constantFrom('viewer', 'other'),
        step,
        dependency: maybe(fc.constantFrom('store', 'thumbs', 'unheard-of')),
      }),
      { minLength: 1, maxLength: 40, size: 'max' },
    ),
  }) as Of<'hear-parts'>,
  leave: fc.record({ by: person, reason, over: maybe(fc.constant(true)) }) as Of<'leave'>,
  'receive-split': fc.record({
    by: person,
    from: fc.record({ id: other, title: hostile }),
    title: hostile,
    severity,
    key: fc.constant('incident:x'),
    alarms,
  }),
  merge: fc.record({ by: person, into: other, title: hostile, channel }),
  unmerge: fc.record({ by: person, reason }) as Of<'unmerge'>,
  split: fc.record({
    by: person,
    to: other,
    title: hostile,
    alarms: fc.array(
      alarm.map(({ key }) => key),
      { minLength: 1, maxLength: 10 },
    ),
  }),
};

/** Some command; what ends an incident is rarer than what goes on in it, so that lives last. */
const endings = new Set<Command['type']>(['resolve', 'close', 'merge']);
export const anyCommand: fc.Arbitrary<Command> = fc
  .oneof(
    ...(Object.entries(fields) as [Command['type'], fc.Arbitrary<object>][]).map(([type, rest]) => ({
      weight: endings.has(type) ? 1 : 4,
      arbitrary: rest.map((more) => ({ type, ...more })),
    })),
  )
  .map((command) => tidy(command) as Command);

/** How an incident begins: an alarm, or a person. */
export const anyBeginning: fc.Arbitrary<Command> = fc.oneof(
  alarm.map(
    (fact): Command => ({ type: 'observe-alarms', alarms: [{ ...fact, value: 'ALARM' }], key: 'workflow:viewer' }),
  ),
  // Another incident speaks for it from the start.
  fc.tuple(alarm, other, reason, maybe(fc.constant(true))).map(
    ([fact, into, because, storm]): Command =>
      tidy({
        type: 'observe-alarms',
        alarms: [{ ...fact, value: 'ALARM' }],
        key: 'workflow:viewer',
        gathering: { into, because: because ?? 'many', storm },
      }) as Command,
  ),
  fields.declare.map((more): Command => ({ type: 'declare', ...more })),
);
