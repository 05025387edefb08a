import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step, Target } from '../model.ts';
import {
  applyWalkEvent,
  decideMove,
  type Move,
  movesAt,
  nextOf,
  progressOf,
  recordOf,
  type Walk,
  type WalkEvent,
  type WalkPlan,
} from './index.ts';
import { at, end, plan, planned, start, to } from './samples.ts';

describe('whatever people do', () => {
  const targetIn = (size: number) =>
    fc.oneof(
      fc.nat(size - 1).map((index): Target => to(`s${index}`)),
      fc.constant(end),
    );
  const anyPlan = fc.integer({ min: 1, max: 7 }).chain((size) =>
    fc
      .array(
        fc.record({
          type: fc.constantFrom<Step['type']>('do', 'check', 'act', 'decide'),
          onward: targetIn(size),
          otherwise: fc.option(targetIn(size), { nil: undefined }),
          answers: fc.array(targetIn(size), { minLength: 1, maxLength: 3 }),
          approval: fc.boolean(),
        }),
        { minLength: size, maxLength: size },
      )
      .map(
        (steps): WalkPlan => ({
          ...plan,
          steps: steps.map(({ type, onward, otherwise, answers, approval }, index) => ({
            ...planned(
              `s${index}`,
              type,
              type === 'decide'
                ? { branches: answers.map((target, number) => ({ label: `${number}`, target })) }
                : { onward, ...(otherwise ? { otherwise } : {}) },
            ),
            ...(approval ? { approval: true as const } : {}),
          })),
        }),
      ),
  );
  const choice = fc.record({ pick: fc.nat(20), good: fc.boolean(), by: fc.constantFrom('U1', 'U2') });
  const made = (walk: Walk, { pick, good }: { pick: number; good: boolean }): Move => {
    const moves = movesAt(walk);
    const step = walk.at ?? '';
    const type = moves[pick % moves.length];
    const { attempt } = recordOf(walk, step);
    const answers = walk.plan.steps.find(({ id }) => id === step)?.exits.branches ?? [];
    const answer = answers[pick % Math.max(1, answers.length)]?.label ?? '';
    return { type, step, attempt, why: 'x', text: 'x', answer, asExpected: good, worked: good, said: 'x' } as Move;
  };

  it('a walk that has not ended has moves, none of them is refused, and it can be brought to its end', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(choice, { maxLength: 30 }), (from, choices) => {
        const { events, current } = start(from);
        for (const chosen of choices) {
          const walk = current();
          if (walk.ended) break;
          expect(movesAt(walk)).toContain('stop');
          expect(movesAt(walk).length).toBeGreaterThan(2);
          const moved = decideMove(walk, made(walk, chosen), { by: chosen.by, at: at(1) });
          // Whoever asked may not be who agrees; everything else that is offered is taken.
          if (moved.type === 'refused') expect(moved.reason).toBe('Someone else has to agree to this.');
          else events.push(...moved.events);
          const next = current();
          expect(next.at === undefined).toBe(next.ended !== undefined);
          expect(nextOf(next).type === 'nothing').toBe(next.ended !== undefined);
          expect(progressOf(next, at(2)).settled).toBeLessThanOrEqual(progressOf(next, at(2)).total);
          expect(applyWalkEvent(next, events.at(-1) as WalkEvent)).toEqual(
            events.at(-1)?.type === 'step.noted' ? expect.anything() : next,
          );
        }
        const walk = current();
        if (!walk.ended) {
          const stopped = decideMove(walk, { type: 'stop', why: 'enough' }, { by: 'U1', at: at(3) });
          expect(stopped.type).toBe('moved');
        }
      }),
      { numRuns: 300 },
    );
  });
});
