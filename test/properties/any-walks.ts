import type { Command, Person, TaskResult } from '@tocsin/incident';
import type { Move, PlannedStep, WalkPlan, What } from '@tocsin/runbook';
import fc from 'fast-check';
import { hostile, maybe, url } from './hostile.ts';

type Of<Type extends Command['type']> = fc.Arbitrary<Omit<Extract<Command, { type: Type }>, 'type'>>;

const person = fc.constantFrom('U0ANA00001', 'U0BEN00001', 'U0CEM00001').map((id): Person => ({ type: 'person', id }));

const to = (step: string) => ({ type: 'step', step }) as const;
const end = { type: 'end' } as const;

/** A step of each kind, so few that what is drawn meets what is there; one leads back, one into another runbook. */
const steps: readonly PlannedStep[] = [
  { id: 'look', title: 'Look <OUT>', type: 'check', exits: { onward: to('ask'), branches: [] }, timeoutMs: 30_000 },
  {
    id: 'ask',
    title: 'Which <!here>?',
    type: 'decide',
    exits: {
      branches: [
        { label: 'Yes', target: to('act') },
        { label: 'No', target: to('look') },
      ],
    },
  },
  {
    id: 'act',
    title: 'Restart *it*',
    type: 'act',
    exits: { onward: to('do'), otherwise: to('look'), branches: [] },
    timeoutMs: 60_000,
    approval: true,
  },
  { id: 'shift', title: 'Shift it', type: 'act', exits: { onward: end, branches: [] }, timeoutMs: 60_000 },
  { id: 'do', title: 'Say so', type: 'do', exits: { onward: to('shift'), otherwise: end, branches: [] } },
];

const plan: fc.Arbitrary<WalkPlan> = fc
  .record({ file: fc.constantFrom('runbooks/one.md', 'runbooks/two.md'), title: hostile, first: fc.nat(4) })
  .map(({ file, title, first }) => ({
    file,
    version: 'v1',
    title,
    steps: [...steps.slice(first), ...steps.slice(0, first)],
  }));

const what: fc.Arbitrary<What> = fc.constantFrom<What>(
  { type: 'check', check: { check: 'alarm', alarm: 'shop/errors', expect: 'OK', timeout: 30_000 } },
  {
    type: 'act',
    act: {
      act: 'lambda',
      function: 'restart',
      payload: {},
      timeout: 60_000,
      back: { act: 'lambda', function: 'stop', payload: {}, timeout: 60_000 },
    },
  },
  {
    type: 'act',
    act: {
      act: 'alb-weight',
      rule: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/x/1/2/3',
      from: 'a',
      to: 'b',
      stages: [10, 100],
      pause: 60_000,
      timeout: 60_000,
      back: 'The weights it found are put back.',
    },
  },
);

const walk = fc.constantFrom('R1', 'R1', 'R2', 'R9');
const step = fc.constantFrom('look', 'ask', 'act', 'shift', 'do', 'gone');
const attempt = fc.constantFrom(1, 1, 1, 2);
const onStep = { step, attempt };
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    type: fc.constantFrom('done', 'start', 'decline', 'again', 'go-on', 'back') as fc.Arbitrary<'done'>,
    ...onStep,
  }),
  fc.record({ type: fc.constantFrom('skip', 'did-not-work') as fc.Arbitrary<'skip'>, why: hostile, ...onStep }),
  fc.record({ type: fc.constant('answer' as const), answer: fc.constantFrom('Yes', 'No', 'Maybe'), ...onStep }),
  fc.record({ type: fc.constant('note' as const), text: hostile, ...onStep }),
  fc.record({ type: fc.constant('hand-over' as const), to: fc.constantFrom('U0ANA00001', 'U0BEN00001') }),
  fc.constantFrom<Move>({ type: 'join' }, { type: 'leave' }, { type: 'stop', why: 'enough' }),
);
const runs = fc.record({ type: fc.constantFrom('start', 'approve') as fc.Arbitrary<'start'>, ...onStep });

const result: fc.Arbitrary<TaskResult> = fc
  .record({
    type: fc.constantFrom('read', 'done', 'failed', 'unknown', 'refused', 'would'),
    good: fc.boolean(),
    said: hostile,
    at: fc.constant('2026-11-05T10:00:00.000Z'),
    value: maybe(hostile),
    link: maybe(url),
    next: maybe(hostile),
    output: maybe(hostile),
  })
  .map((given) => given as TaskResult);
const task = fc
  .record({ walk, step, attempt, back: maybe(fc.constant('/back/1')) })
  .map((given) => `${given.walk}/${given.step}/${given.attempt}${given.back ?? ''}`);

/** Commands of walks through runbooks. */
export const walkCommands = {
  'begin-walk': fc.record({ by: person, plan, reason: maybe(hostile) }) as Of<'begin-walk'>,
  'move-walk': fc.record({ by: person, walk, move, order: maybe(what) }) as Of<'move-walk'>,
  'run-act': fc.record({
    by: person,
    walk,
    move: runs,
    order: maybe(what),
    needsApproval: maybe(fc.constant(true)),
    forReal: maybe(fc.constant(true)),
  }) as Of<'run-act'>,
  'undo-act': fc.record({
    by: person,
    walk,
    step,
    attempt,
    move: fc.constantFrom('undo', 'approve-undo', 'decline-undo'),
    needsApproval: maybe(fc.constant(true)),
  }) as Of<'undo-act'>,
  'record-result': fc.record({ task, result }),
  chase: fc.constant({}) as Of<'chase'>,
};
